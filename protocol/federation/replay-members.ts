import type { PublicKeyHex } from '../bytes/public-key.ts'
import { stewardChanges } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { type Invitation, isLeaving, type Member, standingOnJoining, vouchersSuffice } from '../group/membership.ts'
import type { Role } from '../group/role.ts'
import type { KindName, KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { KEY_KINDS, openKeys } from './replay-keys.ts'

/** Kinds that say who is a member of a group, and in what role. */
export const MEMBER_KINDS: ReadonlySet<KindName> = new Set([
  'member/invited',
  'member/joined',
  'member/approved',
  'member/vouched',
  'member/role-set',
  'member/removed',
  ...KEY_KINDS,
])

/**
 * Members of a group as some of its entries make them, from its charter on. Who holds an office these entries do not show: where
 * elections to one that gives a role have been called, each member may have it besides their own.
 */
export type Members = Pick<LogReader, 'member' | 'invitation' | 'hasVouched' | 'keys'> & {
  apply(known: KnownEntry): void
}

/**
 * @param reader of the log as far as it is replayed: it asks what is kept here. `apply` takes entries as `asMember` reads them.
 * @param nodes every key that the group's node has had.
 */
export function openMembers(charter: Charter, reader: () => LogReader, nodes: readonly PublicKeyHex[]): Members {
  const members = new Map<PublicKeyHex, Member>(
    charter.stewards.map(key => [key, { key, name: '', role: 'steward', state: 'active' }]),
  )
  let stewards: readonly PublicKeyHex[] = charter.stewards
  const invitations = new Map<PublicKeyHex, Invitation>()
  const offices = new Set<Role>()
  const vouchers = new Map<PublicKeyHex, Set<PublicKeyHex>>()
  const { keys, apply: applyKeys } = openKeys(nodes)
  const change = (key: PublicKeyHex, changes: Partial<Member>) => {
    const member = members.get(key)
    if (member) members.set(key, { ...member, ...changes })
  }
  // How a new steward became a member their own entries show, where anything rests on them.
  const appoint = (key: PublicKeyHex) => {
    const { name = '', state = 'active' } = members.get(key) ?? {}
    members.set(key, { key, name, role: 'steward', state })
  }
  return {
    member(key) {
      const member = members.get(key)
      return member && { ...member, roles: [member.role, ...offices] }
    },
    invitation: key => invitations.get(key),
    hasVouched: (voucher, member) => vouchers.get(member)?.has(voucher) ?? false,
    keys,
    apply(known) {
      const { by } = known.entry.header
      applyKeys(known)
      switch (known.kind) {
        case 'member/invited':
          invitations.set(known.body.key, { ...known.body, used: 0 })
          break
        case 'member/joined':
          members.set(by, { key: by, name: known.body.name, ...standingOnJoining(known.body, reader()) })
          break
        case 'member/vouched': {
          const { member } = known.body
          const all = new Set(vouchers.get(member)).add(by)
          vouchers.set(member, all)
          if (vouchersSuffice(reader(), all.size)) change(member, { role: 'member', state: 'active' })
          break
        }
        case 'member/approved':
        case 'member/role-set':
          change(known.body.member, { role: known.body.role, state: 'active' })
          break
        case 'charter/amended': {
          const named = known.body.terms.stewards.map(key => keys.holder(key) ?? key)
          const { appointed, dismissed } = stewardChanges(stewards, named)
          for (const key of appointed) appoint(key)
          for (const key of dismissed) if (members.get(key)?.role === 'steward') change(key, { role: 'member' })
          stewards = named
          break
        }
        case 'election/called':
          if (known.body.role !== null) offices.add(known.body.role)
          break
        case 'member/removed':
          change(known.body.member, { state: 'removed', ...(isLeaving(known) ? { name: '' } : {}) })
          break
      }
    },
  }
}
