import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { concatBytes } from '../bytes/compare.ts'
import { contextual } from './context.ts'
import type { Signer } from './signer.ts'

const { Point } = ed25519
const { Fn } = Point

/**
 * A member's factor h for one proposal: SHA-512(context ‖ k ‖ proposal ‖ A) mod L, as 32 bytes, little-endian.
 * Whoever knows it can tell whose ballot key is whose: the node gives each member their own and nobody another's.
 * @param k 32 random bytes that the node draws for the proposal.
 * @param proposal its id; the SHA-256 that the id carries goes into the hash.
 */
export function ballotFactor(k: Uint8Array, proposal: Cid, memberPublicKey: Uint8Array): Uint8Array {
  if (k.length !== 32 || memberPublicKey.length !== 32)
    throw new RangeError('the secret and the key have 32 bytes each')
  const factor = hashToScalar(contextual('ballot-key', concatBytes(k, digestOfCid(proposal), memberPublicKey)))
  if (factor === 0n) throw new RangeError('a factor of zero; draw another secret')
  return Fn.toBytes(factor)
}

/** The ballot key A' = h·A. The member's key has to be admissible; another one throws. */
export function blindPublicKey(publicKey: Uint8Array, factor: Uint8Array): Uint8Array {
  return Point.fromBytes(publicKey, false).multiply(Fn.fromBytes(factor)).toBytes()
}

/**
 * Signs for the ballot key A' with a' = h·a, as RFC 8032 §5.1.6 does. The nonce comes from the member's own prefix and
 * h, so that no two keys of one member ever share a nonce. What it signs, `verifySignature` takes like any signature.
 * Source: draft-irtf-cfrg-signature-key-blinding, with a factor made as above.
 */
export function blindedSigner(seed: Uint8Array, factor: Uint8Array): Signer {
  const { scalar, prefix } = ed25519.utils.getExtendedPublicKey(seed)
  const blinded = Fn.mul(scalar, Fn.fromBytes(factor))
  const publicKey = Point.BASE.multiply(blinded).toBytes()
  const blindedPrefix = sha512(contextual('ballot-nonce', concatBytes(prefix, factor))).slice(0, 32)
  return {
    publicKey,
    sign: message => {
      const nonce = hashToScalar(concatBytes(blindedPrefix, message))
      const point = Point.BASE.multiply(nonce).toBytes()
      const challenge = hashToScalar(concatBytes(point, publicKey, message))
      return concatBytes(point, Fn.toBytes(Fn.add(nonce, Fn.mul(challenge, blinded))))
    },
  }
}

/** A 64-byte hash, little-endian, modulo the order L of the group. */
function hashToScalar(bytes: Uint8Array): bigint {
  return Fn.create(bytesToNumberLE(sha512(bytes)))
}
