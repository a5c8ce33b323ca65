import t from 'tap'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { toHex } from '../../../protocol/bytes/hex.ts'
import { type Copy, judgeExtension, proveEntry, sidesOf } from '../../../protocol/federation/feed-sync-proof.ts'
import { appendLeaves, emptyRange, inclusionProof, leafHash, rangeRoot } from '../../../protocol/log/merkle.ts'

const log = cidOfBytes(Uint8Array.of(1))

/** A tree of `size` leaves whose content begins with a mark, and all its complete subtrees. */
function tree(size: number, mark = 0, sameUntil = 0) {
  const leaves = Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i < sameUntil ? 0 : mark, i)))
  const { range, nodes } = appendLeaves(emptyRange(), leaves)
  const byPlace = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const node = (level: number, index: number) => {
    const hash = byPlace.get(`${level}/${index}`)
    if (!hash) throw new Error(`not held: ${level}/${index}`)
    return hash
  }
  const leaf = (index: number) => leaves[index] ?? new Uint8Array()
  return { leaf, leaves, node, checkpoint: { log, size, root: rangeRoot(range) } }
}

t.test('a copy that ends before its checkpoint proves each of its entries as the whole log does', async t => {
  for (let size = 1; size <= 20; size++) {
    const whole = tree(size)
    const wrong: string[] = []
    for (let held = 1; held <= size; held++) {
      const { right } = sidesOf(held - 1, size, inclusionProof(held - 1, size, whole.node))
      // Of the copy's own nodes only those may be read that its entries complete.
      const copy: Copy = { size: held, node: tree(held).node, checkpointSize: size, beyond: right }
      for (let index = 0; index < held; index++) {
        const proof = proveEntry(index, copy)
        const expected = inclusionProof(index, size, whole.node)
        const before = appendLeaves(emptyRange(), whole.leaves.slice(0, index)).range
        const extension = { before, leafHash: whole.leaf(index), checkpoint: whole.checkpoint, proof }
        const same = proof.map(toHex).join() === expected.map(toHex).join()
        if (!same || judgeExtension(extension)) wrong.push(`entry ${index} of ${held}`)
      }
    }
    t.same(wrong, [], `under a checkpoint of ${size}`)
  }
  t.throws(() => proveEntry(3, { size: 3, node: tree(3).node, checkpointSize: 3, beyond: [] }), RangeError)
})

t.test('an entry is refused that is not where it says', async t => {
  const whole = tree(21)
  const proof = inclusionProof(9, 21, whole.node)
  const before = appendLeaves(emptyRange(), whole.leaves.slice(0, 9)).range
  const good = { before, leafHash: whole.leaf(9), checkpoint: whole.checkpoint, proof }
  t.equal(judgeExtension(good), undefined)
  t.match(judgeExtension({ ...good, leafHash: whole.leaf(8) }), { code: 'feed/bad-checkpoint' })
  t.match(judgeExtension({ ...good, proof: proof.slice(1) }), { code: 'feed/bad-checkpoint' })
  t.match(judgeExtension({ ...good, proof: [...proof, proof[0] ?? new Uint8Array(32)] }), {
    code: 'feed/bad-checkpoint',
  })
  t.match(judgeExtension({ ...good, checkpoint: tree(22).checkpoint }), { code: 'feed/bad-checkpoint' })
  t.match(judgeExtension({ ...good, checkpoint: { ...whole.checkpoint, size: 8 } }), { code: 'feed/bad-checkpoint' })
})

t.test('a second history under the same key is seen as one', async t => {
  const ours = tree(9)
  const theirs = tree(12, 7, 5)
  const before = appendLeaves(emptyRange(), ours.leaves).range
  const proof = inclusionProof(9, 12, theirs.node)
  t.match(judgeExtension({ before, leafHash: theirs.leaf(9), checkpoint: theirs.checkpoint, proof }), {
    code: 'feed/forked',
  })
})
