import type { Core } from '../../node/core.ts'
import { openCouncilDue } from '../../node/domains/federation/council-due.ts'
import type { DueItem } from '../../node/domains/life/due.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'

/** What keeping a federation asks of a member: at its own node of a steward, at a group's of a delegate. */
export function councilDueOf(core: Core, member: PublicKeyHex): DueItem[] {
  const own = core.ownGroup()
  const charter = own && core.reader(own).charter()
  if (!own || !charter) throw new Error('no group')
  const council = openCouncilDue(core)
  return [...council.ofSeat(own, charter, member), ...council.ofDelegate(own, member)]
}
