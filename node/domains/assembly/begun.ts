import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Codec } from '../../../protocol/bytes/schema.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** What begins with one entry in a log and goes on from there: an election, an initiative, a draw. */
type Begun = { readonly id: Cid; readonly row: number; readonly log: number; readonly by: PublicKeyHex }

/** The columns that its table has whatever it is. */
export type BegunRow = { id: number; cid: string; log: number; by: Uint8Array; body: Uint8Array }

/**
 * Queries over such a table.
 * @param pending SQL condition for what the node has still to do something about.
 */
export function openBegun<R extends BegunRow, T>(
  store: Store,
  table: 'election' | 'initiative' | 'sortition',
  read: (row: R) => T,
  pending: string,
) {
  const byId = store.prepare<[string], R>(`SELECT * FROM ${table} WHERE cid = ?`)
  const all = store.prepare<[number], R>(`SELECT * FROM ${table} WHERE log = ? ORDER BY id DESC`)
  const waiting = store.prepare<[number], R>(`SELECT * FROM ${table} WHERE log = ? AND ${pending} ORDER BY id`)
  return {
    get(id: Cid): T | undefined {
      const row = byId.get(id)
      return row && read(row)
    },
    /** Newest first. */
    list: (log: number): T[] => all.all(log).map(read),
    /** Those that the node has still to do something about, oldest first. */
    pending: (log: number): T[] => waiting.all(log).map(read),
  }
}

/** What its entry said, and where it stands. */
export function readBegun<T>(codec: Codec<T>, { id, cid, log, by, body }: BegunRow): T & Begun {
  return { ...readStored(codec, body), id: storedCid(cid), row: id, log, by: publicKeyHex(by) }
}
