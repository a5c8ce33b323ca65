import { ed25519 } from '@noble/curves/ed25519.js'

/** Signs for one key; the private part stays inside. */
export type Signer = {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** Signs by RFC 8032 with the key of a 32-byte seed. */
export function signerFromSeed(seed: Uint8Array): Signer {
  const secret = seed.slice()
  return { publicKey: ed25519.getPublicKey(secret), sign: message => ed25519.sign(message, secret) }
}
