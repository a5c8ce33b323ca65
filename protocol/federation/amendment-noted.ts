import { bytes, cid, object } from '../bytes/schema.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { amend, type InForce, readAmendment } from './replay-charter.ts'
import { type FederationGroup, inForceFor } from './roster.ts'
import { nodesOf } from './steward-key.ts'

/** In a federation's log: from here on its roster has the charter of a member group as that has amended it. */
export const amendmentNoted = object({
  group: cid,
  /** The amendment in the group's own log, encoded. */
  entry: bytes(),
})

/**
 * The charter of a member group after an amendment: signed by the stewards of the one before, or as its node says that its
 * members, or its council, have voted, under a key that speaks for it, or has spoken.
 */
export function amendedCharter(group: FederationGroup, encoded: Uint8Array, verify: Verify): InForce | Refusal {
  const known = readAmendment(encoded, verify)
  if (isRefusal(known)) return known
  const isOwn = nodesOf(group).includes(known.entry.header.by)
  if (known.body.by.type !== 'stewards' && !isOwn) return refuse('member/not-allowed', { kind: 'charter/amended' })
  return amend(inForceFor(group), known, verify)
}

/** The federation's node notes what the feed of a member group tells. */
export function judgeAmendmentNoted(
  { entry, body }: KnownEntry<'federation/amendment-noted'>,
  reader: LogReader,
): Refusal | undefined {
  const kind = 'federation/amendment-noted'
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind })
  if (entry.header.by !== charter.node) return refuse('member/not-allowed', { kind })
  const group = reader.group(body.group)
  if (group?.state !== 'member') return refuse('federation/not-a-member')
  const next = amendedCharter(group, body.entry, reader.verify)
  return isRefusal(next) ? next : undefined
}
