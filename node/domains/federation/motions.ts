import type { Cid } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import {
  type CouncilReader,
  type CouncilVote,
  councilClosed,
  councilMoved,
  type Motion,
  type MotionVoice,
} from '../../../protocol/federation/council-motion.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** A motion with the row of its federation's log. */
export type StoredMotion = Motion & { readonly log: number; readonly movedAtMs: number }

type MotionRow = {
  cid: string
  log: number
  by: Uint8Array
  body: Uint8Array
  moved_at_ms: number
  charter: string | null
  closed: Uint8Array | null
  closed_entry: string | null
  closed_at_ms: number | null
  withdrawn_at_ms: number | null
}
type VoiceRow = { cid: string; by: Uint8Array; seq: number; vote: CouncilVote }

/** Queries over the motions of councils. `log` is the row of a federation's log. */
export function openCouncilMotions(store: Store) {
  const motionOf = store.prepare<[string], MotionRow>('SELECT * FROM motion WHERE cid = ?')
  const motionsOf = store.prepare<[number], MotionRow>('SELECT * FROM motion WHERE log = ? ORDER BY idx DESC')
  const openOf = store.prepare<[number], MotionRow>(
    'SELECT * FROM motion WHERE log = ? AND closed IS NULL AND withdrawn_at_ms IS NULL ORDER BY closes_at_ms, cid',
  )
  const voicesOf = store.prepare<[string], VoiceRow>(
    'SELECT cid, by, seq, vote FROM motion_voice WHERE motion = ? ORDER BY idx',
  )
  const get = (id: Cid): StoredMotion | undefined => {
    const row = motionOf.get(id)
    return row && readMotion(row)
  }
  const voices = (id: Cid): MotionVoice[] =>
    voicesOf.all(id).map(({ cid, by, seq, vote }) => ({ id: storedCid(cid), by: publicKeyHex(by), seq, vote }))
  return {
    get,
    voices,
    /** Every motion, the newest first. */
    list: (log: number): StoredMotion[] => motionsOf.all(log).map(readMotion),
    /** Those before the council, neither closed nor withdrawn, in the order of their deadlines. */
    open: (log: number): StoredMotion[] => openOf.all(log).map(readMotion),
    /** The motion, every vote on it and its closing. */
    entries(id: Cid): Cid[] {
      const closed = get(id)?.closed
      return [id, ...voices(id).map(voice => voice.id), ...(closed ? [closed.entry] : [])]
    },
    /** The motions of one log as the rules see them. */
    reader: (log: number): CouncilReader => ({
      motion(id) {
        const motion = get(id)
        return motion?.log === log ? motion : undefined
      },
      voices,
    }),
  }
}

function readMotion(row: MotionRow): StoredMotion {
  const { closed, closed_entry: entry, closed_at_ms: atMs } = row
  const isClosed = closed !== null && entry !== null && atMs !== null
  return {
    ...readStored(councilMoved, row.body),
    id: storedCid(row.cid),
    log: row.log,
    by: publicKeyHex(row.by),
    movedAtMs: row.moved_at_ms,
    charter: row.charter === null ? undefined : storedCid(row.charter),
    closed: isClosed ? { entry: storedCid(entry), atMs, body: readStored(councilClosed, closed) } : null,
    withdrawnAtMs: row.withdrawn_at_ms,
  }
}
