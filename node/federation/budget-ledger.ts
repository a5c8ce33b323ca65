import type { Cid } from '../../protocol/bytes/cid.ts'
import type { BudgetLedger, Taken } from '../../protocol/federation/feed-sync-budget.ts'
import type { Core } from '../core.ts'
import { storedCid } from '../domains/stored.ts'
import type { Timers } from './timers.ts'

/** Counts are written so often: what was taken since is counted again from the log, so no end of the process loses any. */
const WRITE_MS = 5_000

type Row = { since_ms: number; days: number; entries: number; bytes: number; size: number }

export type KeptLedger = BudgetLedger & { [Symbol.dispose](): void }

/**
 * Keeps in the store what was taken of each log, by the node's clock: the timers' begins anew with the process. A row for each
 * log that is followed or of which there is a copy, no more.
 */
export function openBudgetLedger(core: Pick<Core, 'store' | 'now'>, timers: Timers): KeptLedger {
  const { store, now } = core
  const rowOf = store.prepare<[string], Row>('SELECT * FROM sync_budget WHERE log = ?')
  const put = store.prepare<[string, number, number, number, number, number]>(
    'INSERT OR REPLACE INTO sync_budget (log, since_ms, days, entries, bytes, size) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const since = store.prepare<[number, string], { entries: number; bytes: number }>(
    `SELECT count(*) AS entries, coalesce(sum(length(header) + 64 + coalesce(length(body), 0)), 0) AS bytes
     FROM log CROSS JOIN entry ON entry.log = log.id AND idx >= ? WHERE log.cid = ?`,
  )
  const logs = store.prepare<[], string>('SELECT log FROM sync_budget').pluck()
  const isKept = store.prepare<[string], number>('SELECT 1 FROM log WHERE cid = ?').pluck()
  const drop = store.prepare<[string]>('DELETE FROM sync_budget WHERE log = ?')
  const unwritten = new Map<Cid, { readonly taken: Taken; readonly size: number }>()
  let cancel: (() => void) | undefined

  const flush = () => {
    cancel?.()
    cancel = undefined
    const [nowMs, wallMs] = [timers.nowMs(), now()]
    store.transaction(() => {
      for (const [log, { taken, size }] of unwritten) {
        const sinceMs = Math.round(wallMs - (nowMs - taken.sinceMs))
        put.run(log, sinceMs, taken.days, taken.entries, taken.bytes, size)
      }
    })()
    unwritten.clear()
  }
  return {
    read(log) {
      const row = rowOf.get(log)
      if (!row) return undefined
      const more = since.get(row.size, log)
      // A clock that was set back gives nobody more.
      const passedMs = Math.max(0, now() - row.since_ms)
      return {
        sinceMs: timers.nowMs() - passedMs,
        days: row.days,
        entries: row.entries + (more?.entries ?? 0),
        bytes: row.bytes + (more?.bytes ?? 0),
      }
    },
    write(log, taken, size) {
      unwritten.set(log, { taken, size })
      cancel ??= timers.after(WRITE_MS, flush)
    },
    keepOnly(isFollowed) {
      for (const log of unwritten.keys()) if (!isFollowed(log) && !isKept.get(log)) unwritten.delete(log)
      for (const log of logs.all()) if (!isFollowed(storedCid(log)) && !isKept.get(log)) drop.run(log)
    },
    [Symbol.dispose]() {
      if (unwritten.size > 0) flush()
      cancel?.()
    },
  }
}
