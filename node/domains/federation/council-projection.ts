import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { readSeatEntry } from '../../../protocol/federation/council.ts'
import type { BodyOf } from '../../../protocol/kinds.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'

type CouncilKinds = 'council/seated' | 'council/recalled' | 'federation/council-noted'

/** Seats on councils, as tables: of feeds and of the federations' logs alike. */
export function councilProjection(store: Store): Projection<CouncilKinds> {
  const groupOfFeed = store.prepare<[number], string>('SELECT group_cid FROM feed WHERE log = ?').pluck()
  const add = store.prepare<[number, string, number, string, Uint8Array, string, number, number, string | null]>(
    `INSERT INTO council_seat (log, cid, idx, group_cid, delegate, name, from_ms, until_ms, election)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const recall = store.prepare<[string, number, string, number, string]>(
    'UPDATE council_seat SET recalled_by = ?, recalled_at_ms = ?, cause = ? WHERE log = ? AND cid = ?',
  )
  const seat = (log: number, index: number, group: string, id: Cid, body: BodyOf<'council/seated'>) => {
    const { delegate, name, fromMs, untilMs, election } = body
    add.run(log, id, index, group, fromHex(delegate), name, fromMs, untilMs, election)
  }
  return {
    'council/seated': ({ entry, body }, { log, index }) => {
      const group = groupOfFeed.get(log)
      if (group === undefined) throw new Error('a seat in a log that is no feed')
      seat(log, index, group, entry.id, body)
    },
    'council/recalled': ({ entry, body }, { log }) => {
      recall.run(entry.id, entry.header.at, body.cause, log, body.seating)
    },
    'federation/council-noted': ({ body }, { log, index }) => {
      const said = readSeatEntry(body.entry, verifyOneNatively)
      if (isRefusal(said)) throw new Error(`a noted seat does not read: ${said.code}`)
      if (said.kind === 'council/seated') return seat(log, index, body.group, said.entry.id, said.body)
      recall.run(said.entry.id, said.entry.header.at, said.body.cause, log, said.body.seating)
    },
  }
}
