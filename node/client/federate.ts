import { parseBase64, toBase64 } from '../../protocol/bytes/base64.ts'
import { decodeCanonicalMap } from '../../protocol/bytes/canonical.ts'
import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { isPublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { formatTicket, parseTicket } from '../../protocol/federation/ticket.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { encodeSignedEntry, SALT_BYTES, signEntry } from '../../protocol/log/entry.ts'
import type { Rational } from '../../protocol/rational.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import { nativeSignerFromSeed } from '../log/native-signer.ts'
import type { Client } from './client.ts'
import { granted, Problem, stopWith } from './problem.ts'
import type { GroupInfo, JoinPlan, NodeInfo } from './shapes.ts'
import { nextSeq, type Pen, signed, write } from './write.ts'

/** Most addresses that a ticket carries. */
const MOST_ADDRESSES = 8

export type TicketTerms = { readonly weight: Rational; readonly expiresAtMs: number }

/** At the node of a federation: puts a ticket into its log and returns the text that lets one group in. */
export async function issueTicket(
  client: Client,
  pen: Pen,
  steward: Signer,
  federation: { readonly id: Cid; readonly name: string },
  { weight, expiresAtMs }: TicketTerms,
): Promise<string> {
  const { nodeKey, addresses } = await client.get<NodeInfo>('/node')
  if (!isPublicKeyHex(nodeKey) || addresses.length === 0) {
    stopWith(refuse('ticket/bad', { problem: 'this node listens nowhere, so no group can reach it' }))
  }
  const { id, name } = federation
  const secret = pen.randomBytes(32)
  const key = publicKeyHex(nativeSignerFromSeed(secret).publicKey)
  await write(client, pen, steward, { kind: 'federation/ticket-issued', log: id, body: { key, weight, expiresAtMs } })
  const reach = addresses.slice(0, MOST_ADDRESSES)
  return formatTicket({ federation: id, name, addresses: reach, nodeKey, secret, weight, expiresAtMs })
}

/** At the node of a group: joins the federation of a ticket. */
export async function joinByTicket(client: Client, pen: Pen, steward: Signer, ticket: string): Promise<JoinPlan> {
  const { federation } = granted(parseTicket(ticket))
  const plan = await client.get<JoinPlan>(`/federations/join-plan?ticket=${encodeURIComponent(ticket)}`)
  if (plan.federation !== federation) stopWith(refuse('ticket/bad', { problem: 'the node plans to join another' }))
  await client.post('/federations/join', { ticket, entries: await signedPlan(client, pen, steward, plan) })
  return plan
}

/** At the node of a group: leaves a federation. `told` is whether its node has heard of it. */
export async function leaveFederation(
  client: Client,
  pen: Pen,
  steward: Signer,
  federation: Cid,
  anyway: boolean,
): Promise<{ told: boolean }> {
  const { id } = await client.get<GroupInfo>('/group')
  const own = parseCid(id)
  if (!own) throw new TypeError('the node answers no id')
  const leaving = { log: federation, seq: await seqIn(client, federation, steward), body: { group: own } }
  const leave = { log: own, seq: await nextSeq(client, own, steward), body: { federation } }
  return client.post(`/federations/${federation}/leave`, {
    left: signed(pen, steward, { kind: 'federation/left', ...leaving }),
    unfederated: signed(pen, steward, { kind: 'group/unfederated', ...leave }),
    anyway,
  })
}

/** Signs an entry for the log of a federation, the own one or one that the group belongs to, and has it handed there. */
export async function writeToFederation<K extends KindName>(
  client: Client,
  pen: Pen,
  steward: Signer,
  { kind, log, body }: { kind: K; log: Cid; body: BodyOf<K> },
): Promise<{ id: string }> {
  const seq = await seqIn(client, log, steward)
  return client.post(`/federations/${log}/entries`, { entry: signed(pen, steward, { kind, log, seq, body }) })
}

/** What a steward signs to join: nothing else is signed, whatever the node's plan says. */
const JOINING_KINDS = ['federation/joined', 'group/federated']

/** The entries of a plan for joining a federation, signed by the steward of the joining group, as the API takes them. */
async function signedPlan(client: Client, pen: Pen, signer: Signer, plan: JoinPlan): Promise<string[]> {
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
