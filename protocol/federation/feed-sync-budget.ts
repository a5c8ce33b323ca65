import type { Cid } from '../bytes/cid.ts'

const DAY_MS = 86_400_000

/** What is taken of one log in a day, and how many days' worth may be taken at once by who was away. */
export type FeedBudget = { readonly entries: number; readonly bytes: number; readonly days: number }

/**
 * A hundred times what a busy group says in a day (some 40 entries of 350 to 700 bytes: mandates, offers, announcements and what
 * they reach), so that who was away for years of usual use catches up at once, and a flood takes 8 MiB a day of the disk.
 */
export const FEED_BUDGET: FeedBudget = { entries: 4_000, bytes: 8 * 1024 * 1024, days: 31 }

/**
 * How much more of each log is taken for now. A log that says more than its budget is not refused, since what is true is kept:
 * the rest is taken later, day by day, and its federation has time to expel who floods it. Counted since this node has
 * followed the log, in memory alone.
 */
export type Budgets = {
  /** Begins to count a log, unless it is counted. @param days a copy that begins now may have so many days' worth more. */
  follow(log: Cid, days: number, nowMs: number): void
  keepOnly(isFollowed: (log: Cid) => boolean): void
  spend(log: Cid, entries: number, bytes: number): void
  /** Whether it has to wait. */
  isSpent(log: Cid, nowMs: number): boolean
}

export function openBudgets(budget: FeedBudget): Budgets {
  const counted = new Map<Cid, { sinceMs: number; days: number; entries: number; bytes: number }>()
  return {
    follow(log, days, nowMs) {
      if (!counted.has(log)) counted.set(log, { sinceMs: nowMs, days: budget.days + days, entries: 0, bytes: 0 })
    },
    keepOnly(isFollowed) {
      for (const log of counted.keys()) if (!isFollowed(log)) counted.delete(log)
    },
    spend(log, entries, bytes) {
      const held = counted.get(log)
      if (held) Object.assign(held, { entries: held.entries + entries, bytes: held.bytes + bytes })
    },
    isSpent(log, nowMs) {
      const held = counted.get(log)
      if (!held) return false
      const days = held.days + (nowMs - held.sinceMs) / DAY_MS
      return held.entries >= days * budget.entries || held.bytes >= days * budget.bytes
    },
  }
}
