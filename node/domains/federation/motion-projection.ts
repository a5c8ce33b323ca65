import { fromHex } from '../../../protocol/bytes/hex.ts'
import { councilClosed, councilMoved } from '../../../protocol/federation/council-motion.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'

type MotionKinds = 'council/moved' | 'council/voted' | 'council/withdrawn' | 'council/closed'

/** Motions of councils and the votes on them, as tables. */
export function motionProjection(store: Store): Projection<MotionKinds> {
  const add = store.prepare<[string, number, number, Uint8Array, Uint8Array, number, number, number]>(
    `INSERT INTO motion (cid, log, idx, by, body, moved_at_ms, closes_at_ms, charter) VALUES (?, ?, ?, ?, ?, ?, ?,
       (SELECT entry FROM charter_version WHERE log = ? AND idx > 0 ORDER BY idx DESC LIMIT 1))`,
  )
  const addChange = store.prepare<[string, number]>('INSERT INTO charter_vote (proposal, log) VALUES (?, ?)')
  const dropChange = store.prepare<[string]>('DELETE FROM charter_vote WHERE proposal = ?')
  const vote = store.prepare<[string, number, string, Uint8Array, number, string]>(
    'INSERT INTO motion_voice (motion, idx, cid, by, seq, vote) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const close = store.prepare<[Uint8Array, string, number, string]>(
    'UPDATE motion SET closed = ?, closed_entry = ?, closed_at_ms = ? WHERE cid = ?',
  )
  const withdraw = store.prepare<[number, string]>('UPDATE motion SET withdrawn_at_ms = ? WHERE cid = ?')
  return {
    'council/moved': ({ entry, body }, { log, index }) => {
      const { by, at } = entry.header
      add.run(entry.id, log, index, fromHex(by), toStored(councilMoved, body), at, body.closesAtMs, log)
      if (body.does.type === 'charter') addChange.run(entry.id, log)
    },
    'council/voted': ({ entry, body }, { index }) => {
      const { by, seq } = entry.header
      vote.run(body.motion, index, entry.id, fromHex(by), seq, body.vote)
    },
    'council/withdrawn': ({ entry, body }) => {
      withdraw.run(entry.header.at, body.motion)
      dropChange.run(body.motion)
    },
    'council/closed': ({ entry, body }) => {
      close.run(toStored(councilClosed, body), entry.id, entry.header.at, body.motion)
      // Nothing comes of what was not carried.
      if (!body.accepted) dropChange.run(body.motion)
    },
  }
}
