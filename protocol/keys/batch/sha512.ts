import { sha512 as nobleSha512 } from '@noble/hashes/sha2.js'

/** SHA-512 of some bytes. Where it is a parameter, a node may pass its faster native one; the result is the same. */
export type Sha512 = (bytes: Uint8Array) => Uint8Array

export const sha512: Sha512 = bytes => nobleSha512(bytes)
