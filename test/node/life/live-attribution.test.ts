import fc from 'fast-check'
import t from 'tap'
import * as Y from 'yjs'
import { piecesTogether } from '../../../node/domains/life/contributions.ts'
import { checkUpdate } from '../../../node/domains/life/live/check-update.ts'
import { docOf, piecesIn, rewrite, saidIn, togetherOf } from '../../../node/domains/life/live/live-text.ts'
import { MOST_RUNS } from '../../../protocol/life/co-writing.ts'
import { person } from '../../support/test-core.ts'

const WRITERS = ['Alice', 'Bob', 'Carla'].map(name => person(name).key)
const writerOf = (client: number) => WRITERS[client - 1]

/** Each writer has letters of their own, so that the text itself says who wrote it. */
const LETTERS = ['abc', 'ABC', '123'].map(letters =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 }),
)

const step = fc.nat({ max: 2 }).chain(writer =>
  fc.oneof(
    fc.record({
      writer: fc.constant(writer),
      act: fc.constant('insert' as const),
      at: fc.nat(),
      text: LETTERS[writer] ?? fc.constant(''),
    }),
    fc.record({
      writer: fc.constant(writer),
      act: fc.constant('remove' as const),
      at: fc.nat(),
      text: fc.constant('xxx'),
    }),
    fc.record({
      writer: fc.constant(writer),
      act: fc.constantFrom('send' as const, 'receive' as const),
      at: fc.nat(),
      text: fc.constant(''),
    }),
  ),
)

t.test('whoever writes when, all come to one text, and every character has its writer', async () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const node = new Y.Doc()
      const docs = WRITERS.map((_, i) => Object.assign(new Y.Doc(), { clientID: i + 1 }))
      const send = (writer: number) => {
        const doc = docs[writer] ?? node
        const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(node))
        const refusal = checkUpdate(node, writer + 1, update)
        if (refusal) throw new Error(refusal.code)
        Y.applyUpdate(node, update)
      }
      const receive = (writer: number) => Y.applyUpdate(docs[writer] ?? node, Y.encodeStateAsUpdate(node))
      for (const { writer, act, at, text } of steps) {
        const field = (docs[writer] ?? node).getText('text')
        const place = at % (field.length + 1)
        if (act === 'insert') field.insert(place, text)
        else if (act === 'remove') field.delete(place, Math.min(text.length, field.length - place))
        else if (act === 'send') send(writer)
        else receive(writer)
      }
      for (const writer of docs.keys()) send(writer)
      for (const writer of docs.keys()) receive(writer)
      const { text } = saidIn(node)
      if (docs.some(doc => saidIn(doc).text !== text)) throw new Error('the texts differ')
      const pieces = piecesIn(node, writerOf)
      if (pieces.map(({ text: own }) => own).join('') !== text) throw new Error('the pieces are not the text')
      const own = [/^[abc]+$/, /^[ABC]+$/, /^[123]+$/]
      if (!pieces.every(piece => own[WRITERS.indexOf(piece.by)]?.test(piece.text))) throw new Error('another’s words')
      // As it is signed and read again.
      return JSON.stringify(piecesTogether(text, togetherOf(pieces))) === JSON.stringify(pieces)
    }),
    { numRuns: 150 },
  )
})

t.test('a letter and its accent by two writers are one character, of who wrote the letter', async t => {
  const doc = new Y.Doc()
  const write = (client: number, text: string) => {
    doc.clientID = client
    doc.getText('text').insert(doc.getText('text').length, text)
  }
  write(1, 'cafe')
  write(2, '\u0301!')
  t.same(saidIn(doc).text, 'café!')
  t.same(piecesIn(doc, writerOf), [
    { by: WRITERS[0], text: 'café' },
    { by: WRITERS[1], text: '!' },
  ])
})

t.test('more runs than a version may have: the shortest count as the one before', async t => {
  const [alice = '', bob = ''] = WRITERS
  const by = (i: number) => person(i % 2 ? 'Bob' : 'Alice').key
  const pieces = Array.from({ length: 3_000 }, (_, i) => ({ by: by(i), text: i % 2 ? 'b' : 'aaaa' }))
  const { writers, runs } = togetherOf(pieces)
  t.ok(runs.length <= MOST_RUNS)
  t.same([...writers], [alice])
  t.equal(
    runs.reduce((sum, [, length = 0]) => sum + length, 0),
    1_500 * 5,
  )
  t.same([...togetherOf(pieces.slice(0, 2)).writers], [alice, bob])
})

t.test('a text that is rewritten keeps who wrote what stays', async t => {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getText('text').insert(0, 'Green, and soon.')
  const fork = docOf(Y.encodeStateAsUpdate(doc))
  fork.clientID = 2
  rewrite(fork, 'text', 'Green, and before the rain.')
  t.same(
    piecesIn(fork, writerOf).map(({ text }) => text),
    ['Green, and ', 'before the rain', '.'],
  )
})
