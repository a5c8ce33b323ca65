import fc from 'fast-check'
import t from 'tap'
import { readBlt } from '../../../protocol/ballot-files/read-blt.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { processorMs } from '../../support/processor-time.ts'
import { problem, said, sound } from './reading.ts'

/** The example of Hill, Wichmann & Woodall, "Algorithm 123" (1987). */
const algorithm123 = `4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
`

t.test('the example of the format is read: who withdrew is on no ballot', async t => {
  const file = sound(readBlt(algorithm123))
  t.match(file, { title: 'Title', seats: 2, withdrawn: ['Basil'], areNumbers: false })
  t.strictSame(file.candidates, ['Adam', 'Charlotte', 'Donald'])
  t.strictSame(said(file), [
    [3, 'Adam>Charlotte>Donald'],
    [4, 'Adam>Charlotte'],
    [2, 'Donald>Adam>Charlotte'],
    [1, ''],
    [2, 'Donald>Charlotte>Adam'],
    [1, 'Charlotte>Donald'],
  ])
})

t.test('all on one line it is the same', async t => {
  t.strictSame(sound(readBlt(algorithm123.replaceAll('\n', ' '))).candidates, ['Adam', 'Charlotte', 'Donald'])
  t.strictSame(said(readBlt(algorithm123.replaceAll('\n', ' '))), said(readBlt(algorithm123)))
})

t.test('equals share a rank, a dash skips one, a hash begins a comment', async t => {
  t.strictSame(said(readBlt('3 1 # three for one\n2 1=3 - 2 0\n\n0 # the end\n"A"\n"B #1" # second\n"C"\n')), [
    [2, 'A=C>B #1'],
  ])
})

t.test('without names candidates go by number; names may stand bare, a line each', async t => {
  t.match(sound(readBlt('2 1\n1 2 1 0\n0\n')), { candidates: ['1', '2'], areNumbers: true })
  const bare = sound(readBlt('2 1\n88 1 2 0\n0\nCand A (Party A)\nCand B (Party B)\nWardy McWard Town\n'))
  t.match(bare, { candidates: ['Cand A (Party A)', 'Cand B (Party B)'], title: 'Wardy McWard Town' })
})

t.test('a source and a comment may follow the title', async t => {
  t.equal(sound(readBlt('1 1\n1 1 0\n0\n"A"\n"Title"\n"Source"\n"Comment"')).title, 'Title')
})

t.test('what cannot be counted is refused with its line', async t => {
  const cases: [string, string][] = [
    ['', 'null: no number of candidates'],
    ['A 1', '1: no number of candidates'],
    ['0 1\n0', '1: no candidates'],
    ['1001 1', '1: too many candidates'],
    ['3', '1: no number of seats, up to the candidates'],
    ['3 0', '1: no number of seats, up to the candidates'],
    ['3 4', '1: no number of seats, up to the candidates'],
    ['3 1\n-4\n0', '2: not a candidate'],
    ['3 1\n-1 -1\n0', '2: a candidate twice'],
    ['2 1\n-1 -2\n0', '1: no candidate who has not withdrawn'],
    ['2 1\n1 1 0\n', '2: no 0 at the end of the ballots'],
    ['2 1\n0\n', 'null: no ballots'],
    ['2 1\n1 1 2\n1 2 1 0\n0', '2: a ballot without a 0 at its end'],
    ['2 1\n1 1 2', '2: a ballot without a 0 at its end'],
    ['2 1\n1 3 0\n0', '2: not a candidate'],
    ['2 1\n1 1 0\n1 x 0\n0', '3: not a candidate'],
    ['2 1\n1 1= 0\n0', '2: not a candidate'],
    ['2 1\n1 1 2 1 0\n0', '2: a candidate twice'],
    ['2 1\n1 1=1 0\n0', '2: a candidate twice'],
    ['2 1\n0.5 1 0\n0', '2: not a number of ballots'],
    ['2 1\n(id) 1 0\n0', '2: not a number of ballots'],
    ['2 1\n-1 1 0\n-1\n0', '3: not a number of ballots'],
    ['2 1\n9999999999999999 1 0\n0', '2: not a number of ballots'],
    ['2 1\n999999999999999 1 0\n0', '2: too many ballots'],
    ['2 1\n1 1 0\n0 1 0\n', '3: text after the 0 that ends the ballots'],
    ['2 1\n1 1 0\n0\n"A"\n', '4: not as many names as candidates'],
    ['2 1\n1 1 0\n0\n"A"\n"A"\n', '5: a candidate twice'],
    ['2 1\n1 1 0\n0\n"A"\n"B\n', '5: a name that is not closed'],
    ['2 1\n1 1 0\n0\n"A"\n""\n', '5: a candidate without a name'],
    ['2 1\n1 1 0\n0\n"A"\n"B"\n"t"\n"s"\n"c"\n"?"\n', '9: more names than candidates'],
    ['1 1\n1 1 0\n0\n"\u001b[2J"', '4: a control character in a name'],
    ['1 1\n1 1 0\n0\n"A"\n"\u0007"', '5: a control character in a name'],
  ]
  for (const [text, expected] of cases) t.equal(problem(readBlt(text)), expected, JSON.stringify(text.slice(0, 40)))
})

t.test('a long file is read in seconds', async t => {
  const lines = Array.from({ length: 300_000 }, (_, at) => `1 ${(at % 3) + 1} ${((at + 1) % 3) + 1} 0`)
  const startedAtMs = processorMs()
  t.strictSame(said(readBlt(['3 1', ...lines, '0'].join('\n'))).length, 3)
  t.ok(processorMs() - startedAtMs < 15_000)
})

t.test('whatever is thrown at the reader, it reads or refuses', async t => {
  const piece = fc.constantFrom('0', '1', '2', '3', '-1', '=', ' ', ' ', '\n', '"', 'A', '#', '-')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const read = readBlt(`3 1\n1 2 0\n${pieces.join('')}`)
      return isRefusal(read) ? read.code === 'ballots/bad' : read.ballots.length > 0
    }),
    { seed: 4, numRuns: 2_000 },
  )
  t.pass()
})
