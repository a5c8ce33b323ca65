import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { publicKeyBytes } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, list, nullable, object, publicKey, text } from '../bytes/schema.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { openCheckpoint } from '../log/checkpoint.ts'
import { appendLeaves, type CompactRange, rangeRoot, verifyInclusion } from '../log/merkle.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { requireFeedVoice } from './feed.ts'
import { sidesOf } from './feed-sync-proof.ts'

/**
 * One of two histories: a checkpoint by the log's own key, and, where the sizes differ, the inclusion proof of one leaf
 * under it, which tells the root of everything before that leaf, too.
 */
const told = object({
  checkpoint: text({ min: 1, max: 2_000 }),
  place: nullable(object({ index: integer({ min: 0 }), leaf: bytes(32), proof: list(bytes(32), { max: 64 }) })),
})
export type Told = Infer<typeof told>

/** Two checkpoints that one key has signed for one log, neither of which can be the beginning of the other. */
export const logForked = object({ log: cid, key: publicKey, one: told, other: told })
export type Fork = Infer<typeof logForked>

/**
 * Whether the key has signed two histories of the log: at some size its signatures bind it to two roots. Nothing else
 * convicts: not silence, not a consistency proof that somebody fails to give, not an old checkpoint, which is the beginning
 * of the newer one. Refuses with `fork/unproven`.
 */
export function judgeFork({ log, key, one, other }: Fork, verify: Verify = verifySignature): Refusal | undefined {
  const first = rootsOf(log, one, publicKeyBytes(key), verify)
  if (isRefusal(first)) return first
  const second = rootsOf(log, other, publicKeyBytes(key), verify)
  if (isRefusal(second)) return second
  for (const [size, root] of first) {
    const against = second.get(size)
    if (against && !equalBytes(root, against)) return undefined
  }
  return refuse('fork/unproven', { problem: 'the two agree wherever they can be compared' })
}

/** Any node of a federation says it: in its group's feed, or the federation's own in the federation's log. */
export function judgeForked({ entry, body }: KnownEntry<'log/forked'>, reader: LogReader): Refusal | undefined {
  const { by } = entry.header
  const charter = reader.charter()
  const isSeat = charter?.members === 'groups' && charter.node === by
  const refused = isSeat ? undefined : requireFeedVoice(by, reader, 'node')
  return refused ?? judgeFork(body, reader.verify)
}

/** Roots of the log's first leaves, by their number, as far as the signed checkpoint binds the key to them. */
function rootsOf(
  log: Cid,
  { checkpoint, place }: Told,
  key: Uint8Array,
  verify: Verify,
): Map<number, Uint8Array> | Refusal {
  const signed = openCheckpoint(checkpoint, log, key, verify)
  if (isRefusal(signed)) return refuse('fork/unproven', { problem: signed.code })
  const { size, root } = signed
  const roots = new Map([[size, root]])
  if (!place) return roots
  const { index, leaf, proof } = place
  if (!verifyInclusion({ index, size, leafHash: leaf, root, proof })) {
    return refuse('fork/unproven', { problem: 'a leaf is not where it is said to be', index, size })
  }
  const before: CompactRange = { size: index, hashes: sidesOf(index, size, proof).left.reverse() }
  const after = appendLeaves(before, [leaf]).range
  return roots.set(index, rangeRoot(before)).set(index + 1, rangeRoot(after))
}
