import type { Cid } from '../../protocol/bytes/cid.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { FetchEvidence } from '../domains/federation/judging.ts'
import type { Ack } from '../log/writer.ts'
import { openDoor } from './door.ts'
import { type EvidenceProvider, openEvidenceExchange } from './evidence-exchange.ts'
import { openForkWatch } from './fork-watch.ts'
import { startGossip } from './gossip.ts'
import type { NetworkHost, PeerKey, PeerStatus } from './host/host.ts'
import type { Traffic } from './host/traffic.ts'
import { completeJoin, type JoinPlan, planJoin, submitTo } from './joining.ts'
import { openNewKeys } from './new-key.ts'
import { type AskDetails, openOfferExchange } from './offer-exchange.ts'
import { type FederationScope, mayMoveRoster, peersOf, readScopes, sharedWith } from './roster.ts'
import { type KeptLog, startSync } from './sync.ts'
import { systemTimers, type Timers } from './timers.ts'
import { startWitnessing } from './witnessing.ts'

/** Rosters are read again after commits that may have moved them, at most so often. */
const REVIEW_MS = 100

export type NetworkStatus = {
  readonly self: PeerKey
  readonly addresses: readonly string[]
  /** Until when strangers with a ticket may connect; null while the door is shut. */
  readonly doorOpenUntilMs: number | null
  readonly peers: readonly (PeerStatus & { readonly federations: readonly Cid[] })[]
  readonly traffic: Traffic
  readonly feeds: readonly FeedStatus[]
}

export type FeedStatus = KeptLog & {
  readonly federation: Cid
  /** The group whose feed it is; null for the federation's own log. */
  readonly group: Cid | null
  /** The node that writes it. */
  readonly writer: PeerKey
}

/** This node among the nodes of its federations. */
export type Network = {
  status(): NetworkStatus
  /** Brings the evidence behind a mandate into the store, from the node that issued it. */
  readonly fetchEvidence: FetchEvidence
  /** Asks for the details of another group's offer. */
  readonly askDetails: AskDetails
  planJoin(ticket: string): Promise<JoinPlan | Refusal>
  /** The entries of the plan, signed by a steward: for the federation, and for the own log. */
  completeJoin(ticket: string, entries: readonly [SignedEntry, SignedEntry]): Promise<Ack | Refusal>
  /** Hands an entry to the node of a federation that the group belongs to: a proposal, a leaving. */
  submit(federation: Cid, entry: SignedEntry): Promise<Omit<Ack, 'position'> | Refusal>
  /** Tells the peers of cosignatures that came in another way. */
  readonly witnessed: () => void
  [Symbol.asyncDispose](): Promise<void>
}

export type NetworkParts = {
  readonly core: Core
  /** Stays the caller's: dispose the network before it. */
  readonly host: NetworkHost
  readonly evidence: EvidenceProvider
  readonly timers?: Timers
  /** In [0, 1). */
  readonly random?: () => number
}

/** Puts the node among its peers: who they are, what they keep, news as it comes. No failure of a peer ends it. */
export function startNetwork(parts: NetworkParts): Network {
  const { core, host, evidence, timers = systemTimers, random = Math.random } = parts
  const closing = new AbortController()
  const forks = openForkWatch(core)
  const newKeys = openNewKeys(core)
  const dropOvertaken = (federation: Cid) => {
    readUntil = null
    return newKeys.drop(federation)
  }
  const sync = startSync({ core, host, timers, random, forks, dropOvertaken })
  const gossip = startGossip({ core, host, sync, forks })
  const door = openDoor({ core, host, timers })
  const exchange = openEvidenceExchange({ core, host, evidence, closing: closing.signal })
  const witnessing = startWitnessing({ core, host, timers, forks })
  const offers = openOfferExchange(core, host, closing.signal)
  let scopes: FederationScope[] = []
  let reviewedMs = Number.NEGATIVE_INFINITY
  /** Position up to which the scopes say what the logs do; null where they have to be read again. */
  let readUntil: number | null = null
  let cancelReview: (() => void) | undefined
  let handingIn: Promise<void> | undefined

  const review = (): void => {
    cancelReview = undefined
    if (closing.signal.aborted) return
    reviewedMs = timers.nowMs()
    try {
      const until = core.tables.lastPosition()
      const isMoved = readUntil === null || core.tables.kindsAfter(readUntil).some(mayMoveRoster)
      if (isMoved) newKeys.review()
      const now = isMoved ? readScopes(core) : scopes
      readUntil = until
      handInAgain()
      if (now === scopes || sameScopes(scopes, now)) return
      const renewed = renewedLogs(scopes, now)
      scopes = now
      // Gossip and sync know a peer before it can connect.
      forks.follow(scopes)
      door.follow(scopes)
      exchange.follow(scopes)
      sync.follow(scopes)
      gossip.follow(scopes)
      witnessing.follow(scopes)
      host.allow(peersOf(scopes))
      for (const log of renewed) sync.renewed(log)
    } catch (error) {
      core.log.error({ err: error }, 'roster.failed')
    }
  }
  /** What a new key of a federation's node has not got is handed in, one entry after the other. */
  const handInAgain = (): void => {
    if (handingIn || closing.signal.aborted) return
    const all = async () => {
      for (const { federation } of scopes) {
        await newKeys.handIn(federation, entry => submitToSeat(federation, entry))
      }
    }
    handingIn = all()
      .catch((error: unknown) => core.log.error({ err: error }, 'overtaken.failed'))
      .finally(() => {
        handingIn = undefined
      })
  }
  const submitToSeat = async (federation: Cid, entry: SignedEntry) => {
    const scope = scopes.find(candidate => candidate.federation === federation)
    const seat = scope?.peers.find(({ key }) => key === scope.charter.node)
    if (!seat) return refuse('federation/unknown', { federation })
    return submitTo(host, { addresses: seat.addresses, nodeKey: seat.key }, entry)
  }
  const stopWatching = host.onPeer(({ connected }) => {
    if (connected) handInAgain()
  })
  const reviewSoon = (): void => {
    if (cancelReview || closing.signal.aborted) return
    const waitMs = reviewedMs + REVIEW_MS - timers.nowMs()
    if (waitMs <= 0) review()
    else cancelReview = timers.after(waitMs, review)
  }

  const stopListening = core.writer.onCommit(() => {
    door.review()
    reviewSoon()
    gossip.publishNew()
    witnessing.review()
  })
  door.review()
  review()

  return {
    status: () => ({
      self: host.publicKey,
      addresses: host.addresses(),
      traffic: host.traffic(),
      doorOpenUntilMs: door.openUntilMs(),
      peers: host.peers().map(peer => ({
        ...peer,
        federations: sharedWith(scopes, peer.peer).map(({ federation }) => federation),
      })),
      feeds: sync.status().flatMap(({ log, ...state }) => {
        const scope = scopes.find(({ logs }) => logs.some(shared => shared.log === log))
        const shared = scope?.logs.find(candidate => candidate.log === log)
        if (!scope || !shared) return []
        const forked = core.projections.federations.fork(log, shared.writer) !== undefined
        const { group, writer } = shared
        return [{ ...state, log, federation: scope.federation, group, writer, forked: forked || state.forked }]
      }),
    }),
    fetchEvidence: exchange.fetch,
    askDetails: offers.ask,
    planJoin: ticket => planJoin(core, host, ticket),
    completeJoin: (ticket, entries) => completeJoin(core, host, ticket, entries),
    async submit(federation, entry) {
      const own = core.ownGroup()
      if (own?.id === federation) return core.writer.submit(entry)
      return submitToSeat(federation, entry)
    },
    witnessed: () => witnessing.review(),
    async [Symbol.asyncDispose]() {
      closing.abort()
      stopListening()
      stopWatching()
      await handingIn
      cancelReview?.()
      door[Symbol.dispose]()
      await witnessing[Symbol.asyncDispose]()
      await gossip[Symbol.asyncDispose]()
      await sync[Symbol.asyncDispose]()
      await forks[Symbol.asyncDispose]()
    },
  }
}

/** Logs of federations that another key writes now than before. */
function renewedLogs(before: readonly FederationScope[], now: readonly FederationScope[]): Cid[] {
  return now.flatMap(({ federation, charter }) => {
    const known = before.find(scope => scope.federation === federation)
    return known && known.charter.node !== charter.node ? [federation] : []
  })
}

/** Whether nothing of what the parts follow has changed. */
function sameScopes(before: readonly FederationScope[], now: readonly FederationScope[]): boolean {
  const shape = (scopes: readonly FederationScope[]) =>
    JSON.stringify(
      scopes.map(({ federation, logs, peers }) => [federation, peers, logs.map(({ log, writer }) => [log, writer])]),
    )
  return shape(before) === shape(now)
}
