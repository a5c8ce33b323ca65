import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { proveTelling } from '../../protocol/federation/charter-told.ts'
import type { GroupFederated } from '../../protocol/federation/membership.ts'
import { type FederationJoined, proveTicket, readGenesis } from '../../protocol/federation/roster.ts'
import { decodeSubmissionAnswer } from '../../protocol/federation/submission.ts'
import { decodeReplacements, latestKey, successionOf } from '../../protocol/federation/succession.ts'
import { type JoinTicket, parseTicket } from '../../protocol/federation/ticket.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { signerFromSeed } from '../../protocol/keys/signer.ts'
import { decodeEntry, encodeSignedEntry, SALT_BYTES, type SignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { refuseBelow } from '../domains/federation/below.ts'
import { charterSteps, stepsFrom } from '../domains/federation/charter-steps.ts'
import { keyChangesFor } from '../domains/federation/key-changes.ts'
import { amendmentsOf, foundFeed, replacementsOf } from '../domains/federation/replace-node.ts'
import type { LogRow } from '../log/log-tables.ts'
import type { Ack } from '../log/writer.ts'
import { GENESIS_PROTOCOL, SUBMIT_PROTOCOL, SUCCESSION_PROTOCOL } from './door.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import { HostError } from './host/host-error.ts'

/** All addresses of a ticket together. */
const DIAL_MS = 20_000

/** What a steward has to sign for the group to join: the first entry goes to the federation, the second to the own log. */
export type JoinPlan = {
  readonly federation: { readonly id: Cid; readonly charter: Charter }
  readonly feed: Cid
  readonly entries: readonly [
    {
      readonly to: 'federation'
      readonly log: Cid
      readonly kind: 'federation/joined'
      readonly body: FederationJoined
    },
    { readonly to: 'group'; readonly log: Cid; readonly kind: 'group/federated'; readonly body: GroupFederated },
  ]
}

/**
 * Asks the federation's node for its charter and founds this group's feed in it. Nothing is joined yet, and planning again
 * gives the same feed. Refuses with `ticket/bad`, `ticket/expired`, `group/none`, `federation/loop`, `federation/unreachable`.
 */
export async function planJoin(core: Core, host: NetworkHost, ticketText: string): Promise<JoinPlan | Refusal> {
  const ticket = parseTicket(ticketText)
  if (isRefusal(ticket)) return ticket
  if (core.now() > ticket.expiresAtMs) return refuse('ticket/expired', { expiresAtMs: ticket.expiresAtMs })
  const own = core.ownGroup()
  const genesis = own && core.tables.entry(own.id)
  if (!own || !genesis) return refuse('group/none')
  if (ticket.federation === own.id) return refuse('ticket/bad', { problem: 'a federation does not join itself' })
  const loop = refuseBelow(core, own, ticket.federation)
  if (loop) return loop
  const charter = await askGenesis(host, ticket)
  if (isRefusal(charter)) return charter
  const federation = readGenesis(charter)
  if (isRefusal(federation)) return federation
  if (federation.id !== ticket.federation || federation.charter.members !== 'groups') {
    return refuse('ticket/bad', { problem: 'the node serves another federation' })
  }
  const replacements = await askReplacements(host, ticket, federation)
  if (isRefusal(replacements)) return replacements
  const group = encodeSignedEntry(genesis.signed)
  const feed = await ownFeed(core, federation.id, own)
  if (isRefusal(feed)) return feed
  const key = signerFromSeed(ticket.secret)
  const keys = keyChangesFor(core, own, readGenesis(group))
  const joined: FederationJoined = {
    group: own.id,
    charter: group,
    ...charterShown(core, own),
    ...(keys.length > 0 ? { keys } : {}),
    feed,
    addresses: host.addresses().slice(0, 8),
    ticket: publicKeyHex(key.publicKey),
    proof: proveTicket(key, federation.id, own.id),
  }
  const federated = { federation: federation.id, charter, addresses: ticket.addresses, feed, ...replacements }
  return {
    federation,
    feed,
    entries: [
      { to: 'federation', log: federation.id, kind: 'federation/joined', body: joined },
      { to: 'group', log: own.id, kind: 'group/federated', body: federated },
    ],
  }
}

/**
 * Hands in what a steward has signed: first to the federation, whose refusal ends it, then to the own log. Both may be
 * handed in again, so a joining that was cut off is simply repeated.
 */
export async function completeJoin(
  core: Core,
  host: NetworkHost,
  ticketText: string,
  [joined, federated]: readonly [SignedEntry, SignedEntry],
): Promise<Ack | Refusal> {
  const ticket = parseTicket(ticketText)
  if (isRefusal(ticket)) return ticket
  const checked = checkKinds(ticket, joined, federated)
  if (checked) return checked
  const handIn = () => submitTo(host, ticket, joined)
  let admitted = await handIn()
  if (isRefusal(admitted) && admitted.code === 'charter/not-told') {
    admitted = (await tellCharter(core, host, ticket)) ?? (await handIn())
  }
  return isRefusal(admitted) ? admitted : core.writer.submit(federated)
}

/** How the group came to its charter, in the joining where it fits; where not, what is told before it. */
function charterShown(core: Core, own: LogRow): Pick<FederationJoined, 'amendments' | 'told'> {
  const steps = charterSteps(core, own)
  const amendments = amendmentsOf(core)
  if (steps.length === 0) return {}
  if (steps.length === amendments.length) return { amendments }
  return { told: core.reader(own).amending?.inForce() ?? own.id }
}

/** Tells the federation how the charter came about, in as many parts as it takes; goes on where it was cut off before. */
async function tellCharter(core: Core, host: NetworkHost, ticket: JoinTicket): Promise<Refusal | undefined> {
  const own = core.ownGroup()
  const genesis = own && core.tables.entry(own.id)
  if (!own || !genesis) return refuse('group/none')
  const steps = charterSteps(core, own)
  const key = signerFromSeed(ticket.secret)
  const proof = proveTelling(key, ticket.federation, own.id, core.nodeKey)
  const told = {
    group: own.id,
    charter: encodeSignedEntry(genesis.signed),
    by: { type: 'ticket' as const, ticket: publicKeyHex(key.publicKey), proof },
  }
  for (let from = 0; from < steps.length; ) {
    const part = stepsFrom(steps, from)
    const authoring = { log: ticket.federation, at: core.now(), seq: from + 1, salt: core.randomBytes(SALT_BYTES) }
    const entry = author('federation/charter-told', { ...told, from, steps: part }, authoring, core.signer)
    const answer = await submitTo(host, ticket, entry)
    const next = isRefusal(answer) && answer.code === 'charter/not-next' ? Number(answer.detail.next) : undefined
    if (isRefusal(answer) && !(next !== undefined && next > from)) return answer
    from = next ?? from + part.length
  }
}

/** Hands an entry to the node of a federation that this node is a member of, or holds a ticket for. */
export async function submitTo(
  host: NetworkHost,
  to: Pick<JoinTicket, 'addresses' | 'nodeKey'>,
  entry: SignedEntry,
): Promise<Omit<Ack, 'position'> | Refusal> {
  return atNode(host, to, async peer =>
    decodeSubmissionAnswer(await host.request(peer, SUBMIT_PROTOCOL, encodeSignedEntry(entry))),
  )
}

function checkKinds(ticket: JoinTicket, joined: SignedEntry, federated: SignedEntry): Refusal | undefined {
  const expected = [
    { signed: joined, kind: 'federation/joined' },
    { signed: federated, kind: 'group/federated' },
  ]
  for (const { signed, kind } of expected) {
    const entry = decodeEntry(signed)
    if (isRefusal(entry)) return entry
    if (entry.header.kind !== kind) return refuse('entry/not-for-this-log', { kind: entry.header.kind, expected: kind })
  }
  const entry = decodeEntry(joined)
  if (!isRefusal(entry) && entry.header.log !== ticket.federation) return refuse('entry/wrong-log')
}

async function askGenesis(host: NetworkHost, ticket: JoinTicket): Promise<Uint8Array | Refusal> {
  const asked = new TextEncoder().encode(ticket.federation)
  const answer = await atNode(host, ticket, peer => host.request(peer, GENESIS_PROTOCOL, asked))
  if (isRefusal(answer)) return answer
  return answer.length > 0 ? answer : refuse('ticket/bad', { problem: 'the node serves another federation' })
}

/** How the node of the ticket came to speak for the federation, where the charter names another. */
async function askReplacements(
  host: NetworkHost,
  ticket: JoinTicket,
  federation: { readonly id: Cid; readonly charter: Charter },
): Promise<Pick<GroupFederated, 'replacements'> | Refusal> {
  if (ticket.nodeKey === federation.charter.node) return {}
  const asked = new TextEncoder().encode(federation.id)
  const answer = await atNode(host, ticket, peer => host.request(peer, SUCCESSION_PROTOCOL, asked))
  const replacements = isRefusal(answer) ? answer : decodeReplacements(answer)
  if (isRefusal(replacements)) return replacements
  const succession = successionOf(federation, replacements)
  if (isRefusal(succession)) return succession
  const speaks = latestKey(succession) === ticket.nodeKey
  return speaks ? { replacements } : refuse('ticket/bad', { problem: 'not a node of this federation' })
}

/** The feed that this group has in the federation, founded now if it has none. */
async function ownFeed(core: Core, federation: Cid, own: LogRow): Promise<Cid | Refusal> {
  const founded = [...core.logs.values()].findLast(row => {
    const feed = row.own ? core.reader(row).feed() : undefined
    return feed?.federation === federation && feed.node === core.nodeKey
  })
  return founded?.id ?? foundFeed(core, own.id, federation, replacementsOf(core, own))
}

/** Does something with one node, connected to it before or now. `federation/unreachable` where that fails. */
async function atNode<T>(
  host: NetworkHost,
  { addresses, nodeKey }: Pick<JoinTicket, 'addresses' | 'nodeKey'>,
  work: (peer: PeerKey) => Promise<T>,
): Promise<T | Refusal> {
  const signal = AbortSignal.timeout(DIAL_MS)
  let problem = 'no address'
  try {
    return await work(nodeKey)
  } catch (error) {
    problem = codeOf(error)
    if (problem !== 'peer/not-connected') return refuse('federation/unreachable', { problem })
  }
  for (const address of addresses) {
    try {
      if ((await host.dial(address, signal)) === nodeKey) return await work(nodeKey)
      problem = 'another node answers there'
    } catch (error) {
      problem = codeOf(error)
    }
  }
  return refuse('federation/unreachable', { problem })
}

function codeOf(error: unknown): string {
  if (error instanceof HostError) return error.code
  throw error
}
