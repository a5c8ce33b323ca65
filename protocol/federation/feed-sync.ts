import type { Cid } from '../bytes/cid.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { Announcement } from './feed-announcement.ts'
import { type BudgetLedger, FEED_BUDGET, type FeedBudget, openBudgets } from './feed-sync-budget.ts'
import { distrustList } from './feed-sync-distrust.ts'
import { type FeedRange, type Head, MOST_ENTRIES, type SyncMessage } from './feed-sync-message.ts'
import { allParked, makeRoom } from './feed-sync-parked.ts'
import {
  addSource,
  bytesOf,
  chooseAsk,
  delaySource,
  dueMs,
  endOf,
  isComplete,
  openPull,
  type Peer,
  type Pull,
  takeNext,
} from './feed-sync-pull.ts'
import { type FollowPlan, openScope } from './feed-sync-scope.ts'
import { type LogStatus, openClaims, statusOf } from './feed-sync-status.ts'

/** An answer that did not come by then will not come; somebody else is asked. */
export const ANSWER_MS = 30_000
/** Peers compare what they hold so often, less where one has many: about eight exchanges a minute. */
export const HEADS_MS = 60_000
/** Others told of a catch-up at once; each of them tells as many. */
const FANOUT = 8
/** After connecting, gossip needs a moment to flow: what falls into it is asked for then. */
const RECHECK_MS = 5_000
/** An entry ahead of its turn is often followed by the missing ones. */
const GAP_MS = 300
const RETRY_MS = 1_000
/** Ranges on their way at once, over all logs: with the one appended and the one waiting a log, the bound on memory. */
export const MOST_ASKED = 8
/** Where the engine reads what its node holds. */
export type Shelf = {
  /** Entries of a log; 0 for one not begun. */
  size(log: Cid): number
  /** Up to `most` entries from `from` on, bounded in bytes, under a checkpoint with the proof of the last; at least one. */
  read(log: Cid, from: number, most: number): FeedRange | undefined
}

export type Effect =
  | { readonly type: 'send'; readonly peer: Peer; readonly message: SyncMessage }
  /** To be answered by `appended`, once; meanwhile nothing else is appended to this log. */
  | { readonly type: 'append'; readonly log: Cid; readonly peer: Peer; readonly range: FeedRange }
  /** Call `tick` then; takes the place of the timer before. */
  | { readonly type: 'timer'; readonly atMs: number }
  /** The log's writer has signed two histories: it is left as it stands. */
  | { readonly type: 'forked'; readonly log: Cid; readonly peer: Peer }

/**
 * Keeps whole copies of other nodes' logs. Without I/O: what happens goes in, what to do comes out, and time is an
 * argument (`nowMs`, any clock that never goes back). The network and the simulator run the same.
 */
export type FeedSync = {
  follow(plan: FollowPlan, nowMs: number): Effect[]
  /** Another key writes a log from now on: what was held against it, or its givers, is over, and all are asked anew. */
  renewed(log: Cid, nowMs: number): Effect[]
  connected(peer: Peer, nowMs: number): Effect[]
  disconnected(peer: Peer, nowMs: number): Effect[]
  receive(peer: Peer, message: SyncMessage, nowMs: number): Effect[]
  /** A message that wants an answer could not be sent, or nobody answered. */
  failed(peer: Peer, message: SyncMessage, nowMs: number): Effect[]
  /** Gossip that `checkAnnouncement` has found true. */
  announced(peer: Peer, announcement: Announcement, nowMs: number): Effect[]
  appended(log: Cid, outcome: { readonly size: number } | Refusal, nowMs: number): Effect[]
  tick(nowMs: number): Effect[]
  status(nowMs: number): LogStatus[]
  /** What is held in memory, to be watched. */
  load(): { readonly pulls: number; readonly asked: number; readonly ranges: number; readonly parked: number }
}

type Parts = {
  readonly shelf: Shelf
  /** In [0, 1): spreads the load over peers. */
  readonly random: () => number
  /** How much of each log is taken in a day. */
  readonly budget?: FeedBudget
  /** Where it is kept what was taken. */
  readonly ledger?: BudgetLedger
}

export function openFeedSync({ shelf, random, budget = FEED_BUDGET, ledger }: Parts): FeedSync {
  const scope = openScope()
  /** Connected peers, and when to compare with them next. */
  const connections = new Map<Peer, { nextHeadsMs: number }>()
  const pulls = new Map<Cid, Pull>()
  const forked = new Set<Cid>()
  const distrust = distrustList()
  const claims = openClaims()
  const budgets = openBudgets(budget, ledger)
  let nextId = 0
  let armedMs = Number.POSITIVE_INFINITY
  /** When the next comparison of heads is due; undefined after a change, until it is asked for. */
  let nextHeadsMs: number | undefined

  const isOpen = (peer: Peer) => connections.has(peer) && scope.isKnown(peer)
  const asksUnderWay = () => [...pulls.values()].filter(({ asked }) => asked).length
  const mayAskMore = () => {
    let asked = 0
    for (const pull of pulls.values()) if (pull.asked && ++asked === MOST_ASKED) return false
    return true
  }
  const pullOf = (log: Cid): Pull => {
    const held = pulls.get(log) ?? openPull()
    pulls.set(log, held)
    return held
  }
  const someOf = (candidates: readonly Peer[]): Peer[] => {
    const pool = [...candidates]
    const chosen: Peer[] = []
    while (pool.length > 0 && chosen.length < FANOUT) {
      chosen.push(...pool.splice(Math.floor(random() * pool.length), 1))
    }
    return chosen
  }
  const headsFor = (peer: Peer): Head[] =>
    scope
      .logsFor(peer)
      .map(log => ({ log, size: shelf.size(log) }))
      .filter(({ size }) => size > 0)
  const compare = (out: Effect[], peer: Peer, againMs: number) => {
    const connection = connections.get(peer)
    if (connection) connection.nextHeadsMs = againMs
    nextHeadsMs = undefined
    out.push({ type: 'send', peer, message: { type: 'heads', heads: headsFor(peer), reply: true } })
  }

  /** Starts whatever can be started for a log, and closes the matter when it is complete. */
  const advance = (out: Effect[], log: Cid, nowMs: number): void => {
    const pull = pulls.get(log)
    if (!pull || budgets.isSpent(log, nowMs)) return
    const next = takeNext(pull, shelf.size(log))
    if (next) out.push({ type: 'append', log, peer: next.peer, range: next.range })
    if (mayAskMore()) {
      const usable = (peer: Peer) => isOpen(peer) && scope.mayRead(peer, log)
      const ask = chooseAsk(pull, shelf.size(log), nowMs, usable, random)
      if (ask) {
        const { peer, from, most } = ask
        const id = nextId++
        pull.asked = { ...ask, id, deadlineMs: nowMs + ANSWER_MS }
        out.push({ type: 'send', peer, message: { type: 'ask', id, log, from, most } })
      }
    }
    if (isComplete(pull, shelf.size(log))) {
      pulls.delete(log)
      tellOthers(out, log, pull.givers)
    }
  }
  const advanceAll = (out: Effect[], nowMs: number) => {
    for (const log of [...pulls.keys()]) advance(out, log, nowMs)
  }
  /** After a catch-up by ranges others may be as far behind as we were. */
  const tellOthers = (out: Effect[], log: Cid, givers: ReadonlySet<Peer>) => {
    if (givers.size === 0) return
    const message: SyncMessage = { type: 'heads', heads: [{ log, size: shelf.size(log) }], reply: false }
    const others = scope.peersOf(log).filter(peer => isOpen(peer) && !givers.has(peer))
    for (const peer of someOf(others)) out.push({ type: 'send', peer, message })
  }

  const onHeads = (out: Effect[], peer: Peer, heads: readonly Head[], nowMs: number) => {
    for (const { log, size } of heads) {
      if (size <= shelf.size(log) || !scope.mayRead(peer, log) || !scope.isCopied(log) || forked.has(log)) continue
      claims.note(log, peer, size)
      if (distrust.has(peer, log, nowMs)) continue
      addSource(pullOf(log), peer, size, nowMs)
      advance(out, log, nowMs)
    }
  }
  const answerAsk = (peer: Peer, { id, log, from, most }: Extract<SyncMessage, { type: 'ask' }>): SyncMessage => {
    const range = scope.mayRead(peer, log) ? shelf.read(log, from, Math.min(most, MOST_ENTRIES)) : undefined
    return range ? { type: 'range', id, log, range } : { type: 'nothing', id, log }
  }
  const onAnswer = (out: Effect[], peer: Peer, id: number, log: Cid, range: FeedRange | undefined, nowMs: number) => {
    const pull = pulls.get(log)
    const asked = pull?.asked
    if (!pull || !asked || asked.id !== id || asked.peer !== peer) return
    pull.asked = undefined
    if (!range) {
      pull.sources.delete(peer)
      claims.forget(log, peer)
    } else if (range.from !== asked.from || range.entries.length === 0 || range.entries.length > asked.most) {
      disbelieve(pull, peer, log, nowMs)
    } else pull.ready = { peer, range, isGossip: false }
    advanceAll(out, nowMs)
  }
  const disbelieve = (pull: Pull, peer: Peer, log: Cid, nowMs: number) => {
    distrust.add(peer, log, nowMs)
    pull.sources.delete(peer)
    for (const [index, given] of pull.parked) if (given.peer === peer) pull.parked.delete(index)
  }

  /** What was given does not hold. Of several entries the first is asked for alone: it shows whose doing it is. */
  const onRefused = (out: Effect[], log: Cid, pull: Pull, { code }: Refusal, nowMs: number) => {
    const given = pull.appending
    pull.appending = undefined
    pull.ready = undefined
    if (!given) return
    const { peer, range } = given
    for (let index = range.from; index < endOf(range); index++) pull.parked.delete(index)
    if (code === 'node/busy' || code === 'feed/gap') {
      for (const source of pull.sources.values()) delaySource(pull, source, nowMs + RETRY_MS)
      addSource(pull, peer, endOf(range), nowMs + RETRY_MS)
    } else if (code === 'feed/forked') {
      forked.add(log)
      pulls.delete(log)
      out.push({ type: 'forked', log, peer })
    } else if (range.entries.length === 1) disbelieve(pull, peer, log, nowMs)
    else {
      addSource(pull, peer, endOf(range), nowMs)
      const source = pull.sources.get(peer)
      if (source) source.most = 1
    }
  }

  const firstHeadsMs = () => {
    let first = Number.POSITIVE_INFINITY
    for (const [peer, { nextHeadsMs }] of connections) if (scope.isKnown(peer)) first = Math.min(first, nextHeadsMs)
    return first
  }
  const run = (nowMs: number, work: (out: Effect[]) => void): Effect[] => {
    const out: Effect[] = []
    work(out)
    nextHeadsMs ??= firstHeadsMs()
    let due = nextHeadsMs
    for (const pull of pulls.values()) due = Math.min(due, dueMs(pull, nowMs))
    if (due !== armedMs && Number.isFinite(due)) out.push({ type: 'timer', atMs: due })
    armedMs = due
    return out
  }

  return {
    follow: (plan, nowMs) =>
      run(nowMs, out => {
        const { fresh, toAsk } = scope.replace(plan)
        nextHeadsMs = undefined
        budgets.keepOnly(scope.isCopied)
        for (const { days = 0, logs } of plan) {
          for (const { log, own } of logs) if (!own) budgets.follow(log, shelf.size(log) === 0 ? days : 0, nowMs)
        }
        for (const log of [...pulls.keys()]) if (!scope.isCopied(log)) pulls.delete(log)
        claims.keepOnly((log, peer) => scope.isCopied(log) && scope.mayRead(peer, log))
        for (const peer of [...fresh, ...someOf(toAsk.filter(isOpen))]) {
          if (isOpen(peer)) compare(out, peer, nowMs + RECHECK_MS)
        }
        advanceAll(out, nowMs)
      }),
    renewed: (log, nowMs) =>
      run(nowMs, out => {
        pulls.delete(log)
        forked.delete(log)
        distrust.forgiveAll(log)
        for (const peer of someOf(scope.peersOf(log).filter(isOpen))) compare(out, peer, nowMs + RECHECK_MS)
      }),
    connected: (peer, nowMs) =>
      run(nowMs, out => {
        connections.set(peer, { nextHeadsMs: nowMs + RECHECK_MS })
        nextHeadsMs = undefined
        if (scope.isKnown(peer)) compare(out, peer, nowMs + RECHECK_MS)
        advanceAll(out, nowMs)
      }),
    disconnected: (peer, nowMs) =>
      run(nowMs, out => {
        connections.delete(peer)
        nextHeadsMs = undefined
        for (const pull of pulls.values()) {
          if (pull.asked?.peer === peer) pull.asked = undefined
          pull.sources.delete(peer)
        }
        advanceAll(out, nowMs)
      }),
    receive: (peer, message, nowMs) =>
      run(nowMs, out => {
        if (!scope.isKnown(peer)) return
        if (message.type === 'ask') out.push({ type: 'send', peer, message: answerAsk(peer, message) })
        else if (message.type === 'range') onAnswer(out, peer, message.id, message.log, message.range, nowMs)
        else if (message.type === 'nothing') onAnswer(out, peer, message.id, message.log, undefined, nowMs)
        else {
          const answer: SyncMessage = { type: 'heads', heads: headsFor(peer), reply: false }
          if (message.reply) out.push({ type: 'send', peer, message: answer })
          onHeads(out, peer, message.heads, nowMs)
        }
      }),
    failed: (peer, message, nowMs) =>
      run(nowMs, out => {
        const pull = message.type === 'ask' ? pulls.get(message.log) : undefined
        if (!pull || message.type !== 'ask' || pull.asked?.id !== message.id) return
        pull.asked = undefined
        const source = pull.sources.get(peer)
        if (source) delaySource(pull, source, nowMs + Math.min(HEADS_MS, RETRY_MS * 2 ** source.failures++))
        advanceAll(out, nowMs)
      }),
    announced: (peer, { log, index, signed, checkpoint, proof }, nowMs) =>
      run(nowMs, out => {
        const size = shelf.size(log)
        if (!scope.isCopied(log) || !scope.mayRead(peer, log) || forked.has(log) || index < size) return
        const range: FeedRange = { from: index, entries: [signed], checkpoint, proof }
        claims.note(log, peer, index + 1)
        const pull = pullOf(log)
        const fits = pull.parked.has(index) || makeRoom(pulls.values(), pull, range)
        if (fits && !pull.parked.has(index)) pull.parked.set(index, { peer, range, isGossip: true })
        if (index > size || !fits) addSource(pull, peer, index + 1, nowMs + GAP_MS)
        advance(out, log, nowMs)
      }),
    appended: (log, outcome, nowMs) =>
      run(nowMs, out => {
        if (!isRefusal(outcome)) claims.reached(log, outcome.size)
        const pull = pulls.get(log)
        if (!pull) return
        if (isRefusal(outcome)) onRefused(out, log, pull, outcome, nowMs)
        else if (pull.appending) {
          const { peer, isGossip, range } = pull.appending
          const taken = { entries: range.entries.length, bytes: bytesOf(range), size: shelf.size(log) }
          budgets.spend(log, taken, nowMs)
          pull.appending = undefined
          if (!isGossip) pull.givers.add(peer)
          const source = pull.sources.get(peer)
          if (source) Object.assign(source, { most: Math.min(MOST_ENTRIES, source.most * 2), failures: 0 })
          distrust.forgive(peer, log)
        }
        advanceAll(out, nowMs)
      }),
    tick: nowMs =>
      run(nowMs, out => {
        armedMs = Number.POSITIVE_INFINITY
        distrust.prune(nowMs)
        for (const pull of pulls.values()) {
          if (!pull.asked || pull.asked.deadlineMs > nowMs) continue
          pull.sources.delete(pull.asked.peer)
          pull.asked = undefined
        }
        const periodMs = HEADS_MS * Math.max(1, connections.size / FANOUT)
        for (const [peer, { nextHeadsMs }] of connections) {
          if (!scope.isKnown(peer) || nextHeadsMs > nowMs) continue
          compare(out, peer, nowMs + Math.round(periodMs * (0.75 + random() / 2)))
        }
        advanceAll(out, nowMs)
      }),
    status: nowMs =>
      scope.logs().map(log => {
        const isRefused = (peer: Peer) => distrust.has(peer, log, nowMs)
        const seen = { log, size: shelf.size(log), pull: pulls.get(log), forked: forked.has(log) }
        const isSpent = budgets.isSpent(log, nowMs)
        return statusOf(seen, claims.of(log), { isConnected: peer => connections.has(peer), isRefused, isSpent })
      }),
    load: () => {
      const ranges = [...pulls.values()].flatMap(({ ready, appending }) => [ready, appending]).filter(Boolean).length
      return { pulls: pulls.size, asked: asksUnderWay(), ranges, parked: allParked(pulls.values()).length }
    },
  }
}
