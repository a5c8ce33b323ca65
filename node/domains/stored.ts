import { decodeCanonical, encodeCanonical } from '../../protocol/bytes/canonical.ts'
import { type Cid, isCid } from '../../protocol/bytes/cid.ts'
import type { Codec } from '../../protocol/bytes/schema.ts'
import { isProblem } from '../../protocol/bytes/schema.ts'
import { isRefusal } from '../../protocol/refusal.ts'

/** A body that the node itself has stored; one that does not read is a broken store and throws. */
export function readStored<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const value = decodeCanonical(bytes)
  if (isRefusal(value)) throw new Error(`stored bytes are not canonical: ${value.code}`)
  const body = codec.decode(value)
  if (isProblem(body)) throw new Error(`stored body does not read: ${body.problem}`)
  return body
}

export function toStored<T>(codec: Codec<T>, body: T): Uint8Array {
  return encodeCanonical(codec.encode(body))
}

/** An id out of a column; anything else there is a broken store and throws. */
export function storedCid(text: string): Cid {
  if (!isCid(text)) throw new Error(`stored id does not read: ${text}`)
  return text
}
