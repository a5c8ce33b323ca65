import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { toHex } from '../bytes/hex.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { contextual } from './context.ts'

/**
 * A member's key goes from one device to another through a node that never sees it. The first shows 32 random bytes, the
 * secret, as a code to scan; the other answers with an X25519 key; both show the same six digits, and on the person's yes the
 * first seals the seed for that key and that secret. Who only carries it lacks both; who photographs the code lacks the digits.
 */
export type HandoverEnds = {
  /** 32 random bytes: in the code, and nowhere else. */
  readonly secret: Uint8Array
  /** One's own X25519 secret key, for this once. */
  readonly own: Uint8Array
  /** The other's X25519 public key. */
  readonly other: Uint8Array
}

const SEED_BYTES = 32
const TAG_BYTES = 32
/** A seed under its cover, then the tag. */
export const PARCEL_BYTES = SEED_BYTES + TAG_BYTES

/** The name under which a node carries it: it tells nothing of the secret. */
export function handoverId(secret: Uint8Array): string {
  return toHex(sha256(contextual('handover', secret)))
}

export function handoverPublicKey(own: Uint8Array): Uint8Array {
  return x25519.getPublicKey(own)
}

/** Six digits that both devices show: they are the same only where the device that was scanned with is the one that answered. */
export function handoverDigits(secret: Uint8Array, taker: Uint8Array): string {
  const digest = sha256(contextual('handover-digits', concatBytes(secret, taker)))
  const number = new DataView(digest.buffer, digest.byteOffset).getUint32(0) % 1_000_000
  return String(number).padStart(6, '0')
}

/** Seals a seed for the device that answered. Each pair of keys is for one parcel, so the cover is used once. */
export function sealParcel(seed: Uint8Array, ends: HandoverEnds): Uint8Array {
  if (seed.length !== SEED_BYTES) throw new RangeError(`a seed has ${SEED_BYTES} bytes, not ${seed.length}`)
  const { mask, tagKey } = keysOf(ends, handoverPublicKey(ends.own), ends.other)
  const covered = seed.map((byte, i) => byte ^ (mask[i] ?? 0))
  return concatBytes(covered, hmac(sha256, tagKey, covered))
}

/** The seed in a parcel; `key/bad` where it was not sealed for this device with this secret, or was changed on its way. */
export function openParcel(parcel: Uint8Array, ends: HandoverEnds): Uint8Array | Refusal {
  if (parcel.length !== PARCEL_BYTES) return refuse('key/bad')
  const keys = opened(ends)
  if (!keys) return refuse('key/bad')
  const covered = parcel.slice(0, SEED_BYTES)
  if (!equalBytes(hmac(sha256, keys.tagKey, covered), parcel.slice(SEED_BYTES))) return refuse('key/bad')
  return covered.map((byte, i) => byte ^ (keys.mask[i] ?? 0))
}

function opened(ends: HandoverEnds): ReturnType<typeof keysOf> | undefined {
  try {
    return keysOf(ends, ends.other, handoverPublicKey(ends.own))
  } catch {
    // Where the other key is of small order there is no shared secret (RFC 7748 §6.1).
    return undefined
  }
}

/** HKDF (RFC 5869) over what both can compute (RFC 7748), the secret as its salt, both public keys in its info. */
function keysOf({ secret, own, other }: HandoverEnds, giver: Uint8Array, taker: Uint8Array) {
  const info = contextual('handover', concatBytes(giver, taker))
  const bytes = hkdf(sha256, x25519.getSharedSecret(own, other), secret, info, SEED_BYTES + TAG_BYTES)
  return { mask: bytes.slice(0, SEED_BYTES), tagKey: bytes.slice(SEED_BYTES) }
}
