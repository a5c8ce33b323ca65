import { author } from '../../../protocol/author.ts'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import type { Signer } from '../../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../../protocol/kinds.ts'
import { encodeSignedEntry, leafBytes, SALT_BYTES } from '../../../protocol/log/entry.ts'

/** An entry ready to be sent. `entry` is Base 64 of its wire form. */
export type Signed = { readonly id: Cid; readonly entry: string }

/** Signs an entry of a kind, with this device's clock and fresh salt. */
export function signKind<K extends KindName>(
  signer: Signer,
  { kind, log, seq, body, at = Date.now() }: { kind: K; log: Cid | null; seq: number; body: BodyOf<K>; at?: number },
): Signed {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const signed = author(kind, body, { log, at, seq, salt }, signer)
  return { id: cidOfBytes(leafBytes(signed)), entry: toBase64(encodeSignedEntry(signed)) }
}
