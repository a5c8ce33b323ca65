import type { Cid } from '../bytes/cid.ts'

const DAY_MS = 86_400_000

/** What is taken of one log in a day, and how many days' worth may be taken at once by who was away. */
export type FeedBudget = { readonly entries: number; readonly bytes: number; readonly days: number }

/**
 * A hundred times what a busy group says in a day (some 40 entries of 350 to 700 bytes: mandates, offers, announcements and what
 * they reach), so that who was away for years of usual use catches up at once, and a flood takes 8 MiB a day of the disk.
 */
export const FEED_BUDGET: FeedBudget = { entries: 4_000, bytes: 8 * 1024 * 1024, days: 31 }

/** What was taken of a log since a moment, and the days' worth that could be taken at once then. */
export type Taken = {
  readonly sinceMs: number
  readonly days: number
  readonly entries: number
  readonly bytes: number
}

/** Where the counts are kept, so that a node that starts again does not begin anew. Times by the engine's clock. */
export type BudgetLedger = {
  read(log: Cid): Taken | undefined
  /** @param size of the copy, all of it counted. */
  write(log: Cid, taken: Taken, size: number): void
  keepOnly(isFollowed: (log: Cid) => boolean): void
}

/**
 * How much more of each log is taken for now. A log that says more than its budget is not refused, since what is true is kept:
 * the rest is taken later, day by day, and its federation has time to expel who floods it.
 */
export type Budgets = {
  /** Begins to count a log, or goes on. @param days a copy that begins now may have so many days' worth more. */
  follow(log: Cid, days: number, nowMs: number): void
  keepOnly(isFollowed: (log: Cid) => boolean): void
  /** @param size of the copy with these. */
  spend(
    log: Cid,
    taken: { readonly entries: number; readonly bytes: number; readonly size: number },
    nowMs: number,
  ): void
  /** Whether it has to wait. */
  isSpent(log: Cid, nowMs: number): boolean
}

/** @param ledger without one the counts are in memory alone. */
export function openBudgets(budget: FeedBudget, ledger?: BudgetLedger): Budgets {
  const counted = new Map<Cid, Taken>()
  return {
    follow(log, days, nowMs) {
      if (counted.has(log)) return
      const begun = { sinceMs: nowMs, days: budget.days + days, entries: 0, bytes: 0 }
      counted.set(log, ledger?.read(log) ?? begun)
    },
    keepOnly(isFollowed) {
      for (const log of counted.keys()) if (!isFollowed(log)) counted.delete(log)
      ledger?.keepOnly(isFollowed)
    },
    spend(log, { entries, bytes, size }, nowMs) {
      const held = counted.get(log)
      if (!held) return
      // What nobody used up in quiet times is no more than at the beginning: else years of quiet would let in years at once.
      const unusedMs = Math.max(0, daysLeft(held, budget, nowMs) - held.days) * DAY_MS
      const sinceMs = held.sinceMs + unusedMs
      const taken = { ...held, sinceMs, entries: held.entries + entries, bytes: held.bytes + bytes }
      counted.set(log, taken)
      ledger?.write(log, taken, size)
    },
    isSpent(log, nowMs) {
      const held = counted.get(log)
      return held !== undefined && daysLeft(held, budget, nowMs) <= 0
    },
  }
}

function daysLeft({ sinceMs, days, entries, bytes }: Taken, budget: FeedBudget, nowMs: number): number {
  return days + (nowMs - sinceMs) / DAY_MS - Math.max(entries / budget.entries, bytes / budget.bytes)
}
