import { createPublicKey, hash, verify } from 'node:crypto'
import { openBatchVerifier } from '../../protocol/keys/batch/batch-verifier.ts'
import { type Verify, verifySignature } from '../../protocol/keys/verify.ts'
import type { SignedMessage } from '../../protocol/keys/verify-many.ts'

/**
 * The one rule (ZIP 215) at native speed: whatever OpenSSL accepts, ZIP 215 accepts; what it refuses is asked again of
 * the rule itself, since OpenSSL refuses some keys and signatures that the rule takes.
 */
export function verifyNatively({ publicKey, message, signature }: SignedMessage): boolean {
  return acceptedByOpenSsl(publicKey, message, signature) || verifySignature(publicKey, message, signature)
}

/** The same, in the form of the protocol's own `Verify`. */
export const verifyOneNatively: Verify = (publicKey, message, signature) =>
  verifyNatively({ publicKey, message, signature })

/** OpenSSL has checked so many signatures one by one before the module for batches is written and compiled. */
const WORTH_OPENING = 512

/**
 * For many signatures on one thread: in batches, several times faster than OpenSSL one by one. It has a memory of its own, for
 * as long as it is kept.
 */
export function openNativeBatchVerifier(): (messages: readonly SignedMessage[]) => boolean[] {
  return openBatchVerifier(bytes => hash('sha512', bytes, 'buffer'), verifyOneNatively, WORTH_OPENING)
}

function acceptedByOpenSsl(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    // JWK imports several times faster than DER.
    const x = Buffer.from(publicKey.buffer, publicKey.byteOffset, 32).toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, message, key, signature)
  } catch {
    return false
  }
}
