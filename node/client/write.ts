import { author } from '../../protocol/author.ts'
import { parseBase64, toBase64 } from '../../protocol/bytes/base64.ts'
import { decodeCanonicalMap } from '../../protocol/bytes/canonical.ts'
import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { encodeSignedEntry, SALT_BYTES, signEntry } from '../../protocol/log/entry.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import type { Client } from './client.ts'
import { Problem, stopWith } from './problem.ts'
import type { Ack, JoinPlan } from './shapes.ts'

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

/** Signs an entry as the next of its author in a log and hands it to the node. */
export async function write<K extends KindName>(
  client: Client,
  pen: Pen,
  signer: Signer,
  { kind, log, body }: { kind: K; log: Cid; body: BodyOf<K> },
): Promise<Ack> {
  const seq = await nextSeq(client, log, signer)
  return client.post<Ack>('/entries', { entry: signed(pen, signer, { kind, log, seq, body }) })
}

export async function nextSeq(client: Client, log: Cid, signer: Signer): Promise<number> {
  const { seq } = await client.get<{ seq: number }>(`/logs/${log}/next-seq?key=${publicKeyHex(signer.publicKey)}`)
  return seq
}

/** What a steward signs to join: nothing else is signed, whatever the node's plan says. */
const JOINING_KINDS = ['federation/joined', 'group/federated']

/** The entries of a plan for joining a federation, signed by the steward of the joining group, as the API takes them. */
export async function signedPlan(client: Client, pen: Pen, signer: Signer, plan: JoinPlan): Promise<string[]> {
  const entries: string[] = []
  for (const { log: logText, kind, body: encoded } of plan.entries) {
    const log = parseCid(logText)
    const body = decodeCanonicalMap(parseBase64(encoded) ?? new Uint8Array())
    if (!log || isRefusal(body) || !JOINING_KINDS.includes(kind)) {
      stopWith(refuse('ticket/bad', { problem: 'the plan of the node does not read' }))
    }
    const draft = {
      log,
      kind,
      body,
      at: pen.now(),
      seq: await seqIn(client, log, signer),
      salt: pen.randomBytes(SALT_BYTES),
    }
    entries.push(toBase64(encodeSignedEntry(signEntry(draft, signer))))
  }
  return entries
}

/** A log that the own node does not keep yet is one in which this author has written nothing. */
async function seqIn(client: Client, log: Cid, signer: Signer): Promise<number> {
  try {
    return await nextSeq(client, log, signer)
  } catch (error) {
    if (error instanceof Problem && error.details.code === 'log/unknown') return 1
    throw error
  }
}
