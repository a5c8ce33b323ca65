import t from 'tap'
import { countBallots } from '../../../protocol/ballot-files/count-ballots.ts'
import { readCases, readRankList } from '../../../protocol/ballot-files/read-cases.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { readFixture, schulze45, vectors } from '../methods/belenios.ts'
import { problem, said, sound } from './reading.ts'

const seed = new Uint8Array(32)

t.test('all elections of another program are read, in the order of the file', async t => {
  const cases = readCases(readFixture('ranked-and-graded.json'))
  if (isRefusal(cases)) throw new Error('not read')
  t.strictSame(
    cases.map(({ section, elections }) => [section, elections.length]),
    [
      ['schulze', 30],
      ['stv', 30],
      ['mj', 30],
    ],
  )
  const weights = cases.flatMap(({ elections }) =>
    elections.map(({ ballots }) => ballots.reduce((sum, { weight }) => sum + weight, 0)),
  )
  t.strictSame(
    weights,
    [...vectors.schulze, ...vectors.stv, ...vectors.mj].map(({ ballots }) => ballots.length),
  )
})

t.test('Schulze and majority judgment rank as the other program does', async t => {
  const cases = readCases(readFixture('ranked-and-graded.json'))
  if (isRefusal(cases)) throw new Error('not read')
  for (const [section, method, others] of [
    ['schulze', 'schulze', vectors.schulze],
    ['mj', 'majority-judgment', vectors.mj],
  ] as const) {
    const elections = cases.find(found => found.section === section)?.elections ?? []
    for (const [place, file] of elections.entries()) {
      const counted = countBallots(file, method, {}, seed)
      if (isRefusal(counted)) throw new Error('not counted')
      const ranking = counted.outcome.ranking.map(tied => tied.map(Number).toSorted((a, b) => a - b))
      const expected = others[place]?.result.winners.map(tied => tied.toSorted((a, b) => a - b))
      t.strictSame(ranking, expected, `${section} ${place}`)
    }
  }
})

t.test('a bare list of ballots is one election, by ranks', async t => {
  const file = sound(readRankList(readFixture('schulze45.json')))
  const counted = countBallots(file, 'schulze', {}, seed)
  t.match(counted, { outcome: { selected: ['4'] } })
  t.equal(file.candidates.length, schulze45.n)
})

t.test('candidates go by number; ranks become tiers, and the best grade the highest score', async t => {
  const cases = readCases(
    '\uFEFF{"tool":"x","mj":[{"n":2,"grades":6,"ballots":[[1,6]]}],"stv":[{"n":2,"seats":2,"ballots":[[2,1],[2,1]]}]}',
  )
  if (isRefusal(cases)) throw new Error('not read')
  const [mj, stv] = cases.map(({ elections }) => elections[0])
  if (!mj || !stv) throw new Error('not read')
  t.match(mj, { grades: 6, areNumbers: true, candidates: ['0', '1'] })
  t.strictSame(said(mj), [[1, '0>1', '0/5 1/0']])
  t.match(stv, { seats: 2 })
  t.strictSame(said(stv), [[2, '1>0']])
})

t.test('what cannot be counted is refused', async t => {
  const refused = (file: unknown) => {
    const read = readCases(typeof file === 'string' ? file : JSON.stringify(file))
    return isRefusal(read) ? `${read.detail.at ?? ''}: ${read.detail.problem}` : 'read'
  }
  const cases: [unknown, string][] = [
    ['', ': not JSON'],
    ['{"schulze": [', ': not JSON'],
    [[], ': no JSON object of cases'],
    [{}, ': no cases'],
    [{ condorcet: [] }, ': no cases'],
    [{ schulze: {} }, 'schulze: not a list'],
    [{ schulze: [3] }, 'schulze[0]: not an election'],
    [{ schulze: [{ n: '3', ballots: [] }] }, 'schulze[0]: no number of candidates'],
    [{ schulze: [{ n: 0, ballots: [] }] }, ': no candidates'],
    [{ schulze: [{ n: 1e6, ballots: [] }] }, ': too many candidates'],
    [{ schulze: [{ n: 2 }] }, 'schulze[0]: not a list of ballots'],
    [{ schulze: [{ n: 2, ballots: [[1, 2], [1]] }] }, 'schulze[0].ballots[1]: not a number for each candidate'],
    [{ schulze: [{ n: 2, ballots: [[1, '2']] }] }, 'schulze[0].ballots[0]: not a list of numbers'],
    [{ schulze: [{ n: 2, ballots: [[0, 1]] }] }, 'schulze[0].ballots[0]: not a rank or grade'],
    [{ schulze: [{ n: 2, ballots: [[1.5, 1]] }] }, 'schulze[0].ballots[0]: not a rank or grade'],
    [{ schulze: [{ n: 2, ballots: [[3, 1]] }] }, 'schulze[0].ballots[0]: not a rank or grade'],
    [{ stv: [{ n: 2, ballots: [] }] }, 'stv[0]: no number of seats'],
    [{ stv: [{ n: 2, seats: 3, ballots: [] }] }, 'stv[0]: no number of seats'],
    [{ stv: [{ n: 2, seats: 1, ballots: [[1, 1]] }] }, 'stv[0].ballots[0]: a rank twice'],
    [{ mj: [{ n: 2, ballots: [] }] }, 'mj[0]: no number of grades'],
    [{ mj: [{ n: 2, grades: 3, ballots: [[4, 1]] }] }, 'mj[0].ballots[0]: not a rank or grade'],
  ]
  for (const [file, expected] of cases) t.equal(refused(file), expected, JSON.stringify(file))
  t.equal(problem(readRankList('{}')), 'null: no JSON list of ballots')
  t.equal(problem(readRankList('[[1,')), 'null: not JSON')
  t.equal(problem(readRankList('[]')), 'null: no candidates')
})
