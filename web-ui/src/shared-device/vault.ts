import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import { contextual } from '../../../protocol/keys/context.ts'
import type { DeviceKey } from '../device-key.ts'
import { keyOfSeed } from '../signing/make-key.ts'
import type { Wrapped } from './holders.ts'
import { COST, keyOfPin, openSealed, SALT_BYTES, seal, shelfKeyOf } from './pin.ts'

const aboutPin = (key: string) => contextual('pin', fromHex(key))

/** A PIN that was chosen and made into a key: what is wrapped with it later costs nothing more. */
export type Wrap = (deviceKey: DeviceKey) => Wrapped

export async function wrapWith(pin: string, cost = COST): Promise<Wrap> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const pinKey = await keyOfPin(pin, { salt, cost })
  return ({ key, seed }) => ({ salt: toHex(salt), cost, sealed: toHex(seal(pinKey, fromHex(seed), aboutPin(key))) })
}

/** The key that was wrapped; undefined where the PIN is another. */
export async function unwrap(
  pin: string,
  { key, wrapped: { salt, cost, sealed } }: { readonly key: string; readonly wrapped: Wrapped },
): Promise<DeviceKey | undefined> {
  const pinKey = await keyOfPin(pin, { salt: fromHex(salt), cost })
  const seed = openSealed(pinKey, fromHex(sealed), aboutPin(key))
  return seed && keyOfSeed(seed)
}

/** Seals and opens what is one member's alone. */
export type Seal = {
  seal(text: string): Uint8Array<ArrayBuffer>
  open(sealed: Uint8Array): string | undefined
}

export function sealOf({ key, seed }: DeviceKey): Seal {
  const shelfKey = shelfKeyOf(fromHex(seed))
  const about = contextual('shelf', fromHex(key))
  return {
    seal: text => new Uint8Array(seal(shelfKey, new TextEncoder().encode(text), about)),
    open: sealed => {
      const bytes = openSealed(shelfKey, sealed, about)
      return bytes && new TextDecoder().decode(bytes)
    },
  }
}
