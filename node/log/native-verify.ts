import { createPublicKey, verify } from 'node:crypto'
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
