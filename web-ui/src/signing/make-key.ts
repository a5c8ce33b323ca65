import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import { type Signer, signerFromSeed } from '../../../protocol/keys/signer.ts'
import type { DeviceKey } from '../device-key.ts'

/** A new key from the browser's randomness, which plain HTTP has too. */
export function makeKey(): DeviceKey {
  return keyOfSeed(crypto.getRandomValues(new Uint8Array(32)))
}

export function keyOfSeed(seed: Uint8Array): DeviceKey {
  return { key: toHex(signerFromSeed(seed).publicKey), seed: toHex(seed) }
}

export function signerOf({ seed }: DeviceKey): Signer {
  return signerFromSeed(fromHex(seed))
}
