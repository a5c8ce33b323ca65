import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { hasLeft } from '../../../protocol/group/membership.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'

/** What somebody is called; null for who never said, and for a key that is no member's. */
export type NameOf = (key: PublicKeyHex) => string | null

/** The names of a group's members. */
export function namesIn({ members }: Pick<Context, 'members'>, own: LogRow): NameOf {
  return key => members.get(own.row, key)?.name || null
}

/** Whether a key is of somebody who has left this node's group, and took their name along. */
export function isGone({ core, members }: Pick<Context, 'core' | 'members'>, key: PublicKeyHex): boolean {
  const own = core.ownGroup()
  const member = own && members.get(own.row, key)
  return member !== undefined && hasLeft(member)
}
