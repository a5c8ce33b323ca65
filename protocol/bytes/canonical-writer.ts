import { Link } from './cid.ts'
import { compareBytes } from './compare.ts'

/** A growing buffer, in the hands of one call. */
type Sheet = { bytes: Uint8Array; length: number }

/** Initial byte of a CBOR item: the major type in its upper three bits (RFC 8949 §3). */
const [UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP] = [0x00, 0x20, 0x40, 0x60, 0x80, 0xa0]
const [FALSE, TRUE, NULL] = [0xf4, 0xf5, 0xf6]
/**
 * How a link begins, DAG-CBOR's only tag: tag 42, 37 bytes, then multibase identity, CIDv1, dag-cbor, sha2-256, 32 bytes.
 * Canonical data has no other links.
 */
export const LINK_START = Uint8Array.of(0xd8, 0x2a, 0x58, 0x25, 0x00, 0x01, 0x71, 0x12, 0x20)
/** Deeper nesting is refused, so that nobody's bytes exhaust the stack of one reader and not of another. */
export const MAX_DEPTH = 64

/**
 * DAG-CBOR of a value, strict by construction: shortest heads, map keys sorted by length and then by byte.
 * Written here because reading an entry is what a recount does most, and the libraries for it are several times slower
 * and take floats, large integers and unsorted maps; the tests hold it against `@ipld/dag-cbor`.
 * Throws on what canonical data cannot hold. Source: https://ipld.io/specs/codecs/dag-cbor/spec/ (strictness).
 */
export function writeCanonical(value: unknown): Uint8Array {
  const lent = spare ?? new Uint8Array(4_096)
  spare = undefined
  try {
    const sheet: Sheet = { bytes: lent, length: 0 }
    writeValue(sheet, value, 0)
    return sheet.bytes.slice(0, sheet.length)
  } finally {
    spare = lent
  }
}

/** Between two calls, what the next one writes into: most values fit, and a new buffer each time is half of the cost. */
let spare: Uint8Array | undefined

function writeValue(sheet: Sheet, value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new RangeError('canonical data nests too deep')
  if (typeof value === 'string') writeText(sheet, value)
  else if (typeof value === 'number') writeInteger(sheet, value)
  else if (value === null) writeByte(sheet, NULL)
  else if (typeof value === 'boolean') writeByte(sheet, value ? TRUE : FALSE)
  else if (typeof value !== 'object') throw new TypeError(`canonical data has no ${typeof value}`)
  else if (value instanceof Uint8Array) writeBytes(sheet, value)
  else if (value instanceof Link) writeLink(sheet, value)
  else if (Array.isArray(value)) writeList(sheet, value, depth)
  else writeMap(sheet, value, depth)
}

function writeList(sheet: Sheet, list: readonly unknown[], depth: number): void {
  writeHead(sheet, LIST, list.length)
  for (const item of list) writeValue(sheet, item, depth + 1)
}

function writeMap(sheet: Sheet, map: object, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(map)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('canonical maps are plain objects')
  const keys = sortKeys(Object.keys(map))
  writeHead(sheet, MAP, keys.length)
  for (const key of keys) {
    if (key === '__proto__') throw new TypeError('a canonical map cannot have the key __proto__')
    writeText(sheet, key)
    writeValue(sheet, Reflect.get(map, key), depth + 1)
  }
}

/** In canonical order; what a codec wrote is in it already. */
function sortKeys(keys: string[]): string[] {
  if (!keys.every(isAscii)) {
    const coder = new TextEncoder()
    const coded = keys.map(key => ({ key, bytes: coder.encode(key) }))
    coded.sort((a, b) => a.bytes.length - b.bytes.length || compareBytes(a.bytes, b.bytes))
    return coded.map(({ key }) => key)
  }
  const isSorted = keys.every((key, i) => i === 0 || compareKeys(keys[i - 1] ?? '', key) < 0)
  return isSorted ? keys : keys.sort(compareKeys)
}

/** The canonical order of two keys in ASCII that are not the same: the shorter first, then by byte. */
export function compareKeys(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1)
}

function writeText(sheet: Sheet, text: string): void {
  if (isAscii(text)) {
    writeHead(sheet, TEXT, text.length)
    reserve(sheet, text.length)
    for (let i = 0; i < text.length; i++) sheet.bytes[sheet.length++] = text.charCodeAt(i)
    return
  }
  if (!text.isWellFormed() || text.normalize('NFC') !== text) throw new TypeError('canonical text is Unicode in NFC')
  const bytes = new TextEncoder().encode(text)
  writeHead(sheet, TEXT, bytes.length)
  writeRaw(sheet, bytes)
}

function writeInteger(sheet: Sheet, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError(`${value} is not a canonical integer`)
  if (value < 0) writeHead(sheet, NEGATIVE, -1 - value)
  else writeHead(sheet, UNSIGNED, value)
}

function writeBytes(sheet: Sheet, bytes: Uint8Array): void {
  writeHead(sheet, BYTES, bytes.length)
  writeRaw(sheet, bytes)
}

function writeLink(sheet: Sheet, { digest }: Link): void {
  writeRaw(sheet, LINK_START)
  writeRaw(sheet, digest)
}

/** Major type and argument in the fewest bytes. */
function writeHead(sheet: Sheet, major: number, argument: number): void {
  reserve(sheet, 9)
  const { bytes } = sheet
  if (argument < 24) bytes[sheet.length++] = major | argument
  else if (argument < 0x100) {
    bytes[sheet.length++] = major | 24
    bytes[sheet.length++] = argument
  } else if (argument < 0x10000) writeWide(sheet, major | 25, argument, 2)
  else if (argument < 0x100000000) writeWide(sheet, major | 26, argument, 4)
  else writeWide(sheet, major | 27, argument, 8)
}

function writeWide(sheet: Sheet, initial: number, argument: number, width: number): void {
  sheet.bytes[sheet.length] = initial
  let rest = argument
  for (let i = width; i > 0; i--) {
    sheet.bytes[sheet.length + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  sheet.length += width + 1
}

function writeByte(sheet: Sheet, byte: number): void {
  reserve(sheet, 1)
  sheet.bytes[sheet.length++] = byte
}

function writeRaw(sheet: Sheet, raw: Uint8Array): void {
  reserve(sheet, raw.length)
  sheet.bytes.set(raw, sheet.length)
  sheet.length += raw.length
}

function reserve(sheet: Sheet, more: number): void {
  if (sheet.length + more <= sheet.bytes.length) return
  const larger = new Uint8Array(Math.max(2 * sheet.bytes.length, sheet.length + more))
  larger.set(sheet.bytes.subarray(0, sheet.length))
  sheet.bytes = larger
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}
