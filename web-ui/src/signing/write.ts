import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { BodyOf, KindName } from '../../../protocol/kinds.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { signerOf } from './make-key.ts'
import { signKind } from './sign-entry.ts'

/**
 * Signs an entry with the member's own key for a log and hands it to the node.
 * @param entry `after`: the `seq` of what it revises, which may be of another author.
 */
export async function write<K extends KindName>(
  api: Api,
  deviceKey: DeviceKey,
  { kind, log, body, after = 0 }: { kind: K; log: string; body: BodyOf<K>; after?: number },
): Promise<Ack> {
  const params = { path: { log }, query: { key: deviceKey.key } }
  const next = await unwrap(api.GET('/logs/{log}/next-seq', { params }))
  const seq = Math.max(next.seq, after + 1)
  const { entry } = signKind(signerOf(deviceKey), { kind, log: trustedCid(log), seq, body })
  return unwrap(api.POST('/entries', { body: { entry } }))
}
