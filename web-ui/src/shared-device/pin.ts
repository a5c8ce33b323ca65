import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '../../../protocol/bytes/compare.ts'
import { contextual } from '../../../protocol/keys/context.ts'

export const SALT_BYTES = 16
const NONCE_BYTES = 24
const KEY_BYTES = 32

/**
 * scrypt (RFC 7914) with N = 2^15, r = 8, p = 1: 32 MB, and about a second on an old phone. `cost` stands beside each
 * wrapped key, so that it can rise later.
 */
export const COST = 15
const MOST_COST = 20

/** The key that a PIN and a salt make. Slow on purpose; the page goes on meanwhile. */
export function keyOfPin(pin: string, { salt, cost }: { salt: Uint8Array; cost: number }): Promise<Uint8Array> {
  if (cost > MOST_COST) throw new RangeError(`a cost of 2^${cost} is beyond this device`)
  return scryptAsync(pin.normalize('NFKC'), salt, { N: 2 ** cost, r: 8, p: 1, dkLen: KEY_BYTES })
}

/** The key under which a member's own things lie on a shared device: it follows from the seed, so a new PIN changes nothing. */
export function shelfKeyOf(seed: Uint8Array): Uint8Array {
  return hkdf(sha256, seed, undefined, contextual('shelf', new Uint8Array()), KEY_BYTES)
}

/** XChaCha20-Poly1305, the nonce drawn and put in front. What `about` says is not in it, but must be the same to open it. */
export function seal(key: Uint8Array, bytes: Uint8Array, about: Uint8Array): Uint8Array {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  return concatBytes(nonce, xchacha20poly1305(key, nonce, about).encrypt(bytes))
}

/** What was sealed; undefined under another key, about something else, or where a bit was changed. */
export function openSealed(key: Uint8Array, sealed: Uint8Array, about: Uint8Array): Uint8Array | undefined {
  try {
    return xchacha20poly1305(key, sealed.slice(0, NONCE_BYTES), about).decrypt(sealed.slice(NONCE_BYTES))
  } catch {
    return undefined
  }
}
