import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array())

/** Hash of a leaf's bytes (RFC 9162 §2.1.1). */
export function leafHash(bytes: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const prefixed = new Uint8Array(bytes.length + 1)
  prefixed.set(bytes, 1)
  return hash(prefixed)
}

/** Hash of an inner node (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  return hash(concatBytes(NODE_PREFIX, left, right))
}

const NODE_PREFIX = Uint8Array.of(1)

/** The complete subtrees that a tree of `size` leaves falls into, largest first: one for each bit of `size`. */
export type CompactRange = { readonly size: number; readonly hashes: readonly Uint8Array[] }

/** The root of a complete subtree: leaves `index * 2^level` up to `(index + 1) * 2^level`. Level 0 is a leaf hash. */
export type TreeNode = { readonly level: number; readonly index: number; readonly hash: Uint8Array }

export function emptyRange(): CompactRange {
  return { size: 0, hashes: [] }
}

/**
 * The range with more leaves at its right end, and every node that they complete, leaves included, in the order
 * of their making: what a log keeps to prove from later.
 */
export function appendLeaves(
  range: CompactRange,
  leafHashes: readonly Uint8Array[],
  hash: Sha256 = sha256,
): { range: CompactRange; nodes: TreeNode[] } {
  const hashes = [...range.hashes]
  const nodes: TreeNode[] = []
  let { size } = range
  for (const leaf of leafHashes) {
    let node: TreeNode = { level: 0, index: size, hash: leaf }
    nodes.push(node)
    while (node.index % 2 === 1) {
      const left = hashes.pop()
      if (!left) throw new Error('a compact range lacks a subtree that its size has')
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash, hash) }
      nodes.push(node)
    }
    hashes.push(node.hash)
    size++
  }
  return { range: { size, hashes }, nodes }
}

/** The root of the tree whose right edge a range is. */
export function rangeRoot(range: CompactRange, hash: Sha256 = sha256): Uint8Array {
  const rightToLeft = [...range.hashes].reverse()
  const [smallest = emptyRoot, ...larger] = rightToLeft
  return larger.reduce((right, left) => nodeHash(left, right, hash), smallest)
}

/** The root of a tree over leaves that are all at hand. */
export function merkleRoot(leafHashes: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  return rangeRoot(appendLeaves(emptyRange(), leafHashes, hash).range, hash)
}

/** Reads the root of a complete subtree that the log has kept; see `TreeNode`. */
export type NodeReader = (level: number, index: number) => Uint8Array

/** The range of the first `size` leaves of a log that keeps its complete subtrees. */
export function rangeAt(size: number, node: NodeReader): CompactRange {
  const hashes: Uint8Array[] = []
  let start = 0
  for (let level = Math.floor(Math.log2(Math.max(1, size))); level >= 0; level--) {
    const leaves = 2 ** level
    if (size - start < leaves) continue
    hashes.push(node(level, start / leaves))
    start += leaves
  }
  return { size, hashes }
}

/** Proof that leaf `index` is in the tree of `size` leaves, from the leaf's sibling up (RFC 9162 §2.1.3.1). */
export function inclusionProof(index: number, size: number, node: NodeReader, hash: Sha256 = sha256): Uint8Array[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} in ${size}`)
  const proof: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + leftSize(end - start)
    if (index < middle) {
      proof.push(subtreeHash(middle, end, node, hash))
      end = middle
    } else {
      proof.push(subtreeHash(start, middle, node, hash))
      start = middle
    }
  }
  return proof.reverse()
}

/** Proof that the tree of `size2` leaves begins with the tree of `size1` (RFC 9162 §2.1.4.1). */
export function consistencyProof(size1: number, size2: number, node: NodeReader, hash: Sha256 = sha256): Uint8Array[] {
  if (!isCount(size1) || !isCount(size2) || size1 > size2) throw new RangeError(`no tree of ${size1} in ${size2}`)
  if (size1 === 0 || size1 === size2) return []
  const proof: Uint8Array[] = []
  let [start, end] = [0, size2]
  while (size1 < end) {
    const middle = start + leftSize(end - start)
    if (size1 <= middle) {
      proof.push(subtreeHash(middle, end, node, hash))
      end = middle
    } else {
      proof.push(subtreeHash(start, middle, node, hash))
      start = middle
    }
  }
  // The verifier has the first root already where the walk ended on the whole first tree.
  if (start > 0) proof.push(subtreeHash(start, end, node, hash))
  return proof.reverse()
}

export type InclusionClaim = {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether a proof shows a leaf in a tree (RFC 9162 §2.1.3.2). Anything malformed is false. */
export function verifyInclusion({ index, size, leafHash, root, proof }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (![leafHash, root, ...proof].every(isHash)) return false
  let [at, last, reached] = [index, size - 1, leafHash]
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      reached = nodeHash(sibling, reached)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      reached = nodeHash(reached, sibling)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && equalBytes(reached, root)
}

export type ConsistencyClaim = {
  readonly size1: number
  readonly size2: number
  readonly root1: Uint8Array
  readonly root2: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether a proof shows that one tree begins with another (RFC 9162 §2.1.4.2). Anything malformed is false. */
export function verifyConsistency({ size1, size2, root1, root2, proof }: ConsistencyClaim): boolean {
  if (!isCount(size1) || !isCount(size2) || size1 > size2) return false
  if (![root1, root2, ...proof].every(isHash)) return false
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2)
  if (size1 === 0) return proof.length === 0 && equalBytes(root1, emptyRoot)
  const [first, ...rest] = isPowerOfTwo(size1) ? [root1, ...proof] : proof
  if (!first || proof.length === 0) return false
  let [at, last] = [size1 - 1, size2 - 1]
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)]
  let [reached1, reached2] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      reached1 = nodeHash(sibling, reached1)
      reached2 = nodeHash(sibling, reached2)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      reached2 = nodeHash(reached2, sibling)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && equalBytes(reached1, root1) && equalBytes(reached2, root2)
}

/** Root over the leaves from `start` up to `end`; `start` is a multiple of the largest power of two in the range. */
function subtreeHash(start: number, end: number, node: NodeReader, hash: Sha256): Uint8Array {
  const size = end - start
  if (isPowerOfTwo(size)) return node(Math.log2(size), start / size)
  const middle = start + leftSize(size)
  return nodeHash(subtreeHash(start, middle, node, hash), subtreeHash(middle, end, node, hash), hash)
}

/** Leaves of the left branch: the largest power of two below `size` (RFC 9162 §2.1.1). */
function leftSize(size: number): number {
  let left = 1
  while (left * 2 < size) left *= 2
  return left
}

function isPowerOfTwo(size: number): boolean {
  let rest = size
  while (rest > 1 && rest % 2 === 0) rest /= 2
  return rest === 1
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isHash(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 32
}
