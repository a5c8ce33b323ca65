import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { DueItem } from '../life/due.ts'
import { delegateKey, sitsOn } from './delegate.ts'
import { hasEnded } from './merging.ts'

/** Motions on which a member is to vote who sits on the council of a federation, at the node of their group. */
export function openMotionsDue(core: Core) {
  const { federations } = core.projections
  const { motions } = federations
  return (own: LogRow, member: PublicKeyHex): DueItem[] => {
    const delegate = delegateKey(core, member)
    return federations.memberships(own.row).flatMap(({ federation }) => {
      const log = core.logs.get(federation)
      const open = log ? motions.open(log.row).filter(({ closesAtMs }) => core.now() <= closesAtMs) : []
      if (!log || open.length === 0 || hasEnded(core, log) || !sitsOn(core, log, member)) return []
      return open
        .filter(({ id }) => !motions.voices(id).some(({ by }) => by === delegate))
        .map(({ id, title, closesAtMs: dueAtMs }) => ({ kind: 'motion', subject: id, at: federation, title, dueAtMs }))
    })
  }
}
