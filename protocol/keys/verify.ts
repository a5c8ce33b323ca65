import { ed25519 } from '@noble/curves/ed25519.js'

/** A check of one signature, whoever does it; every one has to decide as `verifySignature` does. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/**
 * The one rule that decides whether a signature holds: ZIP 215. Malformed keys and signatures are false, never thrown.
 * Source: https://zips.z.cash/zip-0215
 */
export const verifySignature: Verify = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: true })
  } catch {
    return false
  }
}

/**
 * Whether a key may be admitted (a member joins, a ticket is issued): canonical encoding, torsion-free, and not of
 * small order. Under ZIP 215 another key could be signed for by more than its holder.
 */
export function isAdmissibleKey(publicKey: Uint8Array): boolean {
  return soundPoint(publicKey)?.isTorsionFree() ?? false
}

/**
 * Whether only its holder can sign for a key: canonical encoding and not of small order. What has to be asked each time a
 * charter is read, where the torsion of each key in it, ten milliseconds, would be too dear.
 */
export function isSoundKey(publicKey: Uint8Array): boolean {
  return soundPoint(publicKey) !== undefined
}

function soundPoint(publicKey: Uint8Array) {
  if (publicKey.length !== 32) return undefined
  try {
    const point = ed25519.Point.fromBytes(publicKey, false)
    return point.isSmallOrder() ? undefined : point
  } catch {
    return undefined
  }
}
