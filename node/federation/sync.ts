import type { Cid } from '../../protocol/bytes/cid.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import type { Announcement } from '../../protocol/federation/feed-announcement.ts'
import { type Effect, openFeedSync } from '../../protocol/federation/feed-sync.ts'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  type FeedRange,
  MOST_MESSAGE_BYTES,
  type SyncMessage,
  wantsAnswer,
} from '../../protocol/federation/feed-sync-message.ts'
import type { LogStatus } from '../../protocol/federation/feed-sync-status.ts'
import { openEntry } from '../../protocol/kinds.ts'
import { readTreeHead } from '../../protocol/log/checkpoint.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { readNote } from '../../protocol/log/note.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { openBudgetLedger } from './budget-ledger.ts'
import type { ForkWatch } from './fork-watch.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import { HostError } from './host/host-error.ts'
import type { FederationScope, SharedLog } from './roster.ts'
import { shelfOf } from './shelf.ts'
import type { Timers } from './timers.ts'

const PROTOCOL = '/comunal/feeds/1'
const DAY_MS = 86_400_000
const LIMITS = { maxBytes: MOST_MESSAGE_BYTES }

/** A log as it is kept here. `last`: who brought its newest entries, when; null before any came since the start. */
export type KeptLog = LogStatus & { readonly last: { readonly from: PeerKey; readonly atMs: number } | null }

/** The sync engine over the network: keeps whole copies of the logs that this node's federations share. */
export type Sync = {
  follow(scopes: readonly FederationScope[]): void
  /** Another key writes a log from now on. */
  renewed(log: Cid): void
  /** Gossip that was found true. */
  announced(from: PeerKey, announcement: Announcement): void
  status(): KeptLog[]
  [Symbol.asyncDispose](): Promise<void>
}

export type SyncParts = {
  readonly core: Core
  readonly host: NetworkHost
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
  /** Told of what does not continue a copy. */
  readonly forks: Pick<ForkWatch, 'range'>
  /** A copy does not begin as its log does under the key that writes it now: whether it was dropped, to begin anew. */
  readonly dropOvertaken: (log: Cid) => boolean
}

export function startSync({ core, host, timers, random, forks, dropOvertaken }: SyncParts): Sync {
  const ledger = openBudgetLedger(core, timers)
  const engine = openFeedSync({ shelf: shelfOf(core), random, ledger })
  const shared = new Map<Cid, SharedLog & { readonly federation: Cid }>()
  const lastOf = new Map<Cid, NonNullable<KeptLog['last']>>()
  const checked = new WeakMap<FeedRange, ReturnType<Core['writer']['check']>>()
  const closing = new AbortController()
  const underWay = new Set<Promise<void>>()
  let cancelTimer = () => {}

  const perform = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'send') start(send(effect.peer, effect.message))
      else if (effect.type === 'append') start(append(effect.log, effect.peer, effect.range))
      else if (effect.type === 'forked') core.log.error({ log: effect.log, peer: effect.peer }, 'feed.forked')
      else {
        cancelTimer()
        cancelTimer = timers.after(Math.max(0, effect.atMs - timers.nowMs()) + 1, () => {
          if (!closing.signal.aborted) perform(engine.tick(timers.nowMs()))
        })
      }
    }
  }
  /** Nothing that fails here may end the node: it is logged, and the next comparison of heads starts anew. */
  const start = (work: Promise<void>) => {
    const watched = work
      .catch((error: unknown) => core.log.error({ err: error }, 'sync.failed'))
      .finally(() => underWay.delete(watched))
    underWay.add(watched)
  }

  /** Signatures are checked as soon as a range is here, while the one before it is still being written. */
  const checkAhead = (range: FeedRange): void => {
    const checking = core.writer.check(range.entries, range.from)
    checking.catch(() => {})
    checked.set(range, checking)
  }
  const send = async (peer: PeerKey, message: SyncMessage): Promise<void> => {
    try {
      const options = { ...LIMITS, signal: closing.signal }
      const bytes = await host.request(peer, PROTOCOL, encodeSyncMessage(message), options)
      if (closing.signal.aborted || !wantsAnswer(message)) return
      const answer = decodeSyncMessage(bytes)
      if (isRefusal(answer)) throw new HostError('message/malformed')
      if (answer.type === 'range') checkAhead(answer.range)
      perform(engine.receive(peer, answer, timers.nowMs()))
    } catch (error) {
      if (closing.signal.aborted) return
      const code = error instanceof HostError ? error.code : 'peer/failed'
      core.log.debug({ peer, code, message: message.type }, 'sync.no-answer')
      perform(engine.failed(peer, message, timers.nowMs()))
    }
  }
  const append = async (log: Cid, peer: PeerKey, range: FeedRange): Promise<void> => {
    const outcome = await replicate(log, range).catch((error: unknown) => {
      core.log.error({ err: error, log }, 'sync.append-failed')
      return refuse('node/busy')
    })
    if (closing.signal.aborted) return
    const isForked = isRefusal(outcome) && outcome.code === 'feed/forked'
    if (isForked && dropOvertaken(log)) return perform(engine.renewed(log, timers.nowMs()))
    if (isForked) forks.range(log, range)
    if (isRefusal(outcome)) core.log.warn({ log, peer, code: outcome.code, ...outcome.detail }, 'sync.refused')
    else {
      lastOf.set(log, { from: peer, atMs: core.now() })
      core.log.debug({ log, peer, size: outcome.size }, 'sync.appended')
    }
    perform(engine.appended(log, outcome, timers.nowMs()))
  }
  const replicate = async (log: Cid, range: FeedRange): Promise<{ size: number } | Refusal> => {
    const place = shared.get(log)
    if (!place) return refuse('log/unknown', { log })
    const foreign = range.from === 0 ? refuseForeignFeed(place, range, formerOf(core, place)) : undefined
    const next = { ...range, log, writer: publicKeyBytes(signerOf(place, range)) }
    return foreign ?? core.writer.replicate(next, checked.get(range))
  }

  host.handle(
    PROTOCOL,
    async (bytes, from) => {
      if (closing.signal.aborted) throw new HostError('host/closed')
      const message = decodeSyncMessage(bytes)
      if (isRefusal(message)) throw new HostError('message/malformed')
      // What does not want an answer and goes back to the asker is the answer.
      let answer: Uint8Array = new Uint8Array()
      const rest = engine.receive(from, message, timers.nowMs()).filter(effect => {
        const isAnswer = effect.type === 'send' && effect.peer === from && !wantsAnswer(effect.message)
        if (isAnswer) answer = encodeSyncMessage(effect.message)
        return !isAnswer
      })
      perform(rest)
      return answer
    },
    LIMITS,
  )
  const stopWatching = host.onPeer(({ peer, connected }) => {
    const nowMs = timers.nowMs()
    perform(connected ? engine.connected(peer, nowMs) : engine.disconnected(peer, nowMs))
  })
  for (const { peer, connected } of host.peers()) {
    if (connected) perform(engine.connected(peer, timers.nowMs()))
  }

  return {
    follow(scopes) {
      shared.clear()
      for (const { federation, logs } of scopes) {
        for (const log of logs) if (!shared.has(log.log)) shared.set(log.log, { ...log, federation })
      }
      for (const log of lastOf.keys()) if (!shared.has(log)) lastOf.delete(log)
      const plan = scopes.map(({ federation, logs, peers }) => ({
        federation,
        days: daysOf(core, federation),
        logs: logs.filter(({ log }) => shared.get(log)?.federation === federation),
        peers: peers.map(({ key }) => key),
      }))
      perform(engine.follow(plan, timers.nowMs()))
    },
    renewed: log => perform(engine.renewed(log, timers.nowMs())),
    announced: (from, announcement) => perform(engine.announced(from, announcement, timers.nowMs())),
    status: () => engine.status(timers.nowMs()).map(status => ({ ...status, last: lastOf.get(status.log) ?? null })),
    async [Symbol.asyncDispose]() {
      closing.abort()
      cancelTimer()
      stopWatching()
      await Promise.all(underWay)
      ledger[Symbol.dispose]()
    },
  }
}

/** Who has to have signed the checkpoint of a range: of exactly the history that stands the former key, of all else the writer. */
function signerOf({ writer, standing = [] }: SharedLog, { checkpoint }: FeedRange): PeerKey {
  const note = readNote(checkpoint)
  const head = isRefusal(note) ? undefined : readTreeHead(note.text)
  const stands = standing.find(held => held.head.size === head?.size && equalBytes(held.head.root, head.root))
  return stands?.by ?? writer
}

/** For how many days there has been a federation, by its founder's clock; where its log is still to come, a year. */
function daysOf(core: Core, federation: Cid): number {
  const genesis = core.tables.entry(federation)
  const entry = genesis && decodeEntry(genesis.signed)
  return entry && !isRefusal(entry) ? Math.max(0, (core.now() - entry.header.at) / DAY_MS) : 365
}

/** The federation in which the feed of a group began that came with a merger. */
function formerOf(core: Core, { federation, group }: SharedLog & { readonly federation: Cid }): Cid | undefined {
  const log = core.logs.get(federation)
  return log && group ? core.projections.federations.group(log.row, group)?.mergedFrom : undefined
}

/**
 * A feed says in its genesis whose it is and for which federation: a group cannot show one feed to two.
 * @param former the federation that has merged into this one, and in which the feed began.
 */
function refuseForeignFeed(
  place: SharedLog & { readonly federation: Cid },
  range: FeedRange,
  former: Cid | undefined,
): Refusal | undefined {
  const [first] = range.entries
  const entry = first ? decodeEntry(first) : refuse('feed/gap')
  const known = isRefusal(entry) ? entry : openEntry(entry)
  if (isRefusal(known)) return known
  if (place.group === null) return known.kind === 'group/founded' ? undefined : refuse('entry/not-for-this-log')
  const isTheirs =
    known.kind === 'feed/founded' &&
    (known.body.federation === place.federation || known.body.federation === former) &&
    known.body.group === place.group
  return isTheirs ? undefined : refuse('entry/wrong-log', { log: place.log })
}
