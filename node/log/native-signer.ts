import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '../../protocol/keys/signer.ts'

/** PKCS #8 of an Ed25519 private key (RFC 8410 §7), up to its 32-byte seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs as `signerFromSeed` does, byte for byte, at OpenSSL's speed: for the node's key, which signs every batch. */
export function nativeSignerFromSeed(seed: Uint8Array): Signer {
  if (seed.length !== 32) throw new RangeError('a seed has 32 bytes')
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  return nativeSigner({ publicKey: createPublicKey(privateKey), privateKey })
}

/** A signer over a key pair that OpenSSL holds. */
export function nativeSigner({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): Signer {
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('OpenSSL made a key without its public part')
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    sign: message => new Uint8Array(sign(null, message, privateKey)),
  }
}
