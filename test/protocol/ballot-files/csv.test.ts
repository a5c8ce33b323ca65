import t from 'tap'
import { readCsv } from '../../../protocol/ballot-files/read-csv.ts'
import { processorMs } from '../../support/processor-time.ts'
import { problem, said, sound } from './reading.ts'

const ranks = (text: string, column?: string) => readCsv(text, { numbers: 'ranks', several: false, column })
const scores = (text: string) => readCsv(text, { numbers: 'scores', several: false })
const approvals = (text: string) => readCsv(text, { numbers: 'scores', several: true })

t.test('columns of ranks hold names; an empty cell is passed over', async t => {
  const text = 'Voter,Rank 1,Rank 2,Rank 3\n1,Ann,Bo,Cy\n2,Ann,,Cy\n3,,,\n4,Ann,Bo,Cy\n'
  t.strictSame(said(ranks(text)), [
    [2, 'Ann>Bo>Cy'],
    [1, 'Ann>Cy'],
    [1, ''],
  ])
  t.strictSame(sound(ranks(text)).candidates, ['Ann', 'Bo', 'Cy'])
})

t.test('ranks may be called choices, in any order and any case', async t => {
  for (const header of ['2nd choice,1st Choice', 'Preference 2,preference 1', 'CHOICE #2,Choice #1', 'rank_2,rank_1']) {
    t.strictSame(said(ranks(`${header}\nBo,Ann`)), [[1, 'Ann>Bo']], header)
  }
})

t.test('a column for each candidate holds ranks or scores, as the header or else the method says', async t => {
  const text = 'Ann,Bo,Cy\n1,2,3\n1,1,\n'
  t.strictSame(said(ranks(text)), [
    [1, 'Ann>Bo>Cy'],
    [1, 'Ann=Bo'],
  ])
  t.strictSame(said(scores(text)), [
    [1, 'Cy>Bo>Ann', 'Ann/1 Bo/2 Cy/3'],
    [1, 'Ann=Bo', 'Ann/1 Bo/1'],
  ])
  t.strictSame(said(ranks('Score: Ann;Score: Bo;Age\n1;5;40')), [[1, 'Bo>Ann', 'Ann/1 Bo/5']])
  t.strictSame(said(scores('rank: Ann;rank: Bo;Age\n1;2;40')), [[1, 'Ann>Bo']])
})

t.test('equal ranks leave out the next ones, or not', async t => {
  t.strictSame(said(ranks('A,B,C,D\n1,2,2,4')), [[1, 'A>B=C>D']])
  t.strictSame(said(ranks('A,B,C,D\n1,2,2,3')), [[1, 'A>B=C>D']])
})

t.test('whatever ranks equals share, they are equals, and those after them come next', async t => {
  t.strictSame(said(ranks('A,B\n2,2')), [[1, 'A=B']])
  t.strictSame(said(ranks('A,B,C\n2,2,3')), [[1, 'A=B>C']])
  t.strictSame(said(ranks('A,B,C\n1,3,')), [[1, 'A>B']])
})

t.test('one choice a row: the only column that forms do not put beside, or the one called so', async t => {
  for (const header of ['Timestamp,Choice', 'Marca de temps,Vot', 'Email,Paint the fence?', 'Comment,Your vote']) {
    t.strictSame(said(ranks(`${header}\n2026,Anna\n2026,Bo\n2027,Anna\n2027,\n`)), [
      [2, 'Anna'],
      [1, 'Bo'],
      [1, ''],
    ])
  }
  t.strictSame(said(ranks('Choice,Count\nAnna,5\nBo,3')), [
    [5, 'Anna'],
    [3, 'Bo'],
  ])
  t.strictSame(said(ranks('Votes\nAnna')), [[1, 'Anna']], 'a column of names says not how many')
})

t.test('several choices in a cell are a list where a ballot may name several, else a name or refused', async t => {
  t.strictSame(said(approvals('Timestamp,Choices\n1,"Anna, Bo"\n2,Bo\n3,')), [
    [1, 'Anna=Bo'],
    [1, 'Bo'],
    [1, ''],
  ])
  t.strictSame(said(approvals('id,Who?\n1,"Doe, Ann;Bo;"')), [[1, 'Doe, Ann=Bo']])
  t.strictSame(said(ranks('id,Who?\n1,"Doe, Ann"\n2,"Roe, Bo"')), [
    [1, 'Doe, Ann'],
    [1, 'Roe, Bo'],
  ])
})

t.test('which column it is, where several could be, somebody has to say', async t => {
  const text = 'Timestamp,Street,Who?\n2026,High St,Anna\n2026,Low St,Bo'
  t.match(ranks(text), { code: 'ballots/which-column', detail: { columns: 'Timestamp, Street, Who?' } })
  t.match(ranks(text, 'Whom?'), { code: 'ballots/which-column', detail: { named: 'Whom?' } })
  t.strictSame(said(ranks(text, 'who?')), [
    [1, 'Anna'],
    [1, 'Bo'],
  ])
})

t.test('a column may say how many ballots a row stands for', async t => {
  t.strictSame(said(ranks('Rank 1,Rank 2,Count\nAnn,Bo,12\nBo,,3\n')), [
    [12, 'Ann>Bo'],
    [3, 'Bo'],
  ])
  t.strictSame(said(scores('weight,Ann\n7,5')), [[7, 'Ann', 'Ann/5']])
})

t.test('columns that forms put beside are no candidates', async t => {
  t.strictSame(sound(ranks('Timestamp,Email address,Ballot ID,Ann,Bo\n2026-01-01,a@b,1,1,2')).candidates, ['Ann', 'Bo'])
})

t.test('commas, semicolons and tabs separate; quotes hold them, and a byte order mark is passed over', async t => {
  t.strictSame(said(ranks('\uFEFFRank 1;Rank 2\r\n"Doe; Ann";"""Bo"""\r\n')), [[1, 'Doe; Ann>"Bo"']])
  t.strictSame(said(ranks('Rank 1\tRank 2\nDoe, Ann\tBo\n')), [[1, 'Doe, Ann>Bo']])
  t.strictSame(said(scores('"Ann, the first",Bo\n1,2')), [[1, 'Bo>Ann, the first', 'Ann, the first/1 Bo/2']])
})

t.test('rows with nothing in them are passed over', async t => {
  t.strictSame(said(ranks('Rank 1,Rank 2\nAnn,\n,\n\n,,,,\n')), [[1, 'Ann']])
})

t.test('what cannot be counted is refused with its line', async t => {
  const cases: [string, string][] = [
    ['', 'null: no header'],
    ['Rank 1,Rank 2\n', 'null: no candidates'],
    ['Ann,Bo\n', 'null: no ballots'],
    ['Voter,Timestamp\n1,2\n', '1: no candidates'],
    ['Rank 1,Rank 3\nAnn,Bo', '1: ranks that are not 1, 2, 3, …'],
    ['Rank 1,Choice 1\nAnn,Bo', '1: ranks that are not 1, 2, 3, …'],
    ['Rank 1,Count,Weight\nAnn,1,1', '1: two columns that say how many ballots'],
    ['Ann,Ann\n1,2', '1: a candidate twice'],
    ['rank: Ann,score: Bo\n1,2', '1: both ranks and scores'],
    ['rank: ,rank: Bo\n1,2', '1: a candidate without a name'],
    ['Rank 1,Rank 2\nAnn,Bo\nAnn,Ann', '3: a candidate twice'],
    ['Rank 1,Rank 2\nAnn', '2: not as many cells as columns'],
    ['Rank 1,Rank 2\nAnn,Bo,Cy', '2: not as many cells as columns'],
    ['Rank 1,Rank 2\n"Ann,Bo', '2: a quote is not closed'],
    ['Rank 1,Count\nAnn,many', '2: not a number of ballots'],
    ['Rank 1,Count\nAnn,-1', '2: not a number of ballots'],
    ['Rank 1,Count\nAnn,999999999999999', '2: too many ballots'],
    ['Rank 1\nA\u0007', '2: a control character in a name'],
    ['Ann,Bo\n1,2\n0,1', '3: not a rank'],
    ['Ann,Bo\n1,2\n1,first', '3: not a rank'],
    ['Ann,Bo\n1,2\n1,3', '3: not a rank'],
    ['Ann,Bo,Cy\n5,5,3', '2: not a rank'],
    ['Timestamp,Choice\n2026,A\n2026,B\n2026,"A, B"', '4: several in one cell, in no order'],
  ]
  for (const [text, expected] of cases) t.equal(problem(ranks(text)), expected, JSON.stringify(text))
  t.equal(problem(scores('Ann,Bo\n1,1001')), '2: not a score')
  t.equal(problem(scores('Ann,Bo\n1,2.5')), '2: not a score')
  t.equal(problem(scores('Ann,Bo\n1,-2')), '2: not a score')
})

t.test('a long table is read in seconds', async t => {
  const rows = Array.from({ length: 300_000 }, (_, at) => `${at},n${at % 5},n${(at + 1) % 5}`)
  const startedAtMs = processorMs()
  t.equal(said(ranks(['id,Rank 1,Rank 2', ...rows].join('\n'))).length, 5)
  t.ok(processorMs() - startedAtMs < 15_000)
})
