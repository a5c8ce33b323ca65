import * as library from '@ipld/dag-cbor'
import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import t from 'tap'
import {
  type Canonical,
  decodeCanonical,
  decodeCanonicalMap,
  encodeCanonical,
} from '../../../protocol/bytes/canonical.ts'
import { cidFromDigest, cidToLink, Link, linkToCid } from '../../../protocol/bytes/cid.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { canonicalValue } from './canonical-values.ts'

fc.configureGlobal({ seed: 10 })

t.test('every value comes back from its bytes', async () => {
  fc.assert(fc.property(canonicalValue, value => same(decodeCanonical(encodeCanonical(value)), value)))
})

t.test('the bytes are those of the DAG-CBOR library', async () => {
  fc.assert(fc.property(canonicalValue, value => equalBytes(encodeCanonical(value), library.encode(asLibrary(value)))))
})

t.test('bytes that are read are the bytes of what was read, whatever is done to them', async () => {
  const spoilt = fc.tuple(
    canonicalValue,
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
    fc.constantFrom('flip', 'cut', 'add'),
  )
  fc.assert(
    fc.property(spoilt, ([value, place, change, how]) => {
      const bytes = spoil(encodeCanonical(value), place, change, how)
      const read = decodeCanonical(bytes)
      return isRefusal(read) ? read.code === 'entry/not-canonical' : equalBytes(encodeCanonical(read), bytes)
    }),
    { numRuns: 2000 },
  )
})

t.test('bytes that are read, the library reads too and writes the same', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), bytes => {
      const read = decodeCanonical(bytes)
      return isRefusal(read) || equalBytes(library.encode(library.decode(bytes)), bytes)
    }),
    { numRuns: 5000 },
  )
})

t.test('bytes that say the same in another way are refused', async t => {
  const others = {
    'an integer in more bytes than needed': '1800',
    'a length in more bytes than needed': '7800',
    'keys in another order': 'a2616201616102',
    'longer keys first': 'a262616101616202',
    'a key twice': 'a2616101616102',
    'an indefinite list': '9f01ff',
    'an indefinite text': '7f6161ff',
    'a float': 'fb3ff8000000000000',
    'a float that is an integer': 'fb3ff0000000000000',
    'a half float': 'f93c00',
    undefined: 'f7',
    'a simple value': 'e0',
    'the integer 2^53': '1b0020000000000000',
    'the integer -2^53': '3b001fffffffffffff',
    'a date': 'c000',
    'text in NFD': '6365cc81',
    'text that is not UTF-8': '62c328',
    'a surrogate': '63eda080',
    'bytes left over': '0000',
    'a list that ends too early': '8201',
    'bytes that end too early': '4200',
    nothing: '',
    'a list of four thousand million': '9affffffff',
    'a map with a key that is a number': 'a10101',
    'a map with the key __proto__': 'a1695f5f70726f746f5f5fa0',
    'a link to bytes of another codec': `d82a58250001551220${'00'.repeat(32)}`,
    'a link to a version 0': `d82a5823001220${'00'.repeat(32)}`,
    'a map that claims to be a refusal': 'a16772656675736564f5',
  }
  for (const [what, hex] of Object.entries(others)) {
    t.match(decodeCanonical(fromHex(hex)), { refused: true, code: 'entry/not-canonical' }, what)
  }
})

t.test('the largest integers are read and written', async t => {
  for (const value of [
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    0,
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    2 ** 32,
  ]) {
    t.equal(decodeCanonical(encodeCanonical(value)), value)
    t.equal(decodeCanonical(encodeCanonical(-value || 0)), -value || 0)
  }
})

t.test('nesting of 64 is read, deeper is refused, and a thousandfold does not exhaust the reader', async t => {
  const nested = (depth: number) => Uint8Array.of(...Array.from({ length: depth }, () => 0x81), 0x00)
  t.notOk(isRefusal(decodeCanonical(nested(64))))
  for (const depth of [65, 100_000]) t.ok(isRefusal(decodeCanonical(nested(depth))))
})

t.test('a value that has no canonical bytes is not written', async t => {
  const values: Record<string, Canonical> = {
    'a fraction': 0.5,
    'minus zero': -0,
    'an unsafe integer': 2 ** 53,
    'not a number': Number.NaN,
    'text in NFD': 'e\u0301',
    'a lone surrogate': '\ud800',
  }
  for (const [what, value] of Object.entries(values)) t.throws(() => encodeCanonical({ value }), what)
})

t.test('bytes that were read are a copy', async t => {
  const before = encodeCanonical([Uint8Array.of(1, 2, 3)])
  const wire = Buffer.from(before)
  const read = decodeCanonical(wire)
  wire.fill(0)
  t.equal(Buffer.compare(encodeCanonical(isRefusal(read) ? null : read), before), 0)
})

t.test('a body has to be a map', async t => {
  t.same(decodeCanonicalMap(encodeCanonical({ a: 1 })), { a: 1 })
  const link = cidToLink(cidFromDigest(new Uint8Array(32)))
  for (const value of [null, 1, 'a', [1], Uint8Array.of(1), link]) {
    t.match(decodeCanonicalMap(encodeCanonical(value)), { code: 'entry/not-canonical' })
  }
})

/** A value as the library takes it: it has links of its own. */
function asLibrary(value: Canonical): unknown {
  if (value instanceof Link) return CID.parse(linkToCid(value))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(asLibrary)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asLibrary(item)]))
}

function spoil(bytes: Uint8Array, place: number, change: number, how: string): Uint8Array {
  const at = place % bytes.length
  if (how === 'cut') return bytes.slice(0, at)
  if (how === 'add') return Uint8Array.of(...bytes.subarray(0, at), change, ...bytes.subarray(at))
  return bytes.map((byte, i) => (i === at ? byte ^ change : byte))
}

function same(a: unknown, b: Canonical): boolean {
  if (b instanceof Uint8Array) return a instanceof Uint8Array && equalBytes(a, b)
  if (b instanceof Link) return a instanceof Link && equalBytes(a.digest, b.digest)
  if (typeof b !== 'object' || b === null) return a === b
  if (typeof a !== 'object' || a === null || Array.isArray(a) !== Array.isArray(b)) return false
  const [mine, theirs] = [new Map<string, unknown>(Object.entries(a)), Object.entries(b)]
  return mine.size === theirs.length && theirs.every(([key, value]) => mine.has(key) && same(mine.get(key), value))
}
