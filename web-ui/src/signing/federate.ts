import { parseBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import { decodeCanonicalMap } from '../../../protocol/bytes/canonical.ts'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { formatTicket, parseTicket } from '../../../protocol/federation/ticket.ts'
import { encodeSignedEntry, SALT_BYTES, signEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { type Api, unwrap } from '../api/client.ts'
import { isCode } from '../api/problem.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { makeKey, signerOf } from './make-key.ts'
import { fraction } from './rule-of-api.ts'
import { signKind } from './sign-entry.ts'
import { write } from './write.ts'

const MOST_ADDRESSES = 8
/** What a steward signs to join: nothing else is signed, whatever the node's plan says. */
const JOINING_KINDS = ['federation/joined', 'group/federated']

/** Puts a ticket into the federation's log and returns the text that lets one group in. */
export async function issueTicket(
  api: Api,
  steward: DeviceKey,
  { federation, name, weight, expiresAtMs }: { federation: string; name: string; weight: string; expiresAtMs: number },
): Promise<string> {
  const { nodeKey, addresses } = await unwrap(api.GET('/node'))
  const ticket = makeKey()
  const terms = { key: publicKeyOf(ticket.key), weight: fraction(weight), expiresAtMs }
  const text = formatTicket({
    federation: trustedCid(federation),
    name,
    addresses: addresses.slice(0, MOST_ADDRESSES),
    nodeKey: publicKeyOf(nodeKey),
    secret: fromHex(ticket.seed),
    weight: terms.weight,
    expiresAtMs,
  })
  await write(api, steward, { kind: 'federation/ticket-issued', log: federation, body: terms })
  return text
}

/** Takes an unused ticket back. */
export function revokeTicket(api: Api, steward: DeviceKey, federation: string, key: string): Promise<Ack> {
  return write(api, steward, { kind: 'federation/ticket-revoked', log: federation, body: { key: publicKeyOf(key) } })
}

/** Joins the federation of a ticket; the name and the weight are those that its node gives. */
export async function joinByTicket(
  api: Api,
  steward: DeviceKey,
  pasted: string,
): Promise<{ federation: string; name: string; weight: string }> {
  const read = parseTicket(pasted)
  // What does not read is for the node to refuse: it has the words.
  const ticket = isRefusal(read) ? pasted : formatTicket(read)
  const plan = await unwrap(api.GET('/federations/join-plan', { params: { query: { ticket } } }))
  if (isRefusal(read) || plan.federation !== read.federation) throw new TypeError('the node plans to join another')
  const entries: string[] = []
  for (const { log, kind, body: encoded } of plan.entries) {
    const body = decodeCanonicalMap(parseBase64(encoded) ?? new Uint8Array())
    if (isRefusal(body) || !JOINING_KINDS.includes(kind)) throw new TypeError('the plan of the node does not read')
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
    const seq = await seqIn(api, log, steward)
    const draft = { log: trustedCid(log), kind, body, at: Date.now(), seq, salt }
    entries.push(toBase64(encodeSignedEntry(signEntry(draft, signerOf(steward)))))
  }
  await unwrap(api.POST('/federations/join', { body: { ticket, entries } }))
  return plan
}

/** Leaves a federation. `told` is whether its node has heard of it. */
export async function leaveFederation(
  api: Api,
  steward: DeviceKey,
  { group, federation, anyway }: { group: string; federation: string; anyway: boolean },
): Promise<{ told: boolean }> {
  const [above, own] = [trustedCid(federation), trustedCid(group)]
  const signer = signerOf(steward)
  const left = signKind(signer, {
    kind: 'federation/left',
    log: above,
    seq: await seqIn(api, federation, steward),
    body: { group: own },
  })
  const unfederated = signKind(signer, {
    kind: 'group/unfederated',
    log: own,
    seq: await seqIn(api, group, steward),
    body: { federation: above },
  })
  const body = { left: left.entry, unfederated: unfederated.entry, anyway }
  return unwrap(api.POST('/federations/{id}/leave', { params: { path: { id: federation } }, body }))
}

/** Backs as a steward, or as a delegate on the council, that a group is expelled. */
export async function backExpulsion(
  api: Api,
  steward: DeviceKey,
  federation: string,
  { group, cause }: { group: string; cause: string },
): Promise<void> {
  const body = { group: trustedCid(group), cause: cause.normalize('NFC') }
  // A delegate's own group keeps a copy of the federation's log; the federation's node writes it.
  const draft = { kind: 'federation/expulsion-backed', log: trustedCid(federation), body } as const
  const { entry } = signKind(signerOf(steward), { ...draft, seq: await seqIn(api, federation, steward) })
  const params = { path: { id: federation } }
  await unwrap(api.POST('/federations/{id}/entries', { params, body: { entry } }))
}

/** Asks the groups whether one of them is expelled. */
export function proposeExpulsion(
  api: Api,
  steward: DeviceKey,
  federation: string,
  asked: { group: string; title: string; cause: string; openMs: number; mandatesMs: number },
): Promise<Ack> {
  const closesAtMs = Date.now() + asked.openMs
  const cause = asked.cause.normalize('NFC')
  const body = {
    title: asked.title.normalize('NFC'),
    text: cause,
    method: { method: 'majority' as const },
    closesAtMs,
    mandatesByMs: closesAtMs + asked.mandatesMs,
    answers: null,
    expels: { group: trustedCid(asked.group), cause },
  }
  return write(api, steward, { kind: 'federation/proposed', log: federation, body })
}

/** A log that the own node does not keep yet is one in which this author has written nothing. */
export async function seqIn(api: Api, log: string, { key }: DeviceKey): Promise<number> {
  try {
    const params = { path: { log }, query: { key } }
    return (await unwrap(api.GET('/logs/{log}/next-seq', { params }))).seq
  } catch (error) {
    if (isCode(error, 'log/unknown')) return 1
    throw error
  }
}

function publicKeyOf(hex: string): PublicKeyHex {
  if (!isPublicKeyHex(hex)) throw new TypeError('not a public key')
  return hex
}
