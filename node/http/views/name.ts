import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'

/** What somebody is called; null for who never said, and for a key that is no member's. */
export type NameOf = (key: PublicKeyHex) => string | null

/** The names of a group's members. */
export function namesIn({ members }: Pick<Context, 'members'>, own: LogRow): NameOf {
  return key => members.get(own.row, key)?.name || null
}
