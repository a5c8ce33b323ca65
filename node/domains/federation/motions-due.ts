import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { requireSeat } from '../../../protocol/federation/council.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { DueItem } from '../life/due.ts'
import { hasEnded } from './merging.ts'

/** Motions on which a member is to vote who sits on the council of a federation, at the node of their group. */
export function openMotionsDue(core: Core) {
  const { federations, keys } = core.projections
  const { motions } = federations
  return (own: LogRow, member: PublicKeyHex): DueItem[] => {
    const delegate = keys.current(own.row, member)
    return federations.memberships(own.row).flatMap(({ federation }) => {
      const log = core.logs.get(federation)
      const open = log ? motions.open(log.row).filter(({ closesAtMs }) => core.now() <= closesAtMs) : []
      if (!log || open.length === 0 || hasEnded(core, log)) return []
      if (requireSeat(core.reader(log), delegate, [core.now()])) return []
      return open
        .filter(({ id }) => !motions.voices(id).some(({ by }) => by === delegate))
        .map(({ id, title, closesAtMs: dueAtMs }) => ({ kind: 'motion', subject: id, at: federation, title, dueAtMs }))
    })
  }
}
