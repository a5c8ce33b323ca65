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
 * Whether a key may be admitted (a member joins, a node is authorised): canonical encoding, torsion-free, and not of
 * small order. Under ZIP 215 another key could be signed for by more than its holder.
 */
export function isAdmissibleKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false
  try {
    const point = ed25519.Point.fromBytes(publicKey, false)
    return !point.isSmallOrder() && point.isTorsionFree()
  } catch {
    return false
  }
}
