import fc from 'fast-check'
import t from 'tap'
import { openPieces, piecesOf } from '../../../node/domains/life/contributions.ts'
import { difference } from '../../../node/domains/life/difference.ts'
import type { Revision } from '../../../node/domains/life/drafts.ts'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { contributions } from '../../../protocol/life/contribution.ts'
import { rational } from '../../../protocol/rational.ts'
import { processorMs } from '../../support/processor-time.ts'
import { MAJORITY, person } from '../../support/test-core.ts'

const CONTENT = { title: 'Paint the fence?', method: MAJORITY, quorum: rational(0) }
const idOf = (at: number): Cid => cidOfBytes(Uint8Array.of(at))
const writers = ['Alice', 'Bob', 'Carla'].map(name => person(name).key)
const words = fc.array(fc.constantFrom('the', 'fence', 'is', 'green', 'Gràcia', ' ', '\n', ',', '🌻'), {
  maxLength: 30,
})
const text = words.map(list => list.join(' '))
const versions = fc.array(fc.record({ by: fc.constantFrom(...writers), text }), { minLength: 1, maxLength: 8 })

t.test('a difference leads from the one text to the other', async () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = difference(before, after)
      const without = (left: 'added' | 'removed') =>
        changes
          .filter(({ change }) => change !== left)
          .map(part => part.text)
          .join('')
      return without('added') === before && without('removed') === after
    }),
  )
})

t.test('the pieces are the newest text, and the shares all that is written in it', async () => {
  fc.assert(
    fc.property(versions, list => {
      const pieces = piecesOf(list)
      const newest = list.at(-1)?.text ?? ''
      const shares = contributions(pieces).reduce((sum, { characters }) => sum + characters, 0)
      return pieces.map(piece => piece.text).join('') === newest && shares === [...newest.replace(/\s/gu, '')].length
    }),
  )
})

t.test('looked at again after more was written, the pieces are those of a first look', async () => {
  fc.assert(
    fc.property(versions, fc.nat({ max: 8 }), (list, seen) => {
      const revisions = list.map(
        (version, at): Revision => ({ ...CONTENT, ...version, id: idOf(at), base: null, together: null, atMs: 0 }),
      )
      const piecesOfKept = openPieces()
      piecesOfKept(revisions.slice(0, seen))
      return JSON.stringify(piecesOfKept(revisions)) === JSON.stringify(piecesOf(revisions))
    }),
  )
})

t.test('who writes nothing new has no part, and takes none from others', async () => {
  fc.assert(
    fc.property(versions, fc.constantFrom(...writers), (list, by) => {
      const last = list.at(-1)
      if (!last) return false
      const again = piecesOf([...list, { by, text: last.text }])
      return JSON.stringify(again) === JSON.stringify(piecesOf(list))
    }),
  )
})

t.test('two long texts with nothing in common are told apart in no time', async t => {
  const long = (word: string) => Array.from({ length: 4_000 }, (_, i) => `${word}${i}`).join(' ')
  const began = processorMs()
  const changes = difference(long('a'), long('b'))
  t.ok(processorMs() - began < 1_000)
  t.same(
    changes.map(({ change }) => change),
    ['removed', 'added'],
  )
})
