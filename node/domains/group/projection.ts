import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { charterCodec } from '../../../protocol/group/charter.ts'
import { ENDORSEMENT_LAPSES_MS, endorsementTerms } from '../../../protocol/group/endorsement.ts'
import { isLeaving, standingOnJoining, vouchersSuffice } from '../../../protocol/group/membership.ts'
import type { LogReader } from '../../../protocol/log-reader.ts'
import type { Store } from '../../store/open.ts'
import type { Place, Projection } from '../projection.ts'

type GroupKinds =
  | 'group/founded'
  | 'member/invited'
  | 'member/joined'
  | 'member/approved'
  | 'member/vouched'
  | 'member/role-set'
  | 'member/removed'

/** Charters, members, invitations and vouchers, as tables. */
export function groupProjection(store: Store, readerOf: (log: number) => LogReader): Projection<GroupKinds> {
  const addCharter = store.prepare<[number, Uint8Array]>('INSERT INTO charter (log, body) VALUES (?, ?)')
  const addMember = store.prepare<[number, Uint8Array, string, string, string, number]>(
    `INSERT INTO member (log, key, name, role, state, joined_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const addInvitation = store.prepare<[number, Uint8Array, string, number, number]>(
    'INSERT INTO invitation (log, key, role, uses, used, expires_at_ms) VALUES (?, ?, ?, ?, 0, ?)',
  )
  const useInvitation = store.prepare<[number, Uint8Array]>(
    'UPDATE invitation SET used = used + 1 WHERE log = ? AND key = ?',
  )
  const addVouch = store.prepare<[number, Uint8Array, Uint8Array, number]>(
    'INSERT INTO vouch (log, voucher, member, taken_until_ms) VALUES (?, ?, ?, ?)',
  )
  const countVouch = store
    .prepare<[number, Uint8Array], number>(
      'UPDATE member SET vouchers = vouchers + 1 WHERE log = ? AND key = ? RETURNING vouchers',
    )
    .pluck()
  const setStanding = store.prepare<[string, string, number, Uint8Array]>(
    'UPDATE member SET role = ?, state = ? WHERE log = ? AND key = ?',
  )
  const setState = store.prepare<[string, number, Uint8Array]>('UPDATE member SET state = ? WHERE log = ? AND key = ?')
  const eraseName = store.prepare<[number, Uint8Array]>(`UPDATE member SET name = '' WHERE log = ? AND key = ?`)

  const freeSlots = store.prepare<[number, number, Uint8Array]>(
    'UPDATE vouch SET taken_until_ms = min(taken_until_ms, ?) WHERE log = ? AND member = ?',
  )
  const costSlots = store.prepare<[number, number, Uint8Array]>(
    'UPDATE vouch SET taken_until_ms = ?, for_cause = 1 WHERE log = ? AND member = ?',
  )

  const admit = (place: Place, member: PublicKeyHex, role: string) => {
    setStanding.run(role, 'active', place.log, fromHex(member))
    freeSlots.run(place.acceptedAtMs, place.log, fromHex(member))
  }

  return {
    'group/founded': ({ entry, body }, { log, acceptedAtMs }) => {
      addCharter.run(log, encodeCanonical(charterCodec.encode(body)))
      for (const key of body.stewards) {
        const name = key === entry.header.by ? body.founder : ''
        addMember.run(log, fromHex(key), name, 'steward', 'active', acceptedAtMs)
      }
    },
    'member/invited': ({ body }, { log }) => {
      addInvitation.run(log, fromHex(body.key), body.role, body.uses, body.expiresAtMs)
    },
    'member/joined': ({ entry, body }, { log, acceptedAtMs }) => {
      const { role, state } = standingOnJoining(body, readerOf(log))
      addMember.run(log, fromHex(entry.header.by), body.name, role, state, acceptedAtMs)
      if (body.invitation) useInvitation.run(log, fromHex(body.invitation.key))
    },
    'member/approved': ({ body }, place) => {
      admit(place, body.member, body.role)
    },
    'member/vouched': ({ entry, body }, place) => {
      const lapsesMs = place.acceptedAtMs + ENDORSEMENT_LAPSES_MS
      addVouch.run(place.log, fromHex(entry.header.by), fromHex(body.member), lapsesMs)
      const vouchers = countVouch.get(place.log, fromHex(body.member)) ?? 0
      if (vouchersSuffice(readerOf(place.log), vouchers)) admit(place, body.member, 'member')
    },
    'member/role-set': ({ body }, { log }) => {
      setStanding.run(body.role, 'active', log, fromHex(body.member))
    },
    'member/removed': (known, { log, acceptedAtMs }) => {
      const { body } = known
      const member = fromHex(body.member)
      if (isLeaving(known)) eraseName.run(log, member)
      const isAgain = readerOf(log).member(body.member)?.state === 'removed'
      if (isAgain) return
      setState.run('removed', log, member)
      const { costMs } = endorsementTerms(readerOf(log).charter())
      if (body.cause) costSlots.run(acceptedAtMs + costMs, log, member)
      else freeSlots.run(acceptedAtMs, log, member)
    },
  }
}
