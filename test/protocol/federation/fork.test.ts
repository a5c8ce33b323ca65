import fc from 'fast-check'
import t from 'tap'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { judgeFork, type Told } from '../../../protocol/federation/fork.ts'
import { signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import {
  appendLeaves,
  emptyRange,
  inclusionProof,
  leafHash,
  rangeAt,
  rangeRoot,
  type TreeNode,
} from '../../../protocol/log/merkle.ts'

const log = cidOfBytes(new Uint8Array(1))
const signer = nativeSignerFromSeed(new Uint8Array(32).fill(1))
const stranger = nativeSignerFromSeed(new Uint8Array(32).fill(2))
const key = publicKeyHex(signer.publicKey)
const SIZE = 24

/** A log as its writer, or who keeps a copy, can show it. */
function history(texts: readonly string[], by = signer) {
  const leaves = texts.map(text => leafHash(new TextEncoder().encode(text)))
  const nodes: TreeNode[] = appendLeaves(emptyRange(), leaves).nodes
  const node = (level: number, index: number) => {
    const found = nodes.find(item => item.level === level && item.index === index)
    if (!found) throw new Error(`no node ${level}/${index}`)
    return found.hash
  }
  const checkpoint = (size: number) => signCheckpoint({ log, size, root: rangeRoot(rangeAt(size, node)) }, by)
  return {
    checkpoint: (size: number): Told => ({ checkpoint: checkpoint(size), place: null }),
    entry: (index: number, size: number): Told => ({
      checkpoint: checkpoint(size),
      place: { index, leaf: node(0, index), proof: inclusionProof(index, size, node) },
    }),
  }
}
const texts = (from: number, word: string) =>
  Array.from({ length: SIZE }, (_, i) => (i < from ? `leaf ${i}` : `${word} ${i}`))
const honest = history(texts(SIZE, ''))
const sizes = fc.integer({ min: 1, max: SIZE })
/** Anything that can be shown of a log of up to 24 entries. */
const shown = (told: ReturnType<typeof history>) =>
  fc.oneof(
    sizes.map(size => told.checkpoint(size)),
    sizes.chain(size => fc.nat(size - 1).map(index => told.entry(index, size))),
  )
const convicts = (one: Told, other: Told, by: PublicKeyHex = key) => !judgeFork({ log, key: by, one, other })

t.test('one history convicts nobody, whatever is shown of it, old or new', async t => {
  fc.assert(
    fc.property(shown(honest), shown(honest), (one, other) => !convicts(one, other)),
    { numRuns: 50 },
  )
  t.pass()
})

t.test('two histories convict their signer, by what a copy of one and a piece of the other show', async t => {
  fc.assert(
    fc.property(fc.nat(SIZE - 1), sizes, sizes, (from, a, b) => {
      fc.pre(a > from && b > from)
      const other = history(texts(from, 'other'))
      const [held, announced] = [honest.entry(Math.min(a, b) - 1, a), other.entry(Math.min(a, b) - 1, b)]
      return (
        convicts(held, announced) &&
        convicts(announced, held) &&
        // A bare checkpoint is enough from whoever holds all that it is over.
        convicts(honest.entry(Math.min(a, b) - 1, Math.max(a, b)), other.checkpoint(Math.min(a, b))) &&
        (a !== b || convicts(honest.checkpoint(a), other.checkpoint(b))) &&
        // The next entry after the copy shows that what is before it is not what is held.
        (b <= a || convicts(honest.entry(a - 1, a), other.entry(a, b)))
      )
    }),
    { numRuns: 30 },
  )
  t.pass()
})

t.test('up to where they part, two histories are one', async t => {
  fc.assert(
    fc.property(fc.nat(SIZE - 1), sizes, sizes, fc.nat(), fc.nat(), (from, a, b, i, j) => {
      fc.pre(Math.min(a, b) <= from)
      const other = history(texts(from, 'other'))
      const one = i % 2 === 0 ? honest.checkpoint(a) : honest.entry(i % a, a)
      const two = j % 2 === 0 ? other.checkpoint(b) : other.entry(j % b, b)
      return !convicts(one, two)
    }),
    { numRuns: 50 },
  )
  t.pass()
})

t.test('nobody is convicted by what others have signed', async t => {
  const forged = history(texts(3, 'other'), stranger)
  fc.assert(
    fc.property(shown(honest), shown(forged), (one, other) => !convicts(one, other) && !convicts(other, one)),
    { numRuns: 50 },
  )
  t.notOk(convicts(forged.checkpoint(9), history(texts(5, 'third'), stranger).checkpoint(9)), 'nor is another key')
})

t.test('a proof that was bent proves nothing', async t => {
  const other = history(texts(3, 'other'))
  const [one, two] = [honest.entry(7, 10), other.entry(7, 20)]
  t.ok(convicts(one, two))
  const bend = (told: Told, change: Partial<NonNullable<Told['place']>>): Told =>
    told.place ? { ...told, place: { ...told.place, ...change } } : told
  const place = two.place
  if (!place) throw new Error('no place')
  t.notOk(convicts(one, bend(two, { index: 6 })))
  t.notOk(convicts(one, bend(two, { leaf: new Uint8Array(32) })))
  t.notOk(convicts(one, bend(two, { proof: place.proof.slice(1) })))
  for (const at of place.proof.keys()) {
    const proof = place.proof.map((hash, i) => (i === at ? hash.map(byte => byte ^ 1) : hash))
    t.notOk(convicts(one, bend(two, { proof })), `hash ${at}`)
    t.notOk(convicts(honest.entry(7, 10), bend(honest.entry(7, 20), { proof })), `of one history, hash ${at}`)
  }
  t.notOk(convicts(one, { ...two, checkpoint: two.checkpoint.replace('\n20\n', '\n21\n') }))
  const elsewhere = signCheckpoint({ log: cidOfBytes(new Uint8Array(2)), size: 10, root: new Uint8Array(32) }, signer)
  t.notOk(convicts(one, { checkpoint: elsewhere, place: null }), 'of another log')
})
