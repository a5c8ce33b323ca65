import { fromHex } from '../../../protocol/bytes/hex.ts'
import { readSeatEntry, type SeatEntry } from '../../../protocol/federation/council.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import type { Place, Projection } from '../projection.ts'

type CouncilKinds = 'council/seated' | 'council/recalled' | 'federation/council-noted'

/** Seats on councils, as tables: of feeds and of the federations' logs alike. */
export function councilProjection(store: Store): Projection<CouncilKinds> {
  const groupOfFeed = store.prepare<[number], string>('SELECT group_cid FROM feed WHERE log = ?').pluck()
  const add = store.prepare<
    [number, string, number, string, Uint8Array, string, number, number, string | null, number]
  >(
    `INSERT INTO council_seat (log, cid, idx, group_cid, delegate, name, from_ms, until_ms, election, noted_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const setRecalled = store.prepare<[string, number, string, number, number, string]>(
    `UPDATE council_seat SET recalled_by = ?, recalled_at_ms = ?, cause = ?, recall_noted_at_ms = ?
     WHERE log = ? AND cid = ?`,
  )
  type Told = { readonly log: number; readonly index: number; readonly notedAtMs: number }
  const tell = (said: SeatEntry, group: string, { log, index, notedAtMs }: Told) => {
    const { id, header } = said.entry
    if (said.kind === 'council/seated') {
      const { delegate, name, fromMs, untilMs, election } = said.body
      add.run(log, id, index, group, fromHex(delegate), name, fromMs, untilMs, election, notedAtMs)
    } else setRecalled.run(id, header.at, said.body.cause, notedAtMs, log, said.body.seating)
  }
  const tellInFeed = (said: SeatEntry, { log, index }: Place) => {
    const group = groupOfFeed.get(log)
    if (group === undefined) throw new Error('a seat in a log that is no feed')
    tell(said, group, { log, index, notedAtMs: said.entry.header.at })
  }
  return {
    'council/seated': tellInFeed,
    'council/recalled': tellInFeed,
    'federation/council-noted': ({ entry, body }, { log, index }) => {
      const said = readSeatEntry(body.entry, verifyOneNatively)
      if (isRefusal(said)) throw new Error(`a noted seat does not read: ${said.code}`)
      tell(said, body.group, { log, index, notedAtMs: entry.header.at })
    },
  }
}
