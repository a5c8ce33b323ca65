import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { concatBytes } from '../bytes/compare.ts'
import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { boolean, bytes, type Infer, integer, nullable, object, optional, publicKey, text } from '../bytes/schema.ts'
import { contextual } from '../keys/context.ts'
import type { Signer } from '../keys/signer.ts'
import { isAdmissibleKey } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type Permission, permits, type Role, role } from './role.ts'

/** A person in the group. `pending` waits for an approval or for more vouchers; nothing is permitted until then. */
export type Member = {
  readonly key: PublicKeyHex
  readonly name: string
  readonly role: Role
  readonly state: 'pending' | 'active' | 'removed'
  /** Their own, then those of the offices they hold, where they hold any. */
  readonly roles?: readonly Role[]
}

export type Invitation = {
  readonly key: PublicKeyHex
  readonly role: Role
  readonly uses: number
  readonly used: number
  readonly expiresAtMs: number
}

/** An invitation is a key pair: its public key stands in the log, its secret in the link or QR code. */
export const memberInvited = object({
  key: publicKey,
  role,
  uses: integer({ min: 1, max: 10_000 }),
  expiresAtMs: integer({ min: 0 }),
})
export const memberJoined = object({
  name: text({ min: 1, max: 80 }),
  invitation: nullable(object({ key: publicKey, proof: bytes(64) })),
})
export const memberApproved = object({ member: publicKey, role })
export const memberVouched = object({ member: publicKey })
export const memberRoleSet = object({ member: publicKey, role })
export const memberRemoved = object({
  member: publicKey,
  reason: text({ min: 0, max: 500 }),
  /** For something the member did: it costs those who vouched for them. */
  cause: optional(boolean),
})

export type MemberJoined = Infer<typeof memberJoined>

/** What the secret key of an invitation signs to hand it to one new key: it cannot be taken over by who sees it pass. */
export function invitationBytes(group: Cid, newKey: PublicKeyHex): Uint8Array {
  return contextual('invitation', concatBytes(digestOfCid(group), fromHex(newKey)))
}

export function proveInvitation(invitation: Signer, group: Cid, newKey: PublicKeyHex): Uint8Array {
  return invitation.sign(invitationBytes(group, newKey))
}

/** Refuses who is no active member, or whose role does not permit it. */
export function requirePermission(reader: LogReader, key: PublicKeyHex, permission: Permission): Refusal | undefined {
  const member = reader.member(key)
  if (member?.state !== 'active') return refuse('member/unknown', { key })
  const { roles = [member.role] } = member
  if (!roles.some(held => permits(held, permission)))
    return refuse('member/not-allowed', { role: member.role, permission })
}

/**
 * The same by the role that is the member's own, whatever office they hold: what has to be shown by the evidence of one vote
 * cannot rest on the outcome of another.
 */
export function requireOwnPermission(
  reader: LogReader,
  key: PublicKeyHex,
  permission: Permission,
): Refusal | undefined {
  const member = reader.member(key)
  if (member?.state !== 'active') return refuse('member/unknown', { key })
  const [own = member.role] = member.roles ?? []
  if (!permits(own, permission)) return refuse('member/not-allowed', { role: own, permission })
}

export function judgeInvited({ entry, body }: KnownEntry<'member/invited'>, reader: LogReader): Refusal | undefined {
  if (reader.invitation(body.key)) return refuse('invite/used', { key: body.key })
  if (!isAdmissibleKey(fromHex(body.key))) return refuse('member/bad-key', { key: body.key })
  return requirePermission(reader, entry.header.by, body.role === 'steward' ? 'govern' : 'invite')
}

export function judgeJoined(
  { entry, body }: KnownEntry<'member/joined'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const charter = reader.charter()
  const group = reader.log
  if (!charter || !group) return refuse('group/none')
  if (charter.members !== 'people') return refuse('entry/not-for-this-log', { kind: 'member/joined' })
  const key = entry.header.by
  if (reader.member(key)) return refuse('member/already', { key })
  if (key === charter.node || !isAdmissibleKey(fromHex(key))) return refuse('member/bad-key', { key })
  if (!body.invitation) return charter.admission.type === 'invited' ? refuse('invite/unknown') : undefined
  const invitation = reader.invitation(body.invitation.key)
  if (!invitation) return refuse('invite/unknown')
  if (invitation.used >= invitation.uses) return refuse('invite/used')
  if (nowMs > invitation.expiresAtMs) return refuse('invite/expired', { expiresAtMs: invitation.expiresAtMs })
  if (!reader.verify(fromHex(invitation.key), invitationBytes(group, key), body.invitation.proof)) {
    return refuse('invite/bad-proof')
  }
}

/** What a new key is at once: an invitation's role; a member of an open group; else pending. */
export function standingOnJoining(body: MemberJoined, reader: LogReader): { role: Role; state: 'pending' | 'active' } {
  if (body.invitation) {
    return { role: reader.invitation(body.invitation.key)?.role ?? 'member', state: 'active' }
  }
  if (reader.charter()?.admission.type === 'open') return { role: 'member', state: 'active' }
  return { role: 'newcomer', state: 'pending' }
}

export function judgeApproved({ entry, body }: KnownEntry<'member/approved'>, reader: LogReader): Refusal | undefined {
  if (reader.member(body.member)?.state !== 'pending') return refuse('member/unknown', { key: body.member })
  return requirePermission(reader, entry.header.by, body.role === 'steward' ? 'govern' : 'approve')
}

/** Whether one more voucher admits the newcomer. */
export function vouchersSuffice(reader: LogReader, vouchers: number): boolean {
  const admission = reader.charter()?.admission
  return admission?.type === 'vouched' && vouchers >= admission.by
}

export function judgeRoleSet({ entry, body }: KnownEntry<'member/role-set'>, reader: LogReader): Refusal | undefined {
  if (reader.member(body.member)?.state !== 'active') return refuse('member/unknown', { key: body.member })
  const refusal = requirePermission(reader, entry.header.by, 'govern')
  if (refusal) return refusal
  if (body.role !== 'steward' && isLastSteward(reader, body.member)) return refuse('member/last-steward')
}

/** The last steward stays one until there is another: without one nobody could ever let in, appoint or amend again. */
function isLastSteward(reader: LogReader, member: PublicKeyHex): boolean {
  const stewards = reader.assembly?.pool('steward') ?? []
  return stewards.length === 1 && stewards[0] === member
}

/** Whether somebody leaves of their own accord: from there on they have no name in the group. */
export function isLeaving({ entry, body }: KnownEntry<'member/removed'>): boolean {
  return entry.header.by === body.member && !body.cause
}

/** Whether somebody has left, and their name with them. */
export function hasLeft({ state, name }: Pick<Member, 'state' | 'name'>): boolean {
  return state === 'removed' && name === ''
}

/**
 * A member may leave at any time, the last steward once there is another; a steward may remove another, and say that it is for
 * cause. Who was removed may leave after that, once, to take their name along.
 */
export function judgeRemoved(known: KnownEntry<'member/removed'>, reader: LogReader): Refusal | undefined {
  const { entry, body } = known
  const member = reader.member(body.member)
  if (!member || hasLeft(member)) return refuse('member/unknown', { key: body.member })
  if (isLeaving(known) && member.state === 'removed') return undefined
  if (member.state === 'removed') return refuse('member/unknown', { key: body.member })
  const refusal = isLeaving(known) ? undefined : requirePermission(reader, entry.header.by, 'govern')
  if (refusal) return refusal
  if (isLastSteward(reader, body.member)) return refuse('member/last-steward')
}
