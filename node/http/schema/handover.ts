import { Type } from 'typebox'
import { PARCEL_BYTES } from '../../../protocol/keys/handover.ts'
import { nullable, TimeMs } from './shared.ts'

const HandoverId = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of `comunal/v1/handover\\n` and the secret in the code.',
})
const ExchangeKey = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'An X25519 public key, lower-case hex.' })
const Parcel = Type.String({
  pattern: `^[0-9a-f]{${2 * PARCEL_BYTES}}$`,
  description: 'The seed, sealed for the device that answered.',
})

export const ByHandover = Type.Object({ id: HandoverId })
export const HandoverInput = Type.Object({ id: HandoverId })
export const ClaimInput = Type.Object({ taker: ExchangeKey })
export const GivenInput = Type.Object({ giver: ExchangeKey, parcel: Parcel })
export const HandoverView = Type.Object({
  name: Type.String({ description: 'What the member is called whose key it is.' }),
  expiresAtMs: TimeMs,
  taker: nullable(ExchangeKey),
  given: nullable(GivenInput),
})
