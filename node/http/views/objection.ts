import type { Heeded } from '../../../protocol/governance/standing-objections.ts'
import type { StoredObjection } from '../../domains/governance/objections.ts'
import type { ObjectionView } from '../schema/objection.ts'
import type { NameOf } from './name.ts'

export function objectionViews(
  objections: readonly StoredObjection[],
  heeded: Heeded | undefined,
  nameOf: NameOf,
): ObjectionView[] {
  return objections.map(({ id, reason, amendment = null, by, atMs, state, withdrawnAtMs, judgements }) => ({
    id,
    reason,
    amendment,
    by,
    byName: nameOf(by),
    at: atMs,
    state,
    stands: state === 'upheld' || (state === 'raised' && heeded === 'standing'),
    withdrawnAtMs,
    judgements: judgements.map(one => ({
      upheld: one.upheld,
      reason: one.reason,
      by: one.by,
      byName: nameOf(one.by),
      at: one.atMs,
    })),
  }))
}
