import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Store } from '../../store/open.ts'
import { WRITTEN_KINDS, type Written, writtenIn } from './written.ts'

/** Something that was written, where it stands. `excerpt`: around the words that were looked for. */
export type Found = Pick<Written, 'type' | 'target' | 'title'> & {
  readonly excerpt: string
  readonly position: number
  readonly by: PublicKeyHex
  readonly atMs: number
}

export type Search = ReturnType<typeof openSearch>

type Row = Omit<Found, 'by'> & { by: Uint8Array }
type EntryRow = { position: number; header: Uint8Array; signature: Uint8Array; body: Uint8Array }

const MOST_WORDS = 12
/** Several entries are of one thing: so many are looked at for each that is shown. */
const ENTRIES_EACH = 8
const AT_ONCE = 500
const PLACE = 'search/position'
/** What the index was made of: made anew by a version that reads more. */
const MADE_OF = 'search/kinds'

const COLUMNS = `written.type, written.target, written.title, written.rowid AS position, entry.by,
  entry.accepted_at_ms AS atMs`
/** What was refused or erased after it was indexed is not found. */
const STANDING = 'JOIN entry ON entry.position = written.rowid AND entry.body IS NOT NULL AND entry.refused IS NULL'

/**
 * Finds what people wrote, newest first, by the words in it, whatever their accents; the last word may be begun only.
 * Over every log that this node keeps: its group's, its federations', the feeds of their groups. Full-text index of
 * SQLite (FTS5), brought up to date at each question, so that no vote waits for it.
 */
export function openSearch(store: Store) {
  const kinds = WRITTEN_KINDS.map(kind => `'${kind}'`).join(', ')
  const next = store.prepare<[number], EntryRow>(
    `SELECT position, header, signature, body FROM entry
     WHERE position > ? AND kind IN (${kinds}) AND body IS NOT NULL AND refused IS NULL ORDER BY position LIMIT ${AT_ONCE}`,
  )
  const last = store.prepare<[], number>('SELECT coalesce(max(position), 0) FROM entry').pluck()
  const readPlace = store.prepare<[], string>(`SELECT value FROM meta WHERE name = '${PLACE}'`).pluck()
  const keepPlace = store.prepare<[string]>(`INSERT OR REPLACE INTO meta VALUES ('${PLACE}', ?)`)
  const readMadeOf = store.prepare<[], string>(`SELECT value FROM meta WHERE name = '${MADE_OF}'`).pluck()
  const keepMadeOf = store.prepare<[string]>(`INSERT OR REPLACE INTO meta VALUES ('${MADE_OF}', ?)`)
  const add = store.prepare<[number, string, string, string, string]>(
    'INSERT INTO written (rowid, title, text, type, target) VALUES (?, ?, ?, ?, ?)',
  )
  const matching = store.prepare<[string, number], Row>(
    `SELECT ${COLUMNS}, snippet(written, 1, '', '', '…', 16) AS excerpt FROM written ${STANDING}
     WHERE written MATCH ? ORDER BY written.rowid DESC LIMIT ?`,
  )
  const newest = store.prepare<[number, number], Row>(
    `SELECT ${COLUMNS}, substr(written.text, 1, 120) AS excerpt FROM written ${STANDING}
     WHERE written.rowid > ? ORDER BY written.rowid DESC LIMIT ?`,
  )

  const addSome = store.transaction((after: number, end: number): number => {
    const rows = next.all(after)
    for (const row of rows) {
      const entry = decodeEntry(row, nativeSha256)
      const known = isRefusal(entry) ? entry : openEntry(entry)
      const written = isRefusal(known) ? undefined : writtenIn(known)
      if (written) add.run(row.position, written.title, written.text, written.type, written.target)
    }
    const reached = rows.length < AT_ONCE ? end : (rows.at(-1)?.position ?? end)
    keepPlace.run(String(reached))
    return reached
  })
  const begin = store.transaction(() => {
    store.exec('DELETE FROM written')
    keepPlace.run('0')
    keepMadeOf.run(kinds)
  })
  const catchUp = () => {
    if (readMadeOf.get() !== kinds) begin()
    const end = last.get() ?? 0
    for (let at = Number(readPlace.get() ?? 0); at < end; ) at = addSome(at, end)
  }

  return {
    /** The newest of each thing that has all the words. */
    find(words: string, most: number): Found[] {
      const query = matchOf(words)
      if (query === '') return []
      catchUp()
      return firstOfEach(matching.all(query, most * ENTRIES_EACH), most)
    },
    /** What was written after a position of the log, the newest of each thing. */
    since(position: number, most: number): Found[] {
      catchUp()
      return firstOfEach(newest.all(position, most * ENTRIES_EACH), most)
    },
  }
}

/** Words as FTS5 takes them: each quoted, so that none is a command. */
function matchOf(words: string): string {
  const all = words.split(/[^\p{L}\p{N}\p{M}]+/u).filter(word => word !== '')
  const quoted = all.slice(0, MOST_WORDS).map(word => `"${word}"`)
  return quoted.length === 0 ? '' : `${quoted.join(' ')}*`
}

function firstOfEach(rows: readonly Row[], most: number): Found[] {
  const seen = new Set<string>()
  const found: Found[] = []
  for (const row of rows) {
    const name = `${row.type} ${row.target}`
    if (seen.has(name) || found.length >= most) continue
    seen.add(name)
    found.push({ ...row, by: publicKeyHex(row.by) })
  }
  return found
}
