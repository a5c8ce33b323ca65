import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { DelegationScope } from '../../../protocol/governance/delegation.ts'
import type { Api } from '../api/client.ts'
import type { Ack, Scope } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { write } from './write.ts'

/** Lets a member vote where one does not vote oneself; null lets nobody. */
export function delegate(
  api: Api,
  member: DeviceKey,
  { group, scope, to, expiresAtMs }: { group: string; scope: Scope; to: string | null; expiresAtMs?: number },
): Promise<Ack> {
  if (to !== null && !isPublicKeyHex(to)) throw new TypeError('not a public key')
  return write(api, member, {
    kind: 'delegation/given',
    log: group,
    body: { scope: scopeOf(scope), to, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) },
  })
}

export function takeBack(api: Api, member: DeviceKey, { group, scope }: { group: string; scope: Scope }): Promise<Ack> {
  return write(api, member, { kind: 'delegation/revoked', log: group, body: { scope: scopeOf(scope) } })
}

function scopeOf({ type, area, proposal }: Scope): DelegationScope {
  if (type === 'proposal' && proposal !== undefined) return { type, proposal: trustedCid(proposal) }
  return type === 'area' && area !== undefined ? { type, area: area.normalize('NFC') } : { type: 'everything' }
}
