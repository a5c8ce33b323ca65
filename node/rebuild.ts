import { openEntry } from '../protocol/kinds.ts'
import { decodeEntry } from '../protocol/log/entry.ts'
import { isRefusal } from '../protocol/refusal.ts'
import type { Core } from './core.ts'
import { nativeSha256 } from './log/native-sha256.ts'

/** Entries read from the store at once. */
const ENTRIES_A_TURN = 1_000

/**
 * Drops every projected table and replays the logs in the order of arrival, in one transaction: afterwards the tables
 * say what the logs say, or nothing has changed. Entries that were refused, or whose body has been erased, have no effect.
 * @returns how many entries were replayed, and the state digest that they came to.
 */
export function rebuild({ store, tables, projections, logs }: Core): { entries: number; digest: string } {
  const idOfRow = new Map([...logs.values()].map(({ row, id }) => [row, id]))
  const replay = (): number => {
    projections.clear()
    let entries = 0
    for (let position = 0; ; ) {
      const stored = tables.after(position, ENTRIES_A_TURN)
      const last = stored.at(-1)
      if (!last) return entries
      position = last.position
      entries += stored.length
      for (const { log, index, signed, acceptedAtMs, refused, position } of stored) {
        const logId = idOfRow.get(log)
        if (!logId) throw new Error(`entry ${position} stands in no log`)
        if (refused !== null || signed.body === null) continue
        const entry = decodeEntry(signed, nativeSha256)
        const known = isRefusal(entry) ? entry : openEntry(entry)
        if (isRefusal(known)) throw new Error(`entry ${position} does not read: ${known.code}`)
        projections.project(known, { log, logId, index, position, acceptedAtMs })
      }
    }
  }
  try {
    const entries = store.transaction(replay).immediate()
    return { entries, digest: projections.digest() }
  } finally {
    projections.forget()
  }
}
