import fc from 'fast-check'
import t from 'tap'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'
import {
  appendLeaves,
  consistencyProof,
  emptyRange,
  emptyRoot,
  inclusionProof,
  leafHash,
  merkleRoot,
  nodeHash,
  rangeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../../protocol/log/merkle.ts'

fc.configureGlobal({ seed: 19 })

const MOST = 70
const leaves = Array.from({ length: MOST }, (_, i) => leafHash(Uint8Array.of(i)))
const roots = Array.from({ length: MOST + 1 }, (_, size) => rootByDefinition(leaves.slice(0, size)))
const { nodes } = appendLeaves(emptyRange(), leaves)
const kept = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))

t.test('the root is the one of the definition, whole or leaf by leaf, at every size', async t => {
  let range = emptyRange()
  t.same(emptyRoot, sha256(new Uint8Array()))
  for (let size = 0; size <= MOST; size++) {
    t.same(rangeRoot(range), rootAt(size))
    t.same(merkleRoot(leaves.slice(0, size)), rootAt(size))
    t.equal(range.size, size)
    range = appendLeaves(range, leaves.slice(size, size + 1)).range
  }
})

t.test('it does not matter how appended leaves are grouped', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), sizes => {
      let range = emptyRange()
      const made: unknown[] = []
      for (const size of sizes) {
        const step = appendLeaves(range, leaves.slice(range.size, range.size + size))
        range = step.range
        made.push(...step.nodes)
      }
      const expected = nodes.filter(({ level, index }) => (index + 1) * 2 ** level <= range.size)
      return equalBytes(rangeRoot(range), rootAt(range.size)) && made.length === expected.length
    }),
  )
})

t.test('appending leaves the range before as it was', async t => {
  const { range } = appendLeaves(emptyRange(), leaves.slice(0, 5))
  appendLeaves(range, leaves.slice(5))
  t.same(rangeRoot(range), rootAt(5))
})

t.test('every complete subtree is handed out once, by level and place', async t => {
  t.equal(kept.size, nodes.length)
  for (const { level, index, hash } of nodes) {
    const width = 2 ** level
    t.same(hash, rootByDefinition(leaves.slice(index * width, (index + 1) * width)))
  }
})

t.test('every leaf of every tree is proved, by the proof of the definition', async t => {
  for (let size = 1; size <= MOST; size++) {
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(index, size, nodeAt)
      if (!same(proof, pathByDefinition(index, leaves.slice(0, size)))) t.fail(`proof of ${index} in ${size}`)
      if (!verifyInclusion({ index, size, leafHash: leafAt(index), root: rootAt(size), proof }))
        t.fail(`${index} in ${size}`)
    }
  }
})

t.test('every tree is proved to begin with every smaller one, by the proof of the definition', async t => {
  for (let size2 = 0; size2 <= MOST; size2++) {
    for (let size1 = 0; size1 <= size2; size1++) {
      const proof = consistencyProof(size1, size2, nodeAt)
      const expected = size1 === 0 ? [] : subproofByDefinition(size1, leaves.slice(0, size2), true)
      if (!same(proof, expected)) t.fail(`proof from ${size1} to ${size2}`)
      const claim = { size1, size2, root1: rootAt(size1), root2: rootAt(size2), proof }
      if (!verifyConsistency(claim)) t.fail(`${size1} to ${size2}`)
    }
  }
})

const place = fc.nat({ max: MOST - 1 })

t.test('a proof shows nothing of another leaf, place, size or root, and no proof is longer or shorter', async () => {
  fc.assert(
    fc.property(place, place, place, place, (a, b, otherIndex, otherSize) => {
      const [index, size] = [Math.min(a, b), Math.max(a, b) + 1]
      const proof = inclusionProof(index, size, nodeAt)
      const claim = { index, size, leafHash: leafAt(index), root: rootAt(size), proof }
      const spoilt = [
        { ...claim, root: rootAt(size - 1) },
        { ...claim, leafHash: sha256(leafAt(index)) },
        { ...claim, proof: [...proof, leafAt(0)] },
        { ...claim, proof: [leafAt(0), ...proof] },
        ...proof.map((_, i) => ({ ...claim, proof: proof.toSpliced(i, 1) })),
        ...proof.map((hash, i) => ({ ...claim, proof: proof.with(i, sha256(hash)) })),
      ]
      if (otherIndex !== index) spoilt.push({ ...claim, index: otherIndex })
      if (otherSize !== size) spoilt.push({ ...claim, root: rootAt(otherSize), size: otherSize })
      return verifyInclusion(claim) && spoilt.every(other => !verifyInclusion(other))
    }),
    { numRuns: 300 },
  )
})

t.test('a proof shows nothing of other trees, and no proof is longer or shorter', async () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const [size1, size2] = [Math.min(a, b) + 1, Math.max(a, b, 1) + 1]
      if (size1 === size2) return true
      const proof = consistencyProof(size1, size2, nodeAt)
      const claim = { size1, size2, root1: rootAt(size1), root2: rootAt(size2), proof }
      const spoilt = [
        { ...claim, root1: claim.root2, root2: claim.root1 },
        { ...claim, root1: rootAt(size1 - 1) },
        { ...claim, root2: rootAt(size2 - 1) },
        { ...claim, size1: size2, size2: size1 },
        { ...claim, size2: 2 * size2 },
        { ...claim, proof: [...proof, leafAt(0)] },
        { ...claim, proof: [leafAt(0), ...proof] },
        ...proof.map((_, i) => ({ ...claim, proof: proof.toSpliced(i, 1) })),
        ...proof.map((hash, i) => ({ ...claim, proof: proof.with(i, sha256(hash)) })),
      ]
      return verifyConsistency(claim) && spoilt.every(other => !verifyConsistency(other))
    }),
    { numRuns: 300 },
  )
})

t.test('a place outside the tree, a broken number or hash is false, never thrown', async t => {
  const claim = { index: 2, size: 5, leafHash: leafAt(2), root: rootAt(5), proof: inclusionProof(2, 5, nodeAt) }
  t.ok(verifyInclusion(claim))
  for (const index of [5, 6, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    t.notOk(verifyInclusion({ ...claim, index }))
  for (const size of [0, 2, -5, 5.5, Number.NaN, 2 ** 60]) t.notOk(verifyInclusion({ ...claim, size }))
  t.notOk(verifyInclusion({ ...claim, root: new Uint8Array() }))
  t.notOk(verifyInclusion({ ...claim, proof: claim.proof.map(hash => hash.slice(1)) }))
  const [first = new Uint8Array(), ...more] = claim.proof
  const [longer, shorter] = [Uint8Array.of(...claim.leafHash, first[0] ?? 0), first.slice(1)]
  t.notOk(verifyInclusion({ ...claim, leafHash: longer, proof: [shorter, ...more] }), 'the same bytes cut elsewhere')
  t.notOk(verifyInclusion({ index: 0, size: 0, leafHash: leafAt(0), root: emptyRoot, proof: [] }))
  const step = { size1: 3, size2: 5, root1: rootAt(3), root2: rootAt(5), proof: consistencyProof(3, 5, nodeAt) }
  t.ok(verifyConsistency(step))
  for (const size1 of [6, -1, 0, 1.5, Number.NaN]) t.notOk(verifyConsistency({ ...step, size1 }))
  t.notOk(verifyConsistency({ ...step, root2: new Uint8Array(31) }))
  t.notOk(
    verifyConsistency({ size1: 0, size2: 5, root1: rootAt(1), root2: rootAt(5), proof: [] }),
    'not the empty root',
  )
})

t.test('a proof that cannot be is a bug of the caller', async t => {
  t.throws(() => inclusionProof(5, 5, nodeAt))
  t.throws(() => consistencyProof(6, 5, nodeAt))
})

function nodeAt(level: number, index: number): Uint8Array {
  return kept.get(`${level}/${index}`) ?? new Uint8Array()
}

function rootAt(size: number): Uint8Array {
  return roots[size] ?? new Uint8Array()
}

function leafAt(index: number): Uint8Array {
  return leaves[index] ?? new Uint8Array()
}

function same(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((hash, i) => equalBytes(hash, b[i] ?? new Uint8Array()))
}

/** RFC 6962 §2.1, word for word: MTH. */
function rootByDefinition(hashes: readonly Uint8Array[]): Uint8Array {
  const [only = sha256(new Uint8Array()), ...more] = hashes
  if (more.length === 0) return only
  const k = split(hashes.length)
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)))
}

/** RFC 6962 §2.1.1: PATH. */
function pathByDefinition(m: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  if (hashes.length <= 1) return []
  const k = split(hashes.length)
  const [left, right] = [hashes.slice(0, k), hashes.slice(k)]
  return m < k
    ? [...pathByDefinition(m, left), rootByDefinition(right)]
    : [...pathByDefinition(m - k, right), rootByDefinition(left)]
}

/** RFC 6962 §2.1.2: SUBPROOF. */
function subproofByDefinition(m: number, hashes: readonly Uint8Array[], isWhole: boolean): Uint8Array[] {
  if (m === hashes.length) return isWhole ? [] : [rootByDefinition(hashes)]
  const k = split(hashes.length)
  const [left, right] = [hashes.slice(0, k), hashes.slice(k)]
  return m <= k
    ? [...subproofByDefinition(m, left, isWhole), rootByDefinition(right)]
    : [...subproofByDefinition(m - k, right, false), rootByDefinition(left)]
}

function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1))
}
