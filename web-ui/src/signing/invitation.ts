import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { isPublicKeyHex, type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { proveInvitation } from '../../../protocol/group/membership.ts'
import { signerFromSeed } from '../../../protocol/keys/signer.ts'
import { type Api, unwrap } from '../api/client.ts'
import { isCode, Problem } from '../api/problem.ts'
import type { Ack, Role } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { makeKey } from './make-key.ts'
import { signIn } from './sign-in.ts'
import { write } from './write.ts'
import { type Pen, type Written, writeOrKeep } from './write-or-keep.ts'

/** Puts an invitation into the log and returns its secret, which goes into the link and nowhere else. */
export async function invite(
  api: Api,
  steward: DeviceKey,
  terms: { group: string; role: Role; uses: number; expiresAtMs: number },
): Promise<string> {
  const invitation = makeKey()
  const { group, role, uses, expiresAtMs } = terms
  const body = { key: asPublicKey(invitation.key), role, uses, expiresAtMs }
  await write(api, steward, { kind: 'member/invited', log: group, body })
  return invitation.seed
}

/** Joins a group under a name, with the secret of an invitation where there is one. */
export function join(
  api: Api,
  member: DeviceKey,
  { group, name, secret }: { group: string; name: string; secret: string | undefined },
): Promise<Ack> {
  const invitation = secret === undefined ? null : invitationProof(secret, group, asPublicKey(member.key))
  const body = { name: name.normalize('NFC'), invitation }
  return write(api, member, { kind: 'member/joined', log: group, body })
}

function invitationProof(secret: string, group: string, newKey: PublicKeyHex) {
  const signer = signerFromSeed(fromHex(secret))
  return { key: publicKeyHex(signer.publicKey), proof: proveInvitation(signer, trustedCid(group), newKey) }
}

function asPublicKey(hex: string): PublicKeyHex {
  if (!isPublicKeyHex(hex)) throw new TypeError('not a public key')
  return hex
}

/** Says of somebody who asked to join that one knows them. */
export function vouch(pen: Pen, newcomer: string): Promise<Written> {
  return writeOrKeep(pen, { kind: 'member/vouched', body: { member: asPublicKey(newcomer) }, about: newcomer })
}

/** Leaves the group, for good: this key does not come in again. `me` is the member for whom the key signs. */
export function leaveGroup(api: Api, member: DeviceKey, { group, me }: { group: string; me: string }): Promise<Ack> {
  const body = { member: asPublicKey(me), reason: '' }
  return write(api, member, { kind: 'member/removed', log: group, body })
}

/**
 * Takes along the name of somebody who was removed. For who is a member still nothing is signed: they would be out for good.
 * @returns whether the name is gone.
 */
export async function takeNameAlong(api: Api, device: DeviceKey, group: string): Promise<boolean> {
  const me = await formerMember(api, device)
  if (me !== undefined) await leaveGroup(api, device, { group, me })
  return me !== undefined
}

/**
 * Of whom a key was whose membership is over; undefined while it lasts. The key of a member stays the first that they had: the
 * node names it in their session where votes are left to them, else where it refuses one.
 */
async function formerMember(api: Api, device: DeviceKey): Promise<string | undefined> {
  try {
    await signIn(api, device)
  } catch (error) {
    if (!(error instanceof Problem && isCode(error, 'member/unknown'))) throw error
    const key: unknown = Reflect.get(error.params, 'key')
    return typeof key === 'string' ? key : device.key
  }
  const { key, state } = await unwrap(api.GET('/sessions/current'))
  return state === 'removed' ? key : undefined
}

/** Lets in somebody who asked to join. */
export function admit(
  api: Api,
  steward: DeviceKey,
  { group, member }: { group: string; member: string },
): Promise<Ack> {
  const body = { member: asPublicKey(member), role: 'member' as const }
  return write(api, steward, { kind: 'member/approved', log: group, body })
}
