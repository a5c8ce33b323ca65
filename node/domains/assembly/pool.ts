import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { permits, ROLES, type Role } from '../../../protocol/group/role.ts'
import type { Store } from '../../store/open.ts'

/** Roles whose holders may vote. */
export const VOTERS = ROLES.filter(role => permits(role, 'vote'))

/** Active members who may vote, or those with one role, in ascending order of their keys. */
export function openPool(store: Store): (log: number, role: Role | null) => PublicKeyHex[] {
  const withRole = store
    .prepare<[number, string], Uint8Array>(
      `SELECT key FROM member WHERE log = ? AND state = 'active' AND role IN (SELECT value FROM json_each(?)) ORDER BY key`,
    )
    .pluck()
  return (log, role) => withRole.all(log, JSON.stringify(role === null ? VOTERS : [role])).map(publicKeyHex)
}
