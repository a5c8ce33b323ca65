import { fromBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import { contextual } from '../../../protocol/keys/context.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { DeviceKey } from '../device-key.ts'
import { signerOf } from './make-key.ts'

/** Opens a session by signing the node's challenge; the node answers with a cookie that scripts cannot read. */
export async function signIn(api: Api, deviceKey: DeviceKey): Promise<void> {
  const { challenge } = await unwrap(api.POST('/sessions/challenges', { body: {} }))
  const signature = signerOf(deviceKey).sign(contextual('session', fromBase64(challenge)))
  await unwrap(api.POST('/sessions', { body: { key: deviceKey.key, challenge, signature: toBase64(signature) } }))
}
