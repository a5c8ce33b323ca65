import type { Cid } from '../../../protocol/bytes/cid.ts'
import { readTreeHead } from '../../../protocol/log/checkpoint.ts'
import { linesBeyond, withLinesOf } from '../../../protocol/log/cosignature.ts'
import { readNote } from '../../../protocol/log/note.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Store } from '../../store/open.ts'

/** Checkpoints with the cosignatures that were gathered on them. Whoever adds has checked the signatures. */
export type Cosigned = {
  /** What a note says of its log and size that is not kept yet, unverified; undefined where there is nothing new in it. */
  news(log: Cid, note: string): string | undefined
  /** Adds the lines of a note to what is kept of its log and size; true where some were new. */
  add(log: Cid, note: string): boolean
  /** Those over more than `index` entries: the most cosignatures first, then the smallest. */
  over(log: Cid, index: number): readonly { size: number; note: string }[]
}

/** More than nodes that come and go leave behind; past it those with the fewest cosignatures go. */
const MOST_NOTES = 64

export function openCosigned(store: Store): Cosigned {
  const at = store.prepare<[string, number], string>('SELECT note FROM cosigned WHERE log = ? AND size = ?').pluck()
  const set = store.prepare<[string, number, number, string]>(
    'INSERT OR REPLACE INTO cosigned (log, size, cosigners, note) VALUES (?, ?, ?, ?)',
  )
  const others = store.prepare<[string, number], { size: number; note: string }>(
    'SELECT size, note FROM cosigned WHERE log = ? AND size <> ? ORDER BY size',
  )
  const drop = store.prepare<[string, number]>('DELETE FROM cosigned WHERE log = ? AND size = ?')
  const dropFewest = store.prepare<[string, string, number]>(
    `DELETE FROM cosigned WHERE log = ? AND size IN
       (SELECT size FROM cosigned WHERE log = ? ORDER BY cosigners DESC, size DESC LIMIT -1 OFFSET ?)`,
  )
  const over = store.prepare<[string, number], { size: number; note: string }>(
    'SELECT size, note FROM cosigned WHERE log = ? AND size > ? ORDER BY cosigners DESC, size',
  )
  const headOf = (note: string) => {
    const parts = readNote(note)
    return isRefusal(parts) ? undefined : readTreeHead(parts.text)
  }
  const add = store.transaction((log: Cid, note: string): boolean => {
    const head = headOf(note)
    if (!head) return false
    const held = at.get(log, head.size)
    const merged = held === undefined ? note : withLinesOf(held, note)
    if (merged === held) return false
    const lines = readNote(merged)
    const cosigners = isRefusal(lines) ? 0 : lines.lines.length - 1
    if (cosigners === 0) return false
    set.run(log, head.size, cosigners, merged)
    // An earlier one is of no use beside a later one by all of its witnesses; by others it may be what makes a decision
    // final, since each decision counts witnesses of its own.
    const signers = signersOf(merged)
    for (const { size, note: other } of others.all(log, head.size)) {
      const [earlier, later] = size < head.size ? [signersOf(other), signers] : [signers, signersOf(other)]
      if ([...earlier].every(key => later.has(key))) drop.run(log, Math.min(size, head.size))
    }
    dropFewest.run(log, log, MOST_NOTES)
    return true
  })
  return {
    news(log, note) {
      const head = headOf(note)
      const held = head && at.get(log, head.size)
      return held === undefined ? note : linesBeyond(note, held)
    },
    add: (log, note) => add.immediate(log, note),
    over: (log, index) => over.all(log, index),
  }
}

function signersOf(note: string): Set<string> {
  const parts = readNote(note)
  return new Set(isRefusal(parts) ? [] : parts.lines.map(({ name, keyId }) => `${name}+${keyId}`))
}
