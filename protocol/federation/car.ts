import { type Canonical, decodeCanonicalMap, encodeCanonical } from '../bytes/canonical.ts'
import { type Cid, cidBytes, cidFromDigest } from '../bytes/cid.ts'
import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { cid, integer, isProblem, list, object } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { Blocks } from './evidence.ts'

/** What a file of evidence holds: the id of its table of contents, and every block under its id. */
export type Car = { readonly root: Cid; readonly blocks: CarBlocks }
export type CarBlocks = Blocks & {
  readonly size: number
  /** The byte at which a block begins in the file, its length and its id before it. */
  startOf(id: Cid): number | undefined
  /** Blocks that were not asked for since the file was read. */
  unread(): Cid[]
}

const headerCodec = object({ version: integer({ min: 1, max: 1 }), roots: list(cid, { min: 1, max: 1 }) })
/** CIDv1, dag-cbor, sha2-256, 32 bytes: how every id of ours begins in binary. */
const ID_PREFIX = Uint8Array.of(1, 0x71, 0x12, 32)
const ID_BYTES = 36
/** Most bytes of a length: 7 bits each, up to 2^49, which no file reaches. */
const MOST_LENGTH_BYTES = 7

/**
 * A file of evidence, piece by piece: a CAR (version 1) with one root.
 * Source: https://ipld.io/specs/transport/car/carv1/
 */
export function* writeCar(root: Cid, blocks: Iterable<readonly [Cid, Uint8Array]>): Iterable<Uint8Array> {
  const header = encodeCanonical(headerCodec.encode({ version: 1, roots: [root] }))
  yield concatBytes(encodeLength(header.length), header)
  for (const [id, bytes] of blocks) yield concatBytes(encodeLength(ID_BYTES + bytes.length), cidBytes(id), bytes)
}

/**
 * Reads such a file. Every block is checked against its id; each stands there once, the root among them, and nothing
 * follows the last. Anything else is `evidence/bad` with the byte at which it was noticed.
 */
export function readCar(file: Uint8Array, hash: Sha256 = sha256): Car | Refusal {
  const bad = (at: number, problem: string) => refuse('evidence/bad', { at, problem })
  const first = readSection(file, 0)
  if (!first) return bad(0, 'no header')
  const value: Canonical | Refusal = decodeCanonicalMap(first.bytes)
  const header = isRefusal(value) ? undefined : headerCodec.decode(value)
  const root = header && !isProblem(header) ? header.roots[0] : undefined
  if (root === undefined) return bad(0, 'not the header of a CAR file of version 1 with one root')
  const blocks = new Map<Cid, { content: Uint8Array; start: number; wasRead: boolean }>()
  for (let at = first.end; at < file.length; ) {
    const section = readSection(file, at)
    if (!section) return bad(at, 'the file ends inside a block')
    const { bytes: block, end } = section
    if (block.length < ID_BYTES || !equalBytes(block.subarray(0, 4), ID_PREFIX)) return bad(at, 'not an id of ours')
    const digest = block.subarray(4, ID_BYTES)
    const content = block.subarray(ID_BYTES)
    if (!equalBytes(hash(content), digest)) return bad(at, 'a block does not have the bytes of its id')
    const id = cidFromDigest(digest)
    if (blocks.has(id)) return bad(at, 'a block stands there twice')
    blocks.set(id, { content, start: at, wasRead: false })
    at = end
  }
  if (!blocks.has(root)) return bad(file.length, 'the root is missing')
  const get = (id: Cid) => {
    const block = blocks.get(id)
    if (block) block.wasRead = true
    return block?.content
  }
  const startOf = (id: Cid) => blocks.get(id)?.start
  const unread = () => [...blocks].flatMap(([id, { wasRead }]) => (wasRead ? [] : [id]))
  return { root, blocks: { get, hash, checked: true, size: blocks.size, startOf, unread } }
}

/** Bytes of one section, after its length; undefined where the file does not hold them. */
function readSection(file: Uint8Array, at: number): { bytes: Uint8Array; end: number } | undefined {
  let length = 0
  for (let i = 0; i < MOST_LENGTH_BYTES; i++) {
    const byte = file[at + i]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 2 ** (7 * i)
    if (byte & 0x80) continue
    // A last byte of zero is the longer form of a shorter number.
    if (byte === 0) return undefined
    const start = at + i + 1
    const end = start + length
    return end <= file.length ? { bytes: file.subarray(start, end), end } : undefined
  }
  return undefined
}

/** An unsigned LEB128 number. */
function encodeLength(length: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest])
    bytes.push((rest % 128) | 0x80)
  }
}
