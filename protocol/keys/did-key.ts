import { base58 } from '@scure/base'
import { concatBytes } from '../bytes/compare.ts'

/** Multicodec of an Ed25519 public key, as a varint. */
const ED25519_PUB = Uint8Array.of(0xed, 0x01)

/** A public key as people exchange it: `did:key:z6Mk…`. Source: https://w3c-ccg.github.io/did-key-spec/ */
export function didOfKey(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new RangeError(`a public key has 32 bytes, not ${publicKey.length}`)
  return `did:key:z${base58.encode(concatBytes(ED25519_PUB, publicKey))}`
}

/** The 32 bytes of an Ed25519 `did:key`; undefined for anything else. */
export function keyOfDid(text: string): Uint8Array | undefined {
  const [, encoded] = /^did:key:z([1-9A-HJ-NP-Za-km-z]{46,50})$/.exec(text) ?? []
  if (encoded === undefined) return undefined
  const bytes = base58.decode(encoded)
  const isEd25519 = bytes.length === 34 && bytes[0] === ED25519_PUB[0] && bytes[1] === ED25519_PUB[1]
  return isEd25519 ? bytes.slice(2) : undefined
}
