import fc from 'fast-check'
import t from 'tap'
import { readAbif } from '../../../protocol/ballot-files/read-abif.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { processorMs } from '../../support/processor-time.ts'
import { readFixture } from '../methods/belenios.ts'
import { problem, said, sound } from './reading.ts'

/** The capital of Tennessee, as electowiki's page on the format has it: scores are 400 less the miles to the city. */
const tennessee = `# Section 1 - metadata
{"title": "Tennessee capitol example"}
{"description": "Hypothetical example of selecting capitol of Tennessee"}
# Section 2 - candidate descriptions
=Memph:[Memphis, TN]
=Nash:[Nashville, TN]
=Chat:[Chattanooga, TN]
=Knox:[Knoxville, TN]
# Section 3 - votelines
# Ratings are 400 miles minus crow-flying mileage to city
42:Memph/400>Nash/200>Chat/133>Knox/45
26:Nash/400>Chat/290>Knox/240>Memph/200
15:Chat/400>Knox/296>Nash/290>Memph/133
17:Knox/400>Chat/296>Nash/240>Memph/45
`

t.test('the example of the format is read with its candidates, rankings and scores', async t => {
  const file = sound(readAbif(tennessee))
  t.equal(file.title, 'Tennessee capitol example')
  t.strictSame(file.candidates, ['Memph', 'Nash', 'Chat', 'Knox'])
  t.equal(file.fullNames.get('Memph'), 'Memphis, TN')
  t.strictSame(said(file)[0], [42, 'Memph>Nash>Chat>Knox', 'Chat/133 Knox/45 Memph/400 Nash/200'])
})

t.test('the ballots of Burlington are as many as were counted', async t => {
  const file = sound(readAbif(readFixture('burlington-2009.abif')))
  t.equal(
    file.ballots.reduce((sum, { weight }) => sum + weight, 0),
    8980,
  )
  t.equal(file.title, '2009 Burlington mayoral election')
  t.strictSame(file.candidates, ['Kiss', 'Montroll', 'Simpson', 'Smith', 'Wright', 'Write-in'])
})

t.test('lines without a list of candidates are enough, and whatever they name is a candidate', async t => {
  t.strictSame(said(readAbif('27:Ann>Bo\r\n3:Bo\r\n')), [
    [27, 'Ann>Bo'],
    [3, 'Bo'],
  ])
  t.strictSame(sound(readAbif('27:Ann>Bo\n3:Cy')).candidates, ['Ann', 'Bo', 'Cy'])
})

t.test('candidates are equal apart by = and by comma; spaces mean nothing', async t => {
  t.strictSame(said(readAbif(' 5 : A = B , C > D ')), [[5, 'A=B=C>D']])
})

t.test('scores apart by commas order candidates by themselves; 0 is as low as left out', async t => {
  t.strictSame(said(readAbif('5:A/5,B/2,C/5,D/0')), [[5, 'A=C>B', 'A/5 B/2 C/5 D/0']])
})

t.test('names in quotes or square brackets hold what bare ones cannot, full names stand for short ones', async t => {
  const lines = ['=DGM:[Doña García Márquez]', '="S Y":[Sue Ye (蘇業)]', '4:[Doña García Márquez]>"S Y"', '2:DGM>[S Y]']
  t.strictSame(said(readAbif(lines.join('\n'))), [[6, 'DGM>S Y']])
  t.strictSame(said(readAbif('1:"A > B"=[C, D]')), [[1, 'A > B=C, D']])
})

t.test('comments, empty lines and a byte order mark are passed over; a hash in a name is no comment', async t => {
  t.strictSame(said(readAbif('\uFEFF# one\n\n#----\n2:A>B # as counted\n=A:[Anna] # first\n=B:B\n')), [[2, 'A>B']])
  t.equal(problem(readAbif('2:C#>Java')), '1: a sign that no bare name has')
})

t.test('ballots that say the same are put together, and such as name nobody are ballots too', async t => {
  t.strictSame(said(readAbif('2:A>B\n3:A>B\n4:\n0:B')), [
    [5, 'A>B'],
    [4, ''],
  ])
})

t.test('what cannot be counted is refused with its line', async t => {
  const cases: [string, string][] = [
    ['', 'null: no candidates'],
    ['# nothing\n', 'null: no candidates'],
    ['=A:[Anna]', 'null: no ballots'],
    ['A>B', '1: neither ballots, nor a candidate, metadata or a comment'],
    ['3 A>B', '1: neither ballots, nor a candidate, metadata or a comment'],
    ['-3:A>B', '1: neither ballots, nor a candidate, metadata or a comment'],
    ['1.5:A>B', '1: neither ballots, nor a candidate, metadata or a comment'],
    ['9999999999999999:A', '1: neither ballots, nor a candidate, metadata or a comment'],
    ['999999999999999:A', '1: too many ballots'],
    ['600000000000:A\n600000000000:B', '2: too many ballots'],
    ['=A:[Anna]\n2:A>B', '2: not a candidate of the file'],
    ['=A:[Anna]\n=A:[Ada]\n2:A', '2: a candidate twice'],
    ['=A:[Anna]\n=B:[Anna]\n2:A', '2: a candidate twice'],
    ['2:A\n1:A>B>A', '2: a candidate twice'],
    ['=A:[Anna]\n1:A>[Anna]', '2: a candidate twice'],
    ['1:A>>B', '1: a candidate without a name'],
    ['1:A>', '1: a candidate without a name'],
    ['1:>A', '1: a candidate without a name'],
    ['1:[A>B', '1: a name that is not closed'],
    ['1:"A">"B', '1: a name that is not closed'],
    ['1:A*3,B*2', '1: a sign that no bare name has'],
    ['1:A>B: {"precinct": 5}', '1: a sign that no bare name has'],
    ['1:"A" B', '1: not a sign between candidates'],
    ['1:A/5>B', '1: a score for some of the candidates only'],
    ['1:A/1>B/5', '1: scores that contradict the order'],
    ['1:A/1=B/5', '1: equals with different scores'],
    ['1:A/1001', '1: not a score'],
    ['1:A/1.5', '1: not a sign between candidates'],
    ['1:A/-1', '1: not a score'],
    ['1:A/99999', '1: not a score'],
    [`1:${'x'.repeat(201)}`, '1: a name that is too long'],
    ['1:A\u001b[31m', '1: a sign that no bare name has'],
    ['1:A\u0007>B', '1: a control character in a name'],
    ['=A:[\u001bAnna]\n1:A', '1: a control character in a name'],
    ['{title: no end\n1:A', '1: metadata that is not {key: "value"}'],
    ['{title}\n1:A', '1: metadata that is not {key: "value"}'],
    ['=A\n1:A', '1: a candidate that is not =name:[full name]'],
  ]
  for (const [text, expected] of cases) t.equal(problem(readAbif(text)), expected, JSON.stringify(text.slice(0, 40)))
})

t.test('more candidates than are ever counted are refused, by the line of the first too many', async t => {
  t.equal(
    problem(readAbif(Array.from({ length: 1001 }, (_, at) => `1:c${at}`).join('\n'))),
    '1001: too many candidates',
  )
})

t.test('a long file is read in seconds', async t => {
  const lines = Array.from({ length: 300_000 }, (_, at) => `1:a${at % 7}>b${at % 5}`)
  const startedAtMs = processorMs()
  t.equal(sound(readAbif(lines.join('\n'))).ballots.length, 35)
  t.ok(processorMs() - startedAtMs < 15_000)
})

t.test('a line of a million characters is refused, and at once', async t => {
  const startedAtMs = processorMs()
  for (const text of ['1:', '1:A', '1:A/', '1:"', '{a', '=a', '='].map(start => start + ' '.repeat(1_000_000)))
    readAbif(text)
  t.match(problem(readAbif(`1:${'A>'.repeat(500_000)}`)), /^1: /)
  t.match(problem(readAbif(`1:${'a'.repeat(1_000_000)}`)), '1: a name that is too long')
  t.ok(processorMs() - startedAtMs < 5_000)
})

t.test('whatever is thrown at the reader, it reads or refuses', async t => {
  const piece = fc.constantFrom(
    '1:',
    '12:',
    'A',
    'B',
    '>',
    '=',
    ',',
    '/',
    '5',
    '[',
    ']',
    '"',
    '#',
    ' ',
    '\n',
    '{',
    '}',
    ':',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const read = readAbif(pieces.join(''))
      return isRefusal(read) ? read.code === 'ballots/bad' : read.ballots.length > 0
    }),
    { seed: 4, numRuns: 2_000 },
  )
  t.pass()
})
