import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'

/** SHA-256 of some bytes. Where it is a parameter, a node may pass its faster native one; the result is the same. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const sha256: Sha256 = bytes => nobleSha256(bytes)
