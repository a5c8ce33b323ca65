import { author } from '../../protocol/author.ts'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { encodeSignedEntry, SALT_BYTES } from '../../protocol/log/entry.ts'
import type { Client } from './client.ts'
import type { Ack } from './shapes.ts'

/** A pen: the clock and the randomness that signing takes. */
export type Pen = { readonly now: () => number; readonly randomBytes: (length: number) => Uint8Array }

export type Draft<K extends KindName> = {
  readonly kind: K
  readonly log: Cid | null
  readonly seq: number
  readonly body: BodyOf<K>
}

/** An entry signed and encoded as the API takes it. */
export function signed<K extends KindName>(pen: Pen, signer: Signer, { kind, log, seq, body }: Draft<K>): string {
  const authoring = { log, at: pen.now(), seq, salt: pen.randomBytes(SALT_BYTES) }
  return toBase64(encodeSignedEntry(author(kind, body, authoring, signer)))
}

/**
 * Signs an entry as the next of its author in a log and hands it to the node.
 * @param draft `after`: the `seq` of what it revises, which may be of another author.
 */
export async function write<K extends KindName>(
  client: Client,
  pen: Pen,
  signer: Signer,
  { kind, log, body, after = 0 }: { kind: K; log: Cid; body: BodyOf<K>; after?: number },
): Promise<Ack> {
  const seq = Math.max(await nextSeq(client, log, signer), after + 1)
  return client.post<Ack>('/entries', { entry: signed(pen, signer, { kind, log, seq, body }) })
}

export async function nextSeq(client: Client, log: Cid, signer: Signer): Promise<number> {
  const { seq } = await client.get<{ seq: number }>(`/logs/${log}/next-seq?key=${publicKeyHex(signer.publicKey)}`)
  return seq
}
