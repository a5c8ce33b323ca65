import type { FeedRange } from './feed-sync-message.ts'
import { bytesOf, type Given, type Pull } from './feed-sync-pull.ts'

/** Entries that gossip brought ahead of their turn, over all logs. What is over it sync brings. */
export const MOST_PARKED = 1_024
export const MOST_PARKED_BYTES = 4 * 1024 * 1024

/** Everything that is parked, over all logs. */
export function allParked(pulls: Iterable<Pull>): Given[] {
  return [...pulls].flatMap(({ parked }) => [...parked.values()])
}

/**
 * Makes room for one more entry of a log, if there is none: the log with most parked gives up what is furthest ahead, so that
 * one whose gap is never filled keeps out no news of others.
 * @returns whether the entry may be parked.
 */
export function makeRoom(pulls: Iterable<Pull>, pull: Pull, range: FeedRange): boolean {
  const byLoad = [...pulls]
  for (;;) {
    const parked = allParked(byLoad)
    const bytes = parked.reduce((sum, given) => sum + bytesOf(given.range), bytesOf(range))
    if (parked.length < MOST_PARKED && bytes <= MOST_PARKED_BYTES) return true
    const [largest] = byLoad.sort((a, b) => b.parked.size - a.parked.size)
    if (!largest || largest.parked.size <= pull.parked.size + 1) return false
    largest.parked.delete(Math.max(...largest.parked.keys()))
  }
}
