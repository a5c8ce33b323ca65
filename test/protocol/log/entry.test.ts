import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { type CanonicalMap, encodeCanonical, isCanonicalMap } from '../../../protocol/bytes/canonical.ts'
import { cidToLink, trustedCid } from '../../../protocol/bytes/cid.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import {
  checkEntrySignature,
  decodeEntry,
  decodeSignedEntry,
  type Entry,
  encodeSignedEntry,
  leafBytes,
  readLeaf,
  type SignedEntry,
  signEntry,
} from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { canonicalValue } from '../bytes/canonical-values.ts'

fc.configureGlobal({ seed: 17 })

const file = new URL('../../../fixtures/vectors/comunal/entry.json', import.meta.url)
const vector: Record<
  'seed' | 'log' | 'proposal' | 'salt' | 'header' | 'body' | 'signature' | 'id' | 'leafHash' | 'wire',
  string
> = JSON.parse(readFileSync(file, 'utf8'))
const author = nativeSignerFromSeed(fromHex(vector.seed))
const log = trustedCid(vector.log)
const salt = fromHex(vector.salt)
const weights = [-1, 0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]
const ballot = { proposal: cidToLink(trustedCid(vector.proposal)), choice: { type: 'option', value: 'Café' }, weights }
const draft = { log, kind: 'ballot/cast', at: 1_767_225_600_000, seq: 3, body: ballot, salt }
const signed = signEntry(draft, author)

t.test('a second implementation makes the same entry, id, leaf and wire form', async t => {
  t.equal(toHex(signed.header), vector.header)
  t.equal(toHex(signed.signature), vector.signature)
  t.equal(toHex(signed.body ?? new Uint8Array()), vector.body)
  t.equal(toHex(encodeSignedEntry(signed)), vector.wire)
  const entry = sound(signed)
  t.equal(entry.id, vector.id)
  t.equal(toHex(entry.leafHash), vector.leafHash)
})

t.test('what was signed is read back, body and salt with it', async () => {
  const body = canonicalValue.filter((value): value is CanonicalMap => isCanonicalMap(value) && !('salt' in value))
  fc.assert(
    fc.property(body, fc.nat(), fc.nat(), fc.option(fc.constant(log)), (value, at, seq, of) => {
      const written = signEntry({ log: of, kind: 'test/kind', at, seq, body: value, salt }, author)
      const entry = sound(written)
      const { header, bodyValue } = entry
      return (
        header.log === of &&
        header.at === at &&
        header.seq === seq &&
        equalBytes(encodeCanonical(bodyValue), encodeCanonical({ ...value, salt })) &&
        checkEntrySignature(entry, verifySignature)
      )
    }),
    { numRuns: 30 },
  )
})

t.test('an entry travels as one message', async t => {
  for (const entry of [signed, { ...signed, body: null }]) t.same(decodeSignedEntry(encodeSignedEntry(entry)), entry)
})

t.test('any flipped bit of a message is refused, or breaks the signature', async () => {
  const message = encodeSignedEntry(signed)
  fc.assert(
    fc.property(fc.nat({ max: message.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
      const parts = decodeSignedEntry(message.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte)))
      const entry = isRefusal(parts) ? parts : decodeEntry(parts)
      return isRefusal(entry) || !checkEntrySignature(entry, verifySignature)
    }),
    { numRuns: 400 },
  )
})

t.test('an erased body leaves id, leaf and signature as they were', async t => {
  const [whole, erased] = [sound(signed), sound({ ...signed, body: null })]
  t.equal(erased.id, whole.id)
  t.same(erased.leafHash, whole.leafHash)
  t.equal(erased.bodyValue, null)
  t.ok(checkEntrySignature(erased, verifySignature))
})

t.test('a leaf gives header and signature back', async t => {
  t.same(readLeaf(leafBytes(signed)), { header: signed.header, signature: signed.signature })
  for (const leaf of [
    encodeCanonical([signed.header]),
    encodeCanonical('leaf'),
    encodeSignedEntry(signed),
    new Uint8Array(),
  ]) {
    t.match(readLeaf(leaf), { code: 'entry/not-canonical' })
  }
})

t.test('the node may bring a faster hash of its own', async t => {
  let hashed = 0
  const counting = (bytes: Uint8Array) => {
    hashed++
    return sha256(bytes)
  }
  t.same(decodeEntry(signed, counting), decodeEntry(signed))
  t.equal(hashed, 3, 'body, id and leaf')
})

t.test('another signature, body or header is refused by its code', async t => {
  const body = signed.body ?? new Uint8Array()
  const otherSalt = signEntry({ ...draft, salt: new Uint8Array(16) }, author)
  const refusals: [string, SignedEntry, string][] = [
    ['a short signature', { ...signed, signature: signed.signature.slice(1) }, 'entry/bad-signature'],
    ['the body of another entry', { ...signed, body: otherSalt.body }, 'entry/bad-body'],
    ['a body with more behind it', { ...signed, body: Uint8Array.of(...body, 0) }, 'entry/bad-body'],
    ['a header of more than 1 KiB', { ...signed, header: new Uint8Array(1025) }, 'entry/too-large'],
    ['an empty header', { ...signed, header: new Uint8Array() }, 'entry/not-canonical'],
    ['a header that is no map', { ...signed, header: encodeCanonical([1]) }, 'entry/not-canonical'],
  ]
  for (const [what, entry, code] of refusals) t.match(decodeEntry(entry), { refused: true, code }, what)
  const header = {
    v: 1,
    log: null,
    kind: 'k',
    by: author.publicKey,
    at: 1,
    seq: 1,
    body: sha256(body),
    size: body.length,
  }
  t.notOk(isRefusal(decodeEntry({ ...signed, header: encodeCanonical(header) })))
  const wrong: CanonicalMap[] = [
    { v: 2 },
    { log: 'bafy' },
    { kind: '' },
    { kind: 'k'.repeat(65) },
    { by: new Uint8Array(31) },
    { at: -1 },
    { seq: -1 },
    { body: new Uint8Array(31) },
    { size: 0 },
    { more: 1 },
  ]
  for (const field of wrong) {
    const entry = { ...signed, header: encodeCanonical({ ...header, ...field }) }
    t.match(decodeEntry(entry), { code: 'entry/not-canonical' }, JSON.stringify(field))
  }
})

t.test('a body needs its salt, canonical bytes and no more than 64 KiB', async t => {
  t.match(decodeEntry(withBody(encodeCanonical({ a: 1 }))), { code: 'entry/bad-body' })
  t.match(decodeEntry(withBody(encodeCanonical({ salt: new Uint8Array(15) }))), { code: 'entry/bad-body' })
  t.match(decodeEntry(withBody(encodeCanonical([1]))), { code: 'entry/not-canonical' })
  t.match(decodeEntry(withBody(fromHex('a2616201616102'))), { code: 'entry/not-canonical' }, 'keys unsorted')
  const body = encodeCanonical({ salt })
  const stated = {
    v: 1,
    log: null,
    kind: 'k',
    by: author.publicKey,
    at: 1,
    seq: 1,
    body: sha256(body),
    size: body.length + 1,
  }
  t.match(
    decodeEntry({ ...withBody(body), header: encodeCanonical(stated) }),
    { code: 'entry/bad-body' },
    'another size',
  )
  const filled = (bytes: number) => encodeCanonical({ salt, text: 'x'.repeat(bytes) })
  const fitting = 65_536 - (filled(65_000).length - 65_000)
  t.notOk(isRefusal(decodeEntry(withBody(filled(fitting)))))
  t.match(decodeEntry(withBody(filled(fitting + 1))), { code: 'entry/too-large' })
  t.match(decodeSignedEntry(new Uint8Array(100_000)), { code: 'entry/too-large' })
})

t.test('a body or salt that breaks the limits is not signed', async t => {
  t.throws(() => signEntry({ ...draft, salt: new Uint8Array(15) }, author))
  t.throws(() => signEntry({ ...draft, body: { salt } }, author))
  t.throws(() => signEntry({ ...draft, body: { text: 'x'.repeat(65_536) } }, author))
})

/** An entry whose header fits a body of any bytes. */
function withBody(body: Uint8Array): SignedEntry {
  const header = {
    v: 1,
    log: null,
    kind: 'k',
    by: author.publicKey,
    at: 1,
    seq: 1,
    body: sha256(body),
    size: body.length,
  }
  return { header: encodeCanonical(header), signature: new Uint8Array(64), body }
}

function sound(entry: SignedEntry): Entry {
  const read = decodeEntry(entry)
  if (isRefusal(read)) throw new Error(read.code)
  return read
}
