import t from 'tap'
import { type CountedMethod, countBallots, tableUse } from '../../../protocol/ballot-files/count-ballots.ts'
import { readAbif } from '../../../protocol/ballot-files/read-abif.ts'
import { readBallots } from '../../../protocol/ballot-files/read-ballots.ts'
import { readBlt } from '../../../protocol/ballot-files/read-blt.ts'
import { rational } from '../../../protocol/rational.ts'
import { readFixture } from '../methods/belenios.ts'
import { problem, sound } from './reading.ts'

const seed = new Uint8Array(32).fill(1)
const counted = (text: string, method: CountedMethod, seats?: number) =>
  countBallots(sound(readAbif(text)), method, { seats }, seed)
const electedBy = (text: string, method: CountedMethod, seats?: number) => {
  const result = counted(text, method, seats)
  return 'outcome' in result ? result.outcome.selected : result.detail.problem
}

t.test('Burlington 2009: instant run-off elects Kiss, comparing in pairs elects Montroll', async t => {
  const burlington = readFixture('burlington-2009.abif')
  t.strictSame(electedBy(burlington, 'irv'), ['Kiss'])
  t.strictSame(electedBy(burlington, 'schulze'), ['Montroll'])
  t.strictSame(electedBy(burlington, 'copeland'), ['Montroll'])
})

t.test('a ballot ends at equals for methods that take none, and how many do is told', async t => {
  const result = counted('3:A>B=C>D\n2:A=B\n1:D', 'irv')
  t.match(result, { endedAtEquals: 5, outcome: { selected: ['A'] } })
  t.match(counted('3:A>B=C>D\n1:D', 'schulze'), { endedAtEquals: 0 })
})

t.test('scores rank candidates too, but a ranking is no score', async t => {
  const scored = '3:A/5,B/4\n2:B/5,C/1'
  t.strictSame(electedBy(scored, 'schulze'), ['A'])
  t.strictSame(electedBy(scored, 'irv'), ['A'])
  t.strictSame(electedBy(scored, 'score'), ['B'])
  t.strictSame(electedBy(scored, 'majority-judgment'), ['A'])
  t.strictSame(electedBy(scored, 'star'), ['A'])
  t.equal(electedBy('3:A>B', 'score'), 'no scores')
  t.match(counted('1:A/1,B/0\n3:A>B', 'majority-judgment'), { code: 'ballots/misfit', detail: { line: 2 } })
})

t.test('approvals are equals without an order, or scores of 0 and 1', async t => {
  t.strictSame(electedBy('3:A=B\n2:B', 'approval'), ['B'])
  t.strictSame(electedBy('3:A/1,B/1\n2:B/1,A/0', 'approval'), ['B'])
  t.equal(electedBy('3:A>B', 'approval'), 'a ranking, which says not who is approved of')
  t.equal(electedBy('3:A/2,B/1', 'approval'), 'a score above 1, which says not who is approved of')
})

t.test('seats are those asked for, else those of the file, else one', async t => {
  const file = sound(readBlt('3 2\n4 1 0\n3 2 0\n1 3 0\n0'))
  const elected = (method: CountedMethod, seats?: number) => {
    const result = countBallots(file, method, { seats }, seed)
    return 'outcome' in result ? result.outcome.selected.length : result.detail.problem
  }
  t.equal(elected('stv'), 2)
  t.equal(elected('stv', 1), 1)
  t.equal(elected('irv'), 1, 'which fills one seat only')
  t.equal(elected('irv', 2), 'more seats than the method fills')
  t.equal(elected('schulze', 4), 'more seats than candidates')
  t.strictSame(electedBy('1:A>B', 'schulze'), ['A'])
})

t.test('yes or no, in the words of any of the languages; nothing said is an abstention', async t => {
  const text = '4:yes\n1:Sí\n3:não\n2:abstención\n1:'
  t.match(counted(text, 'majority'), {
    outcome: { accepted: true, ranking: [['for'], ['against']] },
    answers: [
      { option: 'for', points: 5 },
      { option: 'against', points: 3 },
      { option: 'abstain', points: 3 },
    ],
  })
  t.match(counted(text, 'supermajority'), { outcome: { accepted: false } })
  const file = sound(readAbif(text))
  t.match(countBallots(file, 'supermajority', { threshold: rational(5, 8) }, seed), { outcome: { accepted: true } })
  t.match(countBallots(file, 'supermajority', { threshold: rational(1, 3) }, seed), { refused: true })
  t.match(countBallots(file, 'majority', { threshold: rational(2, 3) }, seed), { code: 'ballots/misfit' })
  t.match(counted(text, 'majority', 1), { detail: { problem: 'a question of yes or no has no seats' } })
  t.match(counted('1:yes\n1:maybe', 'majority'), { detail: { line: 2, problem: 'not yes or no', found: 'maybe' } })
  t.match(counted('1:yes=no', 'majority'), { code: 'ballots/misfit' })
})

t.test('quadratic: the points are votes, and none may cost more than the credits', async t => {
  const text = '1:A/4,B/1\n2:B/2,A/0'
  t.match(counted(text, 'quadratic'), { outcome: { selected: ['B'], accepted: null } })
  const file = sound(readAbif(text))
  t.match(countBallots(file, 'quadratic', { credits: 17 }, seed), { outcome: { ranking: [['B'], ['A']] } })
  t.match(countBallots(file, 'quadratic', { credits: 16 }, seed), { detail: { line: 1, spent: 17, credits: 16 } })
  t.match(counted('1:for/1\n1:for/2\n1:against/3', 'quadratic'), { outcome: { accepted: false } })
  t.equal(electedBy('1:A>B', 'quadratic'), 'no votes in columns of the options')
})

t.test('more candidates than can be compared are refused, not left out', async t => {
  const crowd = Array.from({ length: 101 }, (_, at) => `1:c${at}`).join('\n')
  t.equal(electedBy(crowd, 'schulze'), 'too many candidates')
})

t.test('the ending of a name says which format, and none else is guessed', async t => {
  t.equal(sound(readBallots('tsv', 'Rank 1\tRank 2\nA\tB', tableUse('irv'))).ballots.length, 1)
  t.equal(problem(readBallots('txt', '1:A>B', tableUse('irv'))), 'null: not a file of ballots')
  t.equal(problem(readBallots('constructor', '1:A>B', tableUse('irv'))), 'null: not a file of ballots')
})
