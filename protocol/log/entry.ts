import {
  type Canonical,
  type CanonicalMap,
  decodeCanonical,
  decodeCanonicalMap,
  encodeCanonical,
} from '../bytes/canonical.ts'
import { type Cid, cidOfBytes } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { publicKeyBytes, publicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, isProblem, nullable, object, publicKey, text } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import { contextual } from '../keys/context.ts'
import type { Signer } from '../keys/signer.ts'
import type { Verify } from '../keys/verify.ts'
import type { SignedMessage } from '../keys/verify-many.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { leafHash } from './merkle.ts'

export const MAX_HEADER_BYTES = 1024
export const MAX_BODY_BYTES = 65_536
/** Bytes of salt in every body, so that an erased one cannot be guessed from its hash. */
export const SALT_BYTES = 16

const headerCodec = object({
  v: integer({ min: 1, max: 1 }),
  /** The log that the entry is for; only a genesis names none. */
  log: nullable(cid),
  kind: text({ min: 1, max: 64 }),
  by: publicKey,
  /** The author's clock. */
  at: integer({ min: 0 }),
  /** The author's own counter in this log: one more than the highest they have seen of themselves. */
  seq: integer({ min: 0 }),
  /** SHA-256 of the body. */
  body: bytes(32),
  /** Bytes of the body. */
  size: integer({ min: 1 }),
})
export type Header = Infer<typeof headerCodec>

/** An entry as it travels: canonical bytes, and the body apart so that it can be erased (null). */
export type SignedEntry = {
  readonly header: Uint8Array
  readonly signature: Uint8Array
  readonly body: Uint8Array | null
}

/** The part of an entry that its id and the Merkle tree cover; never erased. */
export type Leaf = Pick<SignedEntry, 'header' | 'signature'>

/** An entry whose bytes, sizes and body hash hold. Whether its signature does, is asked apart, in batches. */
export type Entry = {
  readonly id: Cid
  readonly header: Header
  /** Hashed when it is asked for: who only counts never asks. */
  readonly leafHash: Uint8Array
  readonly signed: SignedEntry
  /** The body with its salt; null where it has been erased. */
  readonly bodyValue: CanonicalMap | null
}

export type EntryDraft = {
  readonly log: Cid | null
  readonly kind: string
  readonly at: number
  readonly seq: number
  readonly body: CanonicalMap
  /** 16 random bytes. */
  readonly salt: Uint8Array
}

/** Signs an entry. The salt goes into the body; a body or header beyond the limits is the caller's bug and throws. */
export function signEntry({ log, kind, at, seq, body, salt }: EntryDraft, signer: Signer): SignedEntry {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`)
  if (Object.hasOwn(body, 'salt')) throw new TypeError('the body has a salt already')
  const bodyBytes = encodeCanonical({ ...body, salt })
  const [by, size] = [publicKeyHex(signer.publicKey), bodyBytes.length]
  const header = encodeCanonical(headerCodec.encode({ v: 1, log, kind, by, at, seq, body: sha256(bodyBytes), size }))
  if (header.length > MAX_HEADER_BYTES || size > MAX_BODY_BYTES) throw new RangeError('the entry is too large')
  return { header, signature: signer.sign(entrySigningBytes(header)), body: bodyBytes }
}

/**
 * Reads an entry: canonical bytes, sizes, the body's hash. Not the signature: see `checkEntrySignature`.
 * Refuses with `entry/too-large`, `entry/not-canonical`, `entry/bad-signature` (its length), `entry/bad-body`.
 */
export function decodeEntry(signed: SignedEntry, hash: Sha256 = sha256): Entry | Refusal {
  const leaf = leafBytes(signed)
  const bodyOf = (digest: Uint8Array) => {
    if (signed.body === null || equalBytes(hash(signed.body), digest)) return signed.body
    return refuse('entry/bad-body', { problem: 'not the body that was signed' })
  }
  return decodeParts(signed, { id: cidOfBytes(leaf, hash), leaf, bodyOf }, hash)
}

/**
 * Reads an entry out of its leaf's bytes, as they lie under its id, and its body, wherever that is. That the leaf has the
 * hash of its id, and the body the one it is asked by, is for the caller to see to. Else refuses as `decodeEntry` does.
 * @param bodyOf the body by its SHA-256: null where it is erased, a refusal where nobody has it.
 */
export function decodeLeaf(
  id: Cid,
  leaf: Uint8Array,
  bodyOf: (digest: Uint8Array) => Uint8Array | null | Refusal,
  hash: Sha256 = sha256,
): Entry | Refusal {
  const parts = readLeaf(leaf)
  return isRefusal(parts) ? parts : decodeParts(parts, { id, leaf, bodyOf }, hash)
}

type Placed = {
  readonly id: Cid
  readonly leaf: Uint8Array
  bodyOf(digest: Uint8Array): Uint8Array | null | Refusal
}

function decodeParts(parts: Leaf, { id, leaf, bodyOf }: Placed, hash: Sha256): Entry | Refusal {
  const { signature } = parts
  if (signature.length !== 64) return refuse('entry/bad-signature', { bytes: signature.length })
  const header = decodeHeader(parts.header)
  if (isRefusal(header)) return header
  const body = bodyOf(header.body)
  if (isRefusal(body)) return body
  const bodyValue = body === null ? null : decodeBody(body, header)
  if (isRefusal(bodyValue)) return bodyValue
  let hashed: Uint8Array | undefined
  return {
    id,
    header,
    get leafHash() {
      hashed ??= leafHash(leaf, hash)
      return hashed
    },
    signed: { header: parts.header, signature, body },
    bodyValue,
  }
}

/** Reads a header alone: where its body is to be had follows from it. `entry/too-large`, `entry/not-canonical`. */
export function decodeHeader(bytes: Uint8Array): Header | Refusal {
  if (bytes.length > MAX_HEADER_BYTES) return refuse('entry/too-large', { headerBytes: bytes.length })
  const value = decodeCanonical(bytes)
  if (isRefusal(value)) return value
  const header = headerCodec.decode(value)
  return isProblem(header) ? refuse('entry/not-canonical', { header: header.problem }) : header
}

function decodeBody(body: Uint8Array, header: Header): CanonicalMap | Refusal {
  if (header.size > MAX_BODY_BYTES) return refuse('entry/too-large', { bodyBytes: header.size })
  if (body.length !== header.size) return refuse('entry/bad-body', { bytes: body.length, stated: header.size })
  const value = decodeCanonicalMap(body)
  if (isRefusal(value)) return value
  const { salt } = value
  const isSalted = salt instanceof Uint8Array && salt.length === SALT_BYTES
  return isSalted ? value : refuse('entry/bad-body', { problem: `no salt of ${SALT_BYTES} bytes` })
}

/** What the author signs: the header, which carries the hash of the body. */
export function entrySigningBytes(header: Uint8Array): Uint8Array {
  return contextual('entry', header)
}

/** An entry's signature with what it is over, for checks in batches. */
export function signedMessage({ header, signed }: Entry): SignedMessage {
  const { signature } = signed
  return { publicKey: publicKeyBytes(header.by), message: entrySigningBytes(signed.header), signature }
}

export function checkEntrySignature(entry: Entry, verify: Verify): boolean {
  const { publicKey, message, signature } = signedMessage(entry)
  return verify(publicKey, message, signature)
}

/** The bytes whose hash is the entry's id and whose leaf hash stands in the tree. */
export function leafBytes({ header, signature }: Leaf): Uint8Array {
  return encodeCanonical([header, signature])
}

/** Header and signature out of a leaf's bytes; `entry/not-canonical` for anything else. */
export function readLeaf(leaf: Uint8Array): Leaf | Refusal {
  const parts = readParts(leaf)
  if (isRefusal(parts)) return parts
  const [header, signature, ...rest] = parts
  if (!(header instanceof Uint8Array && signature instanceof Uint8Array) || rest.length > 0) {
    return refuse('entry/not-canonical', { problem: 'not a leaf' })
  }
  return { header, signature }
}

/** An entry as one message: header, signature, body or null. */
export function encodeSignedEntry({ header, signature, body }: SignedEntry): Uint8Array {
  return encodeCanonical([header, signature, body])
}

/** The parts of such a message; what is in them, `decodeEntry` judges. */
export function decodeSignedEntry(message: Uint8Array): SignedEntry | Refusal {
  const mostBytes = MAX_HEADER_BYTES + MAX_BODY_BYTES + 128
  if (message.length > mostBytes) return refuse('entry/too-large', { bytes: message.length })
  const parts = readParts(message)
  if (isRefusal(parts)) return parts
  const [header, signature, body, ...rest] = parts
  const isWhole = header instanceof Uint8Array && signature instanceof Uint8Array && rest.length === 0
  if (!isWhole || !(body instanceof Uint8Array || body === null)) {
    return refuse('entry/not-canonical', { problem: 'not an entry' })
  }
  return { header, signature, body }
}

function readParts(message: Uint8Array): readonly Canonical[] | Refusal {
  const value = decodeCanonical(message)
  if (isRefusal(value)) return value
  return isList(value) ? value : refuse('entry/not-canonical', { problem: 'not a list' })
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value)
}
