import type { Cid } from '../bytes/cid.ts'
import type { Codec } from '../bytes/schema.ts'
import type { Verify } from '../keys/verify.ts'
import type { KindName } from '../kinds.ts'
import { readBody } from '../log/body.ts'
import { checkEntrySignature, decodeEntry, decodeSignedEntry, type Entry } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

/** An entry that stands inside another body, of the kind that it has to be, its signature checked. */
export function readSigned<K extends KindName, T>(
  encoded: Uint8Array,
  kind: K,
  codec: Codec<T>,
  verify: Verify,
): { kind: K; entry: Entry; body: T } | Refusal {
  const entry = readSignedEntry(encoded, verify)
  if (isRefusal(entry)) return entry
  if (entry.header.kind !== kind) return refuse('entry/not-for-this-log', { kind: entry.header.kind, expected: kind })
  const body = readBody(codec, entry)
  return isRefusal(body) ? body : { kind, entry, body }
}

/** The same of any kind. */
export function readSignedEntry(encoded: Uint8Array, verify: Verify): Entry | Refusal {
  const signed = decodeSignedEntry(encoded)
  const entry = isRefusal(signed) ? signed : decodeEntry(signed)
  if (isRefusal(entry)) return entry
  return checkEntrySignature(entry, verify) ? entry : refuse('entry/bad-signature')
}

/** The id of an entry that stands inside another body; undefined where it does not read. */
export function entryIdIn(encoded: Uint8Array): Cid | undefined {
  const signed = decodeSignedEntry(encoded)
  const entry = isRefusal(signed) ? signed : decodeEntry(signed)
  return isRefusal(entry) ? undefined : entry.id
}
