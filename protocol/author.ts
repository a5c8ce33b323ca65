import type { Cid } from './bytes/cid.ts'
import type { Signer } from './keys/signer.ts'
import { type BodyOf, encodeBody, type KindName } from './kinds.ts'
import { type SignedEntry, signEntry } from './log/entry.ts'

/** Where and when an author writes: `seq` is one more than the highest they have used in this log. */
export type Authoring = {
  readonly log: Cid | null
  readonly at: number
  readonly seq: number
  /** 16 random bytes. */
  readonly salt: Uint8Array
}

/** Signs an entry of a known kind. Whether the log takes it, its node's rule decides. */
export function author<K extends KindName>(
  kind: K,
  body: BodyOf<K>,
  authoring: Authoring,
  signer: Signer,
): SignedEntry {
  return signEntry({ ...authoring, kind, body: encodeBody(kind, body) }, signer)
}
