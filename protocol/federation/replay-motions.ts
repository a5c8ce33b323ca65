import type { Cid } from '../bytes/cid.ts'
import type { CouncilReader, Motion, MotionEntry, MotionVoice } from './council-motion.ts'

/** Motions of a council as some of its log's entries make them. */
export type Motions = CouncilReader & {
  /** @param charter the amendment in force; undefined where that is the genesis. */
  apply(known: MotionEntry, charter: Cid | undefined): void
  /** What came of a motion on the charter stands in the log. */
  settle(motion: Cid): void
  isSettled(motion: Cid): boolean
}

export function openMotions(): Motions {
  const motions = new Map<Cid, Motion>()
  const voices = new Map<Cid, MotionVoice[]>()
  const settled = new Set<Cid>()
  return {
    motion: id => motions.get(id),
    voices: id => voices.get(id) ?? [],
    settle: motion => void settled.add(motion),
    isSettled: motion => settled.has(motion),
    apply({ kind, entry: { id, header }, body }, charter) {
      if (kind === 'council/moved')
        motions.set(id, { ...body, id, by: header.by, charter, closed: null, withdrawnAtMs: null })
      else if (kind === 'council/voted') {
        const { by, seq } = header
        voices.set(body.motion, [...(voices.get(body.motion) ?? []), { id, by, seq, vote: body.vote }])
      } else {
        const motion = motions.get(body.motion)
        if (!motion) return
        const came =
          kind === 'council/closed' ? { closed: { entry: id, atMs: header.at, body } } : { withdrawnAtMs: header.at }
        motions.set(motion.id, { ...motion, ...came })
      }
    },
  }
}
