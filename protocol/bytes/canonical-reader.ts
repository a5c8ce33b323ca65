import type { Canonical } from './canonical.ts'
import { LINK_START, MAX_DEPTH } from './canonical-writer.ts'
import { Link } from './cid.ts'

/** Where a reader stands in the bytes. */
type Place = { readonly bytes: Uint8Array; at: number }

/** Major types (RFC 8949 §3.1). */
const [UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG] = [0, 1, 2, 3, 4, 5, 6]
const [FALSE, TRUE, NULL] = [0xf4, 0xf5, 0xf6]
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Short texts are read faster by hand than by the decoder. */
const SHORT_TEXT = 32

/**
 * Reads DAG-CBOR strictly: every item in its one canonical form, so that nothing has to be encoded again to compare.
 * Throws on anything else: long heads, unsorted or double keys, floats, integers from 2^53, text not in NFC,
 * other tags or links, bytes left over. Source: https://ipld.io/specs/codecs/dag-cbor/spec/ (strictness).
 */
export function readCanonical(bytes: Uint8Array): Canonical {
  const place = { bytes: withoutSubclass(bytes), at: 0 }
  const value = readValue(place, 0)
  if (place.at !== bytes.length) throw new SyntaxError('bytes left over')
  return value
}

/** `slice` of Node's subclass would share its memory instead of copying. */
function withoutSubclass(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

function readValue(place: Place, depth: number): Canonical {
  if (depth > MAX_DEPTH) throw new SyntaxError('nests too deep')
  const initial = place.bytes[place.at]
  if (initial === undefined) throw new SyntaxError('the bytes end too early')
  const major = initial >> 5
  if (major === UNSIGNED) return readArgument(place)
  if (major === NEGATIVE) return negative(readArgument(place))
  if (major === BYTES) return readBytes(place)
  if (major === TEXT) return readText(place)
  if (major === LIST) return readList(place, depth)
  if (major === MAP) return readMap(place, depth)
  if (major === TAG) return readLink(place)
  place.at++
  if (initial === NULL) return null
  if (initial === TRUE) return true
  if (initial === FALSE) return false
  throw new SyntaxError('a float or another simple value')
}

/** The argument of an item's head, which has to be in the fewest bytes. */
function readArgument(place: Place): number {
  const { bytes } = place
  const info = (bytes[place.at++] ?? 0) & 31
  if (info < 24) return info
  if (info > 27) throw new SyntaxError('an indefinite length')
  const width = 2 ** (info - 24)
  let argument = 0
  for (let i = 0; i < width; i++) {
    const byte = bytes[place.at++]
    if (byte === undefined) throw new SyntaxError('the bytes end too early')
    argument = argument * 256 + byte
  }
  if (argument < (width === 1 ? 24 : 256 ** (width / 2))) throw new SyntaxError('a head longer than needed')
  if (argument > Number.MAX_SAFE_INTEGER) throw new SyntaxError('an integer from 2^53')
  return argument
}

function negative(argument: number): number {
  const value = -1 - argument
  if (!Number.isSafeInteger(value)) throw new SyntaxError('an integer from 2^53')
  return value
}

function readLength(place: Place): number {
  const length = readArgument(place)
  if (length > place.bytes.length - place.at) throw new SyntaxError('the bytes end too early')
  return length
}

function readBytes(place: Place): Uint8Array {
  const length = readLength(place)
  place.at += length
  return place.bytes.slice(place.at - length, place.at)
}

function readText(place: Place): string {
  const { bytes } = place
  const length = readLength(place)
  const start = place.at
  place.at += length
  if (length <= SHORT_TEXT) {
    let text = ''
    let i = start
    for (; i < place.at; i++) {
      const byte = bytes[i] ?? 0x80
      if (byte > 0x7f) break
      text += String.fromCharCode(byte)
    }
    if (i === place.at) return text
  }
  const text = UTF8.decode(bytes.subarray(start, place.at))
  if (text.length !== length && text.normalize('NFC') !== text) throw new SyntaxError('text not in NFC')
  return text
}

function readList(place: Place, depth: number): Canonical[] {
  const length = readLength(place)
  const list: Canonical[] = []
  for (let i = 0; i < length; i++) list.push(readValue(place, depth + 1))
  return list
}

function readMap(place: Place, depth: number): Canonical {
  const length = readLength(place)
  const map: Record<string, Canonical> = {}
  let [heldStart, heldEnd] = [0, -1]
  for (let i = 0; i < length; i++) {
    if ((place.bytes[place.at] ?? 0) >> 5 !== TEXT) throw new SyntaxError('a key that is not text')
    const keyAt = place.at
    const key = readText(place)
    if (heldEnd >= 0 && !isAscending(place.bytes, heldStart, heldEnd, keyAt, place.at)) {
      throw new SyntaxError('keys unsorted or double')
    }
    if (key === '__proto__') throw new SyntaxError('a key __proto__')
    ;[heldStart, heldEnd] = [keyAt, place.at]
    map[key] = readValue(place, depth + 1)
  }
  return map
}

/** Shorter keys first, then by byte. Heads are compared too: they grow with the length, so the order is the same. */
function isAscending(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  const [aLength, bLength] = [aEnd - a, bEnd - b]
  if (aLength !== bLength) return aLength < bLength
  for (let i = 0; i < aLength; i++) {
    const difference = (bytes[b + i] ?? 0) - (bytes[a + i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

function readLink(place: Place): Link {
  const { bytes, at } = place
  for (let i = 0; i < LINK_START.length; i++) {
    if (bytes[at + i] !== LINK_START[i]) throw new SyntaxError('a tag that is not a link to canonical data')
  }
  place.at += LINK_START.length + 32
  if (place.at > bytes.length) throw new SyntaxError('the bytes end too early')
  return new Link(bytes.slice(place.at - 32, place.at))
}
