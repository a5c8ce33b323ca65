import type { PublicKeyHex } from '../bytes/public-key.ts'
import { type FeedRange, MOST_ENTRIES, MOST_RANGE_BYTES } from './feed-sync-message.ts'

/** A peer is known by its node's key. */
export type Peer = PublicKeyHex

/** A peer that says it holds more of the log. */
type Source = { size: number; most: number; notBeforeMs: number; failures: number }
type Ask = { readonly peer: Peer; readonly id: number; readonly from: number; readonly most: number }
export type Given = { readonly peer: Peer; readonly range: FeedRange; readonly isGossip: boolean }

/**
 * What is under way to complete one log: at most one range asked for, one waiting and one being appended, and single
 * entries that gossip brought before their turn. There is none for a log that is complete.
 */
export type Pull = {
  readonly sources: Map<Peer, Source>
  asked: (Ask & { readonly deadlineMs: number }) | undefined
  ready: Given | undefined
  appending: Given | undefined
  readonly parked: Map<number, Given>
  /** Peers that ranges came from: they need not be told. */
  readonly givers: Set<Peer>
  /** No source that is asked again later is due before; once past, it is found anew. */
  wakeMs: number
}

export function openPull(): Pull {
  return {
    sources: new Map(),
    asked: undefined,
    ready: undefined,
    appending: undefined,
    parked: new Map(),
    givers: new Set(),
    wakeMs: Number.POSITIVE_INFINITY,
  }
}

/** A peer holds `size` entries; it is not asked for them before a moment. */
export function addSource(pull: Pull, peer: Peer, size: number, notBeforeMs: number): void {
  const held = pull.sources.get(peer)
  if (held) {
    held.size = Math.max(held.size, size)
    held.notBeforeMs = Math.min(held.notBeforeMs, notBeforeMs)
  } else pull.sources.set(peer, { size, most: MOST_ENTRIES, notBeforeMs, failures: 0 })
  pull.wakeMs = Math.min(pull.wakeMs, notBeforeMs)
}

/** A source is not asked before a moment. */
export function delaySource(pull: Pull, source: Source, notBeforeMs: number): void {
  source.notBeforeMs = notBeforeMs
  pull.wakeMs = Math.min(pull.wakeMs, notBeforeMs)
}

/** Whether nothing is left to do or to wait for; forgets what the log has meanwhile. */
export function isComplete(pull: Pull, size: number): boolean {
  for (const index of pull.parked.keys()) if (index < size) pull.parked.delete(index)
  if (pull.asked || pull.ready || pull.appending) return false
  for (const [peer, source] of pull.sources) if (source.size <= size) pull.sources.delete(peer)
  return pull.parked.size === 0 && pull.sources.size === 0
}

/** What to append next: the range that came, or what gossip has brought without a gap. One at a time. */
export function takeNext(pull: Pull, size: number): Given | undefined {
  if (pull.appending) return undefined
  const { ready } = pull
  pull.ready = undefined
  const isNext = ready !== undefined && ready.range.from <= size && endOf(ready.range) > size
  pull.appending = isNext ? ready : parkedRun(pull, size)
  return pull.appending
}

/**
 * Whom to ask next and for what: from the end of all that is on its way. Nothing while a range is asked for or waits.
 * @param usable whether a peer can be asked now.
 * @param random in [0, 1): which of several sources.
 */
export function chooseAsk(
  pull: Pull,
  size: number,
  nowMs: number,
  usable: (peer: Peer) => boolean,
  random: () => number,
): Omit<Ask, 'id'> | undefined {
  if (pull.asked || pull.ready) return undefined
  const from = pull.appending ? Math.max(size, endOf(pull.appending.range)) : size
  const able: Peer[] = []
  for (const [peer, source] of pull.sources) {
    if (source.size > from && source.notBeforeMs <= nowMs && usable(peer)) able.push(peer)
  }
  const chosen = able[Math.floor(random() * able.length)]
  return chosen === undefined ? undefined : { peer: chosen, from, most: pull.sources.get(chosen)?.most ?? 1 }
}

/** When something is due by the clock alone: an answer that did not come, a source that may be asked again. */
export function dueMs(pull: Pull, nowMs: number): number {
  if (pull.wakeMs <= nowMs) {
    pull.wakeMs = Number.POSITIVE_INFINITY
    for (const { notBeforeMs } of pull.sources.values()) {
      if (notBeforeMs > nowMs && notBeforeMs < pull.wakeMs) pull.wakeMs = notBeforeMs
    }
  }
  return Math.min(pull.wakeMs, pull.asked?.deadlineMs ?? Number.POSITIVE_INFINITY)
}

export function endOf(range: FeedRange): number {
  return range.from + range.entries.length
}

export function bytesOf(range: FeedRange): number {
  let total = 0
  for (const { header, body } of range.entries) total += header.length + 64 + (body?.length ?? 0)
  return total
}

/** Parked entries without a gap from `size` on, as one range under the last one's checkpoint. */
function parkedRun(pull: Pull, size: number): Given | undefined {
  const entries: FeedRange['entries'][number][] = []
  let last: Given | undefined
  let runBytes = 0
  for (;;) {
    const next = pull.parked.get(size + entries.length)
    if (!next || entries.length === MOST_ENTRIES || runBytes > MOST_RANGE_BYTES) break
    entries.push(...next.range.entries)
    runBytes += bytesOf(next.range)
    last = next
  }
  return last && { ...last, range: { ...last.range, from: size, entries } }
}
