import type { Cid } from '../../../protocol/bytes/cid.ts'
import { readTreeHead } from '../../../protocol/log/checkpoint.ts'
import { withLinesOf } from '../../../protocol/log/cosignature.ts'
import { readNote } from '../../../protocol/log/note.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Store } from '../../store/open.ts'

/** Checkpoints with the cosignatures that were gathered on them. Whoever adds has checked the signatures. */
export type Cosigned = {
  /** Adds the lines of a note to what is kept of its log and size; true where some were new. */
  add(log: Cid, note: string): boolean
  /** The one with the most cosignatures over more than `index` entries, the smallest of them. */
  over(log: Cid, index: number): { size: number; note: string } | undefined
}

export function openCosigned(store: Store): Cosigned {
  const at = store.prepare<[string, number], string>('SELECT note FROM cosigned WHERE log = ? AND size = ?').pluck()
  const set = store.prepare<[string, number, number, string]>(
    'INSERT OR REPLACE INTO cosigned (log, size, cosigners, note) VALUES (?, ?, ?, ?)',
  )
  // An earlier one is of no use beside a later one with as many: what it is over, the later one is over, too.
  const drop = store.prepare<[string, number, number]>(
    'DELETE FROM cosigned WHERE log = ? AND size < ? AND cosigners <= ?',
  )
  const best = store.prepare<[string, number], { size: number; note: string }>(
    'SELECT size, note FROM cosigned WHERE log = ? AND size > ? ORDER BY cosigners DESC, size LIMIT 1',
  )
  const add = store.transaction((log: Cid, note: string): boolean => {
    const parts = readNote(note)
    const head = isRefusal(parts) ? undefined : readTreeHead(parts.text)
    if (!head) return false
    const held = at.get(log, head.size)
    const merged = held === undefined ? note : withLinesOf(held, note)
    if (merged === held) return false
    const lines = readNote(merged)
    const cosigners = isRefusal(lines) ? 0 : lines.lines.length - 1
    if (cosigners === 0) return false
    set.run(log, head.size, cosigners, merged)
    drop.run(log, head.size, cosigners)
    return true
  })
  return { add: (log, note) => add.immediate(log, note), over: (log, index) => best.get(log, index) }
}
