import { evidenceOfMandate } from '../../node/domains/federation/evidence.ts'
import { type NetworkHost, startHost } from '../../node/federation/host/host.ts'
import type { JoinPlan } from '../../node/federation/joining.ts'
import { type Network, startNetwork } from '../../node/federation/network.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import type { Verifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { type Announcement, encodeAnnouncement, feedTopic } from '../../protocol/federation/feed-announcement.ts'
import type { OfferPublished } from '../../protocol/federation/offer.ts'
import { formatTicket } from '../../protocol/federation/ticket.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { rangeRoot } from '../../protocol/log/merkle.ts'
import { signatureLine } from '../../protocol/log/note.ts'
import { rational } from '../../protocol/rational.ts'
import type { Refusal } from '../../protocol/refusal.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, seededBytes, type TestClock, type TestGroup, testGroup } from '../support/test-core.ts'
import { FEDERATION_TERMS } from '../support/test-federation.ts'
import { LOOPBACK } from './host-rig.ts'

/** A group with doors to the network. */
export type NetNode = TestGroup & {
  name: string
  host: NetworkHost
  network: Network
  /** Leaves the network; the store stays. */
  leave(): Promise<void>
  /** Comes back, at an address of the same port. */
  enter(): Promise<void>
}

export async function netNode(
  name: string,
  clock: TestClock,
  isFederation = false,
  options: {
    verifier?: Verifier
    path?: string
    start?: number
    nodeSeed?: Uint8Array
    terms?: Partial<typeof FEDERATION_TERMS & { outsideWitnesses: string[]; witnesses: number }>
  } = {},
): Promise<NetNode> {
  const charter = isFederation
    ? { members: 'groups' as const, federation: { ...FEDERATION_TERMS, ...options.terms } }
    : {}
  const group = await testGroup(name, { clock, charter, ...options })
  // The group's node key is the first that its source of random bytes gives.
  const seed = options.nodeSeed ?? seededBytes(`group/${name}`)(32)
  const open = async (listen: string) => {
    const log = openLogger(process.env.COMUNAL_TEST_LOG ?? 'silent')
    const host = await startHost({ seed, listen: [listen], now: Date.now, random: Math.random, log })
    const network = startNetwork({
      core: group.core,
      host,
      evidence: mandate => evidenceOfMandate(group.core, mandate),
    })
    return { host, network }
  }
  const opened = await open(LOOPBACK)
  const address = opened.host.addresses()[0]?.replace(/\/p2p\/.*/, '') ?? LOOPBACK
  const node: NetNode = {
    ...group,
    ...opened,
    name,
    async leave() {
      await node.network[Symbol.asyncDispose]()
      await node.host[Symbol.asyncDispose]()
    },
    async enter() {
      Object.assign(node, await open(address))
    },
    async [Symbol.asyncDispose]() {
      await node.leave()
      await group[Symbol.asyncDispose]()
    },
  }
  return node
}

export const federationNode = (name: string, clock: TestClock) => netNode(name, clock, true)

let tickets = 0

/** A new ticket of a federation, as text. */
export async function ticketOf(federation: NetNode, expiresInMs = HOUR): Promise<string> {
  const secret = seededBytes(`ticket ${tickets++}`)(32)
  const expiresAtMs = federation.clock.now() + expiresInMs
  const key = publicKeyHex(nativeSignerFromSeed(secret).publicKey)
  const body = { key, weight: rational(1), expiresAtMs }
  accepted(await federation.act(federation.steward.signer, 'federation/ticket-issued', body))
  const { host, core, name, id } = federation
  const addresses = host.addresses()
  return formatTicket({
    federation: id,
    name,
    addresses,
    nodeKey: core.nodeKey,
    secret,
    weight: body.weight,
    expiresAtMs,
  })
}

/** What the group's steward signs of a plan. */
export function signPlan({ entries: [joined, federated] }: JoinPlan, node: NetNode): [SignedEntry, SignedEntry] {
  const authoring = { at: node.clock.now(), seq: 1, salt: new Uint8Array(16) }
  const { signer } = node.steward
  return [
    author(joined.kind, joined.body, { ...authoring, log: joined.log }, signer),
    author(federated.kind, federated.body, { ...authoring, log: federated.log, seq: 1_000 }, signer),
  ]
}

/** Joins by a ticket as a steward would. */
export async function join(node: NetNode, ticket: string): Promise<Refusal | { feed: Cid }> {
  const plan = await node.network.planJoin(ticket)
  if ('refused' in plan) return plan
  const done = await node.network.completeJoin(ticket, signPlan(plan, node))
  return 'refused' in done ? done : { feed: plan.feed }
}

export function offer(title: string): OfferPublished {
  return {
    revises: null,
    direction: 'offer',
    kind: 'food',
    title,
    quantity: 3,
    unit: 'kg',
    fromMs: 0,
    untilMs: 9_000_000_000_000,
    place: null,
    terms: '',
  }
}

/**
 * Announces to a federation, by gossip alone, what no other node has to give, until it has come to where it should. What is
 * said before gossip flows reaches nobody, so it is said again; with one signature more, as gossip passes nothing on twice.
 */
export async function announceUntil(
  { host }: NetNode,
  federation: Cid,
  announcement: Announcement,
  hasCome: () => boolean,
): Promise<void> {
  let times = 0
  let saidAtMs = Number.NEGATIVE_INFINITY
  await until(() => {
    if (performance.now() - saidAtMs > 2_000) {
      saidAtMs = performance.now()
      const keyId = times.toString(16).padStart(8, '0')
      const more = times++ > 0 ? signatureLine('passer-by', keyId, new Uint8Array(64)) : ''
      const message = encodeAnnouncement({ ...announcement, checkpoint: announcement.checkpoint + more })
      void host.publish(feedTopic(federation), message)
    }
    return hasCome()
  })
}

/** Size and root of a log as a node holds it. */
export function held(node: NetNode, log: Cid): string {
  const row = node.core.logs.get(log)
  return row ? `${row.range.size} ${toHex(rangeRoot(row.range))}` : 'nothing'
}

export const offersAt = (node: NetNode): string[] =>
  node.core.projections.federations.standingOffers(node.clock.now()).map(({ title }) => title)
