import { concatBytes } from './compare.ts'
import { type Sha256, sha256 } from './sha256.ts'

declare const cidBrand: unique symbol

/**
 * An id: CIDv1, dag-cbor, sha2-256, in lower-case base32 (`bafyrei…`, 59 characters). No other kind of CID is an id here.
 * In canonical bytes it is a DAG-CBOR link (tag 42), in code this text.
 */
export type Cid = string & { readonly [cidBrand]: true }

const DAG_CBOR = 0x71
const SHA2_256 = 0x12
/** Version 1, dag-cbor, sha2-256, 32 bytes. */
const PREFIX = Uint8Array.of(1, DAG_CBOR, SHA2_256, 32)
/** RFC 4648 §6, lower case, as multibase `b`. */
const CHARACTERS = Uint8Array.from('abcdefghijklmnopqrstuvwxyz234567', character => character.charCodeAt(0))
/** Multibase and the whole characters of the prefix: how every id of ours begins. */
const START = 'bafyrei'
const [LETTER_A, DIGIT_2] = [0x61, 0x32]
/** The 36 bytes leave two zero bits in the last character, and the prefix decides the first seven and a half. */
const FORM = /^bafyrei[a-h][a-z2-7]{50}[aeimquy4]$/

/** Id of some bytes in the canonical encoding. */
export function cidOfBytes(bytes: Uint8Array, hash: Sha256 = sha256): Cid {
  return cidFromDigest(hash(bytes))
}

/** Id of the bytes whose SHA-256 is known. */
export function cidFromDigest(digest: Uint8Array): Cid {
  if (digest.length !== 32) throw new RangeError(`a SHA-256 digest has 32 bytes, not ${digest.length}`)
  const characters: number[] = []
  // The prefix ends two bits into the eighth character, and those are zeros.
  let held = 0
  let bits = 2
  for (let i = 0; i < 32; i++) {
    held = ((held & 31) << 8) | (digest[i] ?? 0)
    bits += 8
    while (bits >= 5) {
      bits -= 5
      characters.push(CHARACTERS[(held >> bits) & 31] ?? 0)
    }
  }
  characters.push(CHARACTERS[(held << (5 - bits)) & 31] ?? 0)
  return trustedCid(START + String.fromCharCode(...characters))
}

/** The SHA-256 that an id carries. */
export function digestOfCid(cid: Cid): Uint8Array {
  const digest = new Uint8Array(32)
  let [bits, held, at] = [0, 0, -4]
  for (let i = 1; i < cid.length; i++) {
    held = ((held & 255) << 5) | fiveBits(cid.charCodeAt(i))
    bits += 5
    if (bits < 8) continue
    bits -= 8
    if (at >= 0) digest[at] = (held >> bits) & 255
    at++
  }
  return digest
}

/** The five bits of a character of the alphabet: arithmetic, since every ballot's id is read several times. */
function fiveBits(character: number): number {
  return character >= LETTER_A ? character - LETTER_A : character - DIGIT_2 + 26
}

/** The id that a text is, or undefined; the text has to be exactly the one form of it. */
export function parseCid(text: string): Cid | undefined {
  return isCid(text) ? text : undefined
}

/** An id that comes from our own store or was checked before; throws where it is none. */
export function trustedCid(text: string): Cid {
  if (!isCid(text)) throw new TypeError('not an id')
  return text
}

export function isCid(text: string): text is Cid {
  return FORM.test(text)
}

/** The 36 bytes of an id: version, codec, hash function, length, digest. */
export function cidBytes(cid: Cid): Uint8Array {
  return concatBytes(PREFIX, digestOfCid(cid))
}

/** An id in canonical data: a link to the bytes with this SHA-256. */
export class Link {
  readonly digest: Uint8Array

  constructor(digest: Uint8Array) {
    if (digest.length !== 32) throw new RangeError(`a SHA-256 digest has 32 bytes, not ${digest.length}`)
    this.digest = digest
  }
}

export function cidToLink(cid: Cid): Link {
  return new Link(digestOfCid(cid))
}

export function linkToCid({ digest }: Link): Cid {
  return cidFromDigest(digest)
}

/** What people see of an id beside a name: its last ten characters. */
export function shortCid(cid: Cid): string {
  return cid.slice(-10)
}
