import { fromHex } from '../../../protocol/bytes/hex.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Member } from '../../../protocol/group/membership.ts'
import type { Role } from '../../../protocol/group/role.ts'
import type { Store } from '../../store/open.ts'

export type StoredMember = Member & { readonly joinedAtMs: number; readonly vouchers: number }

type Row = { key: Uint8Array; name: string; role: Role; state: Member['state']; joined_at_ms: number; vouchers: number }

export type Members = ReturnType<typeof openMembers>

/** Queries over the people of a group. */
export function openMembers(store: Store) {
  const all = store.prepare<[number], Row>('SELECT * FROM member WHERE log = ? ORDER BY joined_at_ms, key')
  const one = store.prepare<[number, Uint8Array, number, Uint8Array], Row>(
    `SELECT * FROM member WHERE log = ? AND key = coalesce((SELECT member FROM member_key WHERE key = ? AND log = ?), ?)`,
  )
  const active = store
    .prepare<[number], number>(`SELECT count(*) FROM member WHERE log = ? AND state = 'active'`)
    .pluck()
  const read = (row: Row): StoredMember => ({
    key: publicKeyHex(row.key),
    name: plainName(row.name),
    role: row.role,
    state: row.state,
    joinedAtMs: row.joined_at_ms,
    vouchers: row.vouchers,
  })
  return {
    /** Everyone who ever joined, in the order of joining. */
    list: (log: number): StoredMember[] => all.all(log).map(read),
    /** By any key that ever signed for them. */
    get(log: number, key: PublicKeyHex): StoredMember | undefined {
      const bytes = fromHex(key)
      const row = one.get(log, bytes, log, bytes)
      return row && read(row)
    },
    activeCount: (log: number): number => active.get(log) ?? 0,
  }
}
