import { bytes, type Infer, integer, list, object, text } from '../bytes/schema.ts'
import type { Verify } from '../keys/verify.ts'
import type { Entry } from '../log/entry.ts'
import { verifyInclusion } from '../log/merkle.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { openInSuccession, type Succession } from './succession.ts'

/** Where an entry stands in its log: the inclusion proof up to a checkpoint that the log's node has signed. */
export const logPlaceCodec = object({
  /** A C2SP signed note; cosignatures of others may stand on it. */
  checkpoint: text({ min: 1, max: 20_000 }),
  index: integer({ min: 0 }),
  proof: list(bytes(32), { max: 64 }),
})
export type LogPlace = Infer<typeof logPlaceCodec>

/**
 * Whether an entry stands where it is said to stand, under a checkpoint by the key that wrote its log there. Its own signature shows only that
 * the node said so to whoever holds it; a place in the log is the same for everyone who holds a receipt or a checkpoint.
 * Refuses with `evidence/not-in-log`.
 */
export function checkLogPlace(
  entry: Entry,
  place: LogPlace,
  succession: Succession,
  verify?: Verify,
): Refusal | undefined {
  const { index, proof } = place
  const checkpoint = openInSuccession(place.checkpoint, entry.header.log ?? entry.id, succession, verify)
  if (isRefusal(checkpoint)) return refuse('evidence/not-in-log', { problem: checkpoint.code })
  const { size, root } = checkpoint
  const stands = verifyInclusion({ index, size, leafHash: entry.leafHash, root, proof })
  if (!stands) return refuse('evidence/not-in-log', { index, size })
}
