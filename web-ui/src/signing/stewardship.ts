import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Api } from '../api/client.ts'
import type { Ack, Role } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { write } from './write.ts'

type Hand = { readonly api: Api; readonly member: DeviceKey; readonly group: string }

/** Gives a member another role. */
export function setRole({ api, member, group }: Hand, of: string, role: Role): Promise<Ack> {
  return write(api, member, { kind: 'member/role-set', log: group, body: { member: asKey(of), role } })
}

/** Puts a member out of the group. `cause`: for something they did, which costs those who vouched for them. */
export function remove(
  { api, member, group }: Hand,
  who: string,
  { reason, cause }: { reason: string; cause: boolean },
): Promise<Ack> {
  const body = { member: asKey(who), reason: reason.normalize('NFC'), ...(cause ? { cause } : {}) }
  return write(api, member, { kind: 'member/removed', log: group, body })
}

function asKey(hex: string) {
  if (!isPublicKeyHex(hex)) throw new TypeError('not a public key')
  return hex
}
