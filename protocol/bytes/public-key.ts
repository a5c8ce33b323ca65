import { fromHex, toHex } from './hex.ts'

declare const publicKeyBrand: unique symbol

/** 32 bytes of an Ed25519 public key as lower-case hex; its form is checked, not the point it names. */
export type PublicKeyHex = string & { readonly [publicKeyBrand]: true }

export function isPublicKeyHex(text: string): text is PublicKeyHex {
  return /^[0-9a-f]{64}$/.test(text)
}

/** The hex form of a public key's 32 bytes; throws for another length. */
export function publicKeyHex(bytes: Uint8Array): PublicKeyHex {
  const text = toHex(bytes)
  if (!isPublicKeyHex(text)) throw new RangeError(`a public key has 32 bytes, not ${bytes.length}`)
  return text
}

export function publicKeyBytes(key: PublicKeyHex): Uint8Array {
  return fromHex(key)
}
