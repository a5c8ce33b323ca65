import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { Seating } from '../../../protocol/federation/council.ts'
import type { Context } from '../context.ts'
import type { CouncilView, SeatView } from '../schema/federation.ts'
import { groupsOf, type KnownFederation, sitting } from './federation.ts'
import { isGone } from './name.ts'

/** The council of a federation as its log tells it, newest first, and the member groups for whom nobody sits. */
export function councilView(using: Context, known: KnownFederation): CouncilView {
  const { core } = using
  const groups = groupsOf(using, known)
  const names = new Map(groups.map(({ id, charter }) => [id, plainName(charter.name)]))
  const now = sitting(using, known)
  const ids = new Set(now.map(({ id }) => id))
  const seatings = known.log ? core.projections.federations.seatings(known.log.row) : []
  return {
    seats: seatings.toReversed().map(seating => ({
      seating: seating.id,
      group: seating.group,
      groupName: names.get(seating.group) ?? '',
      delegate: seating.delegate,
      name: isGone(using, seating.delegate) ? '' : plainName(seating.name),
      fromMs: seating.fromMs,
      untilMs: seating.untilMs,
      state: ids.has(seating.id) ? 'sits' : stateOf(seating, core.now()),
      elected: seating.election !== null,
      cause: seating.recalled?.cause ?? null,
    })),
    vacant: groups
      .filter(({ id, state }) => state === 'member' && !now.some(({ group }) => group === id))
      .map(({ id }) => ({ group: id, name: names.get(id) ?? '' })),
  }
}

/** Of one that does not sit now. */
function stateOf({ recalled, fromMs, untilMs }: Seating, nowMs: number): SeatView['state'] {
  if (recalled) return 'recalled'
  if (nowMs < fromMs) return 'to-come'
  return untilMs <= nowMs ? 'over' : 'replaced'
}
