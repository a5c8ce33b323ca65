import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'

/** What a member is called; null for who never said, and for a key that is no member's. */
export function nameOf({ members }: Pick<Context, 'members'>, own: LogRow, key: PublicKeyHex): string | null {
  return members.get(own.row, key)?.name || null
}
