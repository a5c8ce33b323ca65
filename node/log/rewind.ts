import type { Cid } from '../../protocol/bytes/cid.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { rangeAt } from '../../protocol/log/merkle.ts'
import type { Store } from '../store/open.ts'
import type { LogRow, LogTables } from './log-tables.ts'

/** Where a copy goes on from: the first `size` entries, under this checkpoint. */
export type Standing = { readonly size: number; readonly checkpoint: string }

const ALL = 1_000_000

/**
 * Takes entries off the end of a copy of another node's log, all of them where nothing stands; only inside a transaction that
 * makes the tables anew as well.
 * @returns the entries that were taken off, and the log as it is now; undefined where it is not kept any more.
 */
export function cutCopy(
  { store, tables }: { readonly store: Store; readonly tables: LogTables },
  log: LogRow,
  standing: Standing | null,
): { readonly cut: SignedEntry[]; readonly row: LogRow | undefined } {
  if (log.own) throw new Error('a log of this node is never cut')
  const size = standing?.size ?? 0
  const cut = tables.range(log.row, size, ALL).map(({ signed }) => signed)
  tables.keepPositions()
  store.prepare('DELETE FROM entry WHERE log = ? AND idx >= ?').run(log.row, size)
  store.prepare('DELETE FROM merkle_node WHERE log = ? AND (idx + 1) << level > ?').run(log.row, size)
  // What was cosigned over more than stands is about another history.
  store.prepare('DELETE FROM cosigned WHERE log = ? AND size > ?').run(log.id, size)
  if (!standing) {
    store.prepare('DELETE FROM log WHERE id = ?').run(log.row)
    return { cut, row: undefined }
  }
  const range = rangeAt(size, (level, at) => tables.node(log.row, level, at))
  const row = { ...log, range, checkpoint: standing.checkpoint, beyond: [] }
  tables.updateLog(row)
  return { cut, row }
}

/** An entry that was taken off a copy, in Base 64; with the code under which its log's new key refused it, once it has. */
export type Overtaken = { readonly entry: string; readonly refused?: string }

/** What waits to be handed in again, and what was refused then: by log, in its order. */
export function openOvertaken(store: Store) {
  const read = store.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const write = store.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
  const nameOf = (log: Cid) => `overtaken/${log}`
  const list = (log: Cid): Overtaken[] => {
    const value: unknown = JSON.parse(read.get(nameOf(log)) ?? '[]')
    return Array.isArray(value) ? value.filter(isOvertaken) : []
  }
  const keep = (log: Cid, entries: readonly Overtaken[]) => void write.run(nameOf(log), JSON.stringify(entries))
  return {
    list,
    add: (log: Cid, entries: readonly string[]) => keep(log, [...list(log), ...entries.map(entry => ({ entry }))]),
    /** It was taken, or refused for good. */
    settle(log: Cid, entry: string, refused: string | null): void {
      const others = list(log).filter(held => held.entry !== entry)
      keep(log, refused === null ? others : [...others, { entry, refused }])
    },
  }
}

function isOvertaken(value: unknown): value is Overtaken {
  return typeof value === 'object' && value !== null && 'entry' in value && typeof value.entry === 'string'
}
