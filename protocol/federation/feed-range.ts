import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import type { Checkpoint } from '../log/checkpoint.ts'
import type { Entry } from '../log/entry.ts'
import { appendLeaves, type CompactRange, rangeRoot, type TreeNode } from '../log/merkle.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { judgeExtension, sidesOf } from './feed-sync-proof.ts'

/** Entries that are said to come next in a copy of another node's log. */
export type NextEntries = {
  readonly log: Cid
  /** What the copy holds before them. */
  readonly before: CompactRange
  /** At least one. */
  readonly entries: readonly Entry[]
  /** Opened with the key of the log's writer. */
  readonly checkpoint: Checkpoint
  /** That the last entry is under the checkpoint; without one the checkpoint has to end with it. */
  readonly proof?: readonly Uint8Array[]
}

/** A copy with the entries that came next. */
export type Extended = {
  readonly after: CompactRange
  /** What the new leaves complete; see `appendLeaves`. */
  readonly nodes: readonly TreeNode[]
  /** The hashes right of the last entry in the checkpoint's tree. */
  readonly beyond: readonly Uint8Array[]
}

/**
 * Whether entries come next in a log that is copied, whole and in the tree that its writer has signed. Their signatures are
 * checked apart, in batches; whether each was allowed, the rules say afterwards.
 *
 * A body must be there: it is no part of the tree, so who passes entries on could drop one, and two nodes with the same tree
 * would come to different verdicts.
 * Refuses with `entry/wrong-log`, `entry/erased`, `feed/bad-checkpoint`, `feed/gap`; with `feed/forked` for a single entry
 *   only: of several, one in the middle may be forged by whoever sent them.
 */
export function judgeNextEntries(next: NextEntries, hash: Sha256 = sha256): Extended | Refusal {
  const { log, before, entries, checkpoint, proof } = next
  const refused = refuseMisplaced(log, before.size, entries)
  if (refused) return refused
  const leaves = entries.map(({ leafHash }) => leafHash)
  const last = leaves.at(-1)
  if (!last) return refuse('feed/gap')
  const upToLast = appendLeaves(before, leaves.slice(0, -1), hash)
  const { range: after, nodes } = appendLeaves(upToLast.range, [last], hash)
  const extended = { after, nodes: [...upToLast.nodes, ...nodes] }
  if (!proof) {
    const same = checkpoint.size === after.size && equalBytes(checkpoint.root, rangeRoot(after))
    return same ? { ...extended, beyond: [] } : refuse('feed/bad-checkpoint', { size: after.size })
  }
  const refusal = judgeExtension({ before: upToLast.range, leafHash: last, checkpoint, proof })
  if (refusal) return entries.length === 1 ? refusal : refuse('feed/bad-checkpoint', { ...refusal.detail })
  return { ...extended, beyond: sidesOf(upToLast.range.size, checkpoint.size, proof).right }
}

function refuseMisplaced(log: Cid, from: number, entries: readonly Entry[]): Refusal | undefined {
  const seen = new Set<Cid>()
  for (const [i, { id, header, bodyValue }] of entries.entries()) {
    const isPlaced = from + i === 0 ? id === log : header.log === log
    if (!isPlaced) return refuse('entry/wrong-log', { log: header.log })
    if (bodyValue === null) return refuse('entry/erased', { id })
    if (seen.has(id)) return refuse('feed/bad-checkpoint', { problem: 'an entry stands twice', id })
    seen.add(id)
  }
}
