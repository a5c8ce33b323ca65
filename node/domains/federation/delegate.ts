import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { requireSeat } from '../../../protocol/federation/council.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'

/**
 * The key by which councils know a member of this node's group: the one that signs for them now. Their group knows them by the
 * one with which they came in.
 */
export function delegateKey(core: Core, member: PublicKeyHex): PublicKeyHex {
  const own = core.ownGroup()
  return own ? core.projections.keys.current(own.row, member) : member
}

/** Whether a member sits on the council of a federation now. */
export function sitsOn(core: Core, federation: LogRow, member: PublicKeyHex): boolean {
  return !requireSeat(core.reader(federation), delegateKey(core, member), [core.now()])
}
