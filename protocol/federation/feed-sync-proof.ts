import { equalBytes } from '../bytes/compare.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import { type CompactRange, type NodeReader, nodeHash, verifyInclusion } from '../log/merkle.ts'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * A log as far as a node holds it, and the tree that its newest checkpoint is over, which may reach further while the
 * node catches up.
 */
export type Copy = {
  /** Entries held. */
  readonly size: number
  readonly node: NodeReader
  /** Leaves under the checkpoint; not less than `size`. */
  readonly checkpointSize: number
  /** Hashes right of the copy in that tree: those on the path of the last entry held, from the bottom up. */
  readonly beyond: readonly Uint8Array[]
}

/**
 * Proof that entry `index` is under the checkpoint (RFC 9162 §2.1.3.1), from a copy that may end before it does. It proves
 * everything before the entry too: its left siblings are the compact range of the entries before.
 */
export function proveEntry(index: number, copy: Copy, hash: Sha256 = sha256): Uint8Array[] {
  if (index < 0 || index >= copy.size) throw new RangeError(`no entry ${index} in a copy of ${copy.size}`)
  const beyond = placesOf(copy)
  const subtree = (start: number, end: number): Uint8Array => {
    if (start >= copy.size) {
      const known = beyond.get(start)
      if (!known) throw new Error(`the copy does not know what begins at ${start}`)
      return known
    }
    const leaves = end - start
    if (end <= copy.size && isPowerOfTwo(leaves)) return copy.node(Math.log2(leaves), start / leaves)
    const middle = start + leftSize(leaves)
    return nodeHash(subtree(start, middle), subtree(middle, end), hash)
  }
  return pathOf(index, copy.checkpointSize)
    .map(({ start, end }) => subtree(start, end))
    .reverse()
}

/** The hashes of a proof by the side of the path they stand on, from the bottom up. */
export function sidesOf(
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): { left: Uint8Array[]; right: Uint8Array[] } {
  const left: Uint8Array[] = []
  const right: Uint8Array[] = []
  for (const [i, { start }] of pathOf(index, size).reverse().entries()) {
    const sibling = proof[i]
    if (sibling) (start > index ? right : left).push(sibling)
  }
  return { left, right }
}

/** The next entry of a copy, with the checkpoint and the proof that it came with. */
export type Extension = {
  /** Everything before the entry. */
  readonly before: CompactRange
  readonly leafHash: Uint8Array
  readonly checkpoint: Checkpoint
  readonly proof: readonly Uint8Array[]
}

/**
 * Whether the entry is where it says under the checkpoint (else `feed/bad-checkpoint`), and after the very entries that
 * we hold (else `feed/forked`: its writer has signed two histories, if what we hold is under a checkpoint of theirs).
 */
export function judgeExtension({ before, leafHash, checkpoint, proof }: Extension): Refusal | undefined {
  const index = before.size
  const { size, root } = checkpoint
  if (!verifyInclusion({ index, size, leafHash, root, proof })) return refuse('feed/bad-checkpoint', { index, size })
  const { left } = sidesOf(index, size, proof)
  const ours = [...before.hashes].reverse()
  const same = left.length === ours.length && left.every((hash, i) => equalBytes(hash, ours[i] ?? new Uint8Array()))
  return same ? undefined : refuse('feed/forked', { index, size })
}

/** The sibling subtrees on the way from the root down to a leaf. */
function pathOf(index: number, size: number): { start: number; end: number }[] {
  const path: { start: number; end: number }[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + leftSize(end - start)
    if (index < middle) {
      path.push({ start: middle, end })
      end = middle
    } else {
      path.push({ start, end: middle })
      start = middle
    }
  }
  return path
}

/** Where each hash beyond the copy begins. */
function placesOf({ size, checkpointSize, beyond }: Copy): Map<number, Uint8Array> {
  const places = new Map<number, Uint8Array>()
  const onTheRight = pathOf(size - 1, checkpointSize)
    .reverse()
    .filter(({ start }) => start >= size)
  for (const [i, { start }] of onTheRight.entries()) {
    const hash = beyond[i]
    if (hash) places.set(start, hash)
  }
  return places
}

/** Leaves of the left branch: the largest power of two below `size` (RFC 9162 §2.1.1). */
function leftSize(size: number): number {
  let left = 1
  while (left * 2 < size) left *= 2
  return left
}

function isPowerOfTwo(size: number): boolean {
  return leftSize(size) * 2 === size || size === 1
}
