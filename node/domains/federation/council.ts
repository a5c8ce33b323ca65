import type { Cid } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Seating } from '../../../protocol/federation/council.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

type Row = {
  cid: string
  group_cid: string
  delegate: Uint8Array
  name: string
  from_ms: number
  until_ms: number
  election: string | null
  recalled_by: string | null
  recalled_at_ms: number | null
  cause: string | null
  noted_at_ms: number
  recall_noted_at_ms: number
}

/** What a log says of seats on a council, in its order; `log` is the row of a federation's log or of a feed. */
export function openSeatings(store: Store): (log: number) => Seating[] {
  const seatsOf = store.prepare<[number], Row>('SELECT * FROM council_seat WHERE log = ? ORDER BY idx')
  return log => seatsOf.all(log).map(read)
}

/** Entries of a member's feed about its seat that the federation's own log does not tell yet, in no order. */
export function openUnnoted(store: Store): (log: number, feed: Cid) => Cid[] {
  const said = `council_seat AS said LEFT JOIN council_seat AS noted ON noted.log = @log AND noted.cid = said.cid
    WHERE said.log = (SELECT id FROM log WHERE cid = @feed)`
  const unnoted = store
    .prepare<[{ log: number; feed: string }], string>(
      `SELECT said.cid FROM ${said} AND noted.cid IS NULL
       UNION ALL
       SELECT said.recalled_by FROM ${said} AND said.recalled_by IS NOT NULL AND noted.recalled_by IS NULL`,
    )
    .pluck()
  return (log, feed) => unnoted.all({ log, feed }).map(storedCid)
}

function read(row: Row): Seating {
  const { recalled_by: by, recalled_at_ms: atMs, cause } = row
  return {
    id: storedCid(row.cid),
    group: storedCid(row.group_cid),
    delegate: publicKeyHex(row.delegate),
    name: row.name,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    election: row.election === null ? null : storedCid(row.election),
    notedAtMs: row.noted_at_ms,
    recalled:
      by === null || atMs === null
        ? null
        : { by: storedCid(by), atMs, cause: cause ?? '', notedAtMs: row.recall_noted_at_ms },
  }
}
