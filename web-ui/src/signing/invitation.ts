import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { isPublicKeyHex, type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { proveInvitation } from '../../../protocol/group/membership.ts'
import { signerFromSeed } from '../../../protocol/keys/signer.ts'
import type { Api } from '../api/client.ts'
import type { Ack, Role } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { makeKey } from './make-key.ts'
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

/** Lets in somebody who asked to join. */
export function admit(
  api: Api,
  steward: DeviceKey,
  { group, member }: { group: string; member: string },
): Promise<Ack> {
  const body = { member: asPublicKey(member), role: 'member' as const }
  return write(api, steward, { kind: 'member/approved', log: group, body })
}
