import type { Cid } from '../../../protocol/bytes/cid.ts'
import { refuseLoop, type Span } from '../../../protocol/federation/span.ts'
import { type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'

/** The federations below this one, as its own roster and the feeds of its members show them; none below a group of people. */
export function spanBelow(core: Core, own: LogRow): Span {
  const { federations } = core.projections
  const members = federations
    .groups(own.row)
    .filter(({ state, charter }) => state === 'member' && charter.members === 'groups')
  return members.flatMap(({ id, feed }) => {
    const row = core.logs.get(feed)?.row
    return [{ id, in: own.id }, ...(row === undefined ? [] : federations.span(row))]
  })
}

/** Refuses a federation that this group would be a member of while it stands below the group. */
export function refuseBelow(core: Core, own: LogRow, federation: Cid): Refusal | undefined {
  return refuseLoop(own.id, federation, spanBelow(core, own))
}

/** Refuses a group that this federation is already below, as far as the logs say that this node keeps. */
export function refuseAbove(core: Core, own: LogRow, group: Cid): Refusal | undefined {
  const pathUp = (row: number, path: readonly Cid[]): readonly Cid[] | undefined => {
    for (const { federation } of core.projections.federations.memberships(row)) {
      if (federation === group) return [...path, federation]
      const above = path.includes(federation) ? undefined : core.logs.get(federation)
      const found = above && pathUp(above.row, [...path, federation])
      if (found) return found
    }
    return undefined
  }
  const up = pathUp(own.row, [own.id])
  return up && refuse('federation/loop', { path: [...up.toReversed(), group].join(' > ') })
}
