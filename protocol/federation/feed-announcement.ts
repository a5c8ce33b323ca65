import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import { type Cid, cidToLink, Link, linkToCid } from '../bytes/cid.ts'
import { concatBytes } from '../bytes/compare.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { openCheckpoint } from '../log/checkpoint.ts'
import { decodeEntry, decodeSignedEntry, type Entry, encodeSignedEntry, type SignedEntry } from '../log/entry.ts'
import { verifyInclusion } from '../log/merkle.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

/** A new entry of a feed as gossip carries it: with its place, a checkpoint over it and the proof that it is there. */
export type Announcement = {
  readonly log: Cid
  readonly index: number
  readonly signed: SignedEntry
  readonly checkpoint: string
  readonly proof: readonly Uint8Array[]
}

/** Topic of a federation's new entries: its own log's and those of all feeds in it. */
export function feedTopic(federation: Cid): string {
  return `comunal/1/${federation}/feed`
}

export function encodeAnnouncement({ log, index, signed, checkpoint, proof }: Announcement): Uint8Array {
  return encodeCanonical([cidToLink(log), index, encodeSignedEntry(signed), checkpoint, concatBytes(...proof)])
}

/** The parts of an announcement; whether it is true, `checkAnnouncement` says. */
export function decodeAnnouncement(message: Uint8Array): Announcement | Refusal {
  const value = decodeCanonical(message)
  if (isRefusal(value)) return value
  const bad = refuse('entry/not-canonical', { problem: 'not an announcement' })
  if (!Array.isArray(value) || value.length !== 5) return bad
  const [log, index, encoded, checkpoint, hashes]: unknown[] = value
  if (!(log instanceof Link) || typeof index !== 'number' || index < 0 || typeof checkpoint !== 'string') return bad
  if (!(encoded instanceof Uint8Array) || !(hashes instanceof Uint8Array) || hashes.length % 32 !== 0) return bad
  const signed = decodeSignedEntry(encoded)
  if (isRefusal(signed)) return signed
  const proof = Array.from({ length: hashes.length / 32 }, (_, i) => hashes.slice(i * 32, (i + 1) * 32))
  return { log: linkToCid(log), index, signed, checkpoint, proof }
}

/**
 * Whether the feed's writer has signed that this entry stands at this place. It needs nothing that came before, so news out
 * of order can be judged and passed on. The entry's own signature is checked when it is appended.
 * @param writer key of the node that writes the feed.
 */
export function checkAnnouncement(
  { log, index, signed, checkpoint, proof }: Announcement,
  writer: Uint8Array,
  verify: Verify = verifySignature,
  hash: Sha256 = sha256,
): Entry | Refusal {
  const entry = decodeEntry(signed, hash)
  if (isRefusal(entry)) return entry
  if (index === 0 ? entry.id !== log : entry.header.log !== log) return refuse('entry/wrong-log', { log })
  const claimed = openCheckpoint(checkpoint, log, writer, verify)
  if (isRefusal(claimed)) return claimed
  const { size, root } = claimed
  if (verifyInclusion({ index, size, leafHash: entry.leafHash, root, proof })) return entry
  return refuse('feed/bad-checkpoint', { index, size })
}
