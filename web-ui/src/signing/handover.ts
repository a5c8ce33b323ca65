import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import {
  handoverDigits,
  handoverId,
  handoverPublicKey,
  openParcel,
  sealParcel,
} from '../../../protocol/keys/handover.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { DeviceKey } from '../device-key.ts'
import { keyOfSeed } from './make-key.ts'
import { signIn } from './sign-in.ts'

/** A code that is shown: its secret goes into the link, the id is what the node knows it by. */
export type Code = { readonly id: string; readonly secret: string }
/** This device's answer to a code. `own` is its X25519 secret key, hex, for this once. */
export type Claim = Code & { readonly own: string; readonly digits: string }

const draw = () => crypto.getRandomValues(new Uint8Array(32))

/** Begins to hand over the key of who is signed in here. */
export async function showCode(api: Api): Promise<Code> {
  const secret = draw()
  const id = handoverId(secret)
  await unwrap(api.POST('/handovers', { body: { id } }))
  return { id, secret: toHex(secret) }
}

export function codeOf(secret: string): Code {
  return { id: handoverId(fromHex(secret)), secret }
}

export function digitsOf({ secret }: Code, taker: string): string {
  return handoverDigits(fromHex(secret), fromHex(taker))
}

/** Seals this device's key for the one that answered; the person has compared the digits. */
export async function giveKey(api: Api, { seed }: DeviceKey, { id, secret }: Code, taker: string): Promise<void> {
  const own = draw()
  const parcel = sealParcel(fromHex(seed), { secret: fromHex(secret), own, other: fromHex(taker) })
  const body = { giver: toHex(handoverPublicKey(own)), parcel: toHex(parcel) }
  await unwrap(api.POST('/handovers/{id}/give', { params: { path: { id } }, body }))
}

/** Answers a code from this device; only the first device may. */
export async function answerCode(api: Api, code: Code): Promise<Claim> {
  const own = draw()
  const taker = toHex(handoverPublicKey(own))
  await unwrap(api.POST('/handovers/{id}/claim', { params: { path: { id: code.id } }, body: { taker } }))
  return { ...code, own: toHex(own), digits: digitsOf(code, taker) }
}

/** Opens what was given, signs in with it and ends the handover; undefined where it was not sealed for this device. */
export async function takeKey(
  api: Api,
  { id, secret, own }: Claim,
  { giver, parcel }: { giver: string; parcel: string },
): Promise<DeviceKey | undefined> {
  const ends = { secret: fromHex(secret), own: fromHex(own), other: fromHex(giver) }
  const seed = openParcel(fromHex(parcel), ends)
  if (isRefusal(seed)) return undefined
  const deviceKey = keyOfSeed(seed)
  await signIn(api, deviceKey)
  await endHandover(api, id)
  return deviceKey
}

export async function endHandover(api: Api, id: string): Promise<void> {
  await api.DELETE('/handovers/{id}', { params: { path: { id } } })
}
