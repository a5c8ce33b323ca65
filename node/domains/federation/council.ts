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
}

/** What a log says of seats on a council, in its order; `log` is the row of a federation's log or of a feed. */
export function openSeatings(store: Store): (log: number) => Seating[] {
  const seatsOf = store.prepare<[number], Row>('SELECT * FROM council_seat WHERE log = ? ORDER BY idx')
  return log => seatsOf.all(log).map(read)
}

/** Entries of members' feeds about their seats that the federation's own log does not tell yet, in the order of each feed. */
export function openUnnoted(store: Store): (log: number) => { entry: Cid; group: Cid }[] {
  const said = `council_seat AS said
    JOIN federation_group AS member ON member.log = @log AND member.state = 'member' AND member.cid = said.group_cid
    JOIN log ON log.id = said.log AND log.cid = member.feed
    LEFT JOIN council_seat AS noted ON noted.log = @log AND noted.cid = said.cid`
  const unnoted = store.prepare<[{ log: number }], { cid: string; group_cid: string }>(
    `SELECT cid, group_cid FROM (
       SELECT said.cid, said.group_cid, said.idx, 0 AS step FROM ${said} WHERE noted.cid IS NULL
       UNION ALL
       SELECT said.recalled_by, said.group_cid, said.idx, 1 FROM ${said}
       WHERE said.recalled_by IS NOT NULL AND noted.recalled_by IS NULL
     ) ORDER BY group_cid, idx, step`,
  )
  return log => unnoted.all({ log }).map(row => ({ entry: storedCid(row.cid), group: storedCid(row.group_cid) }))
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
    recalled: by === null || atMs === null ? null : { by: storedCid(by), atMs, cause: cause ?? '' },
  }
}
