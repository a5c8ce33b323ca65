import { readFileSync } from 'node:fs'
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import t from 'tap'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { signerFromSeed } from '../../../protocol/keys/signer.ts'
import { isAdmissibleKey, verifySignature } from '../../../protocol/keys/verify.ts'

/** Text of all vectors, parsed; the shapes are stated where they are used. */
function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/vectors/ed25519/${name}.json`, import.meta.url), 'utf8'))
}

type Rfc8032 = { priv: string; pub: string; msg: string; sig: string }[]
type Zip215 = { vk_bytes: string; sig_bytes: string }[]
type SpecCheck = { message: string; pub_key: string; signature: string }[]
type Wycheproof = {
  testGroups: {
    publicKey: { pk: string }
    tests: { tcId: number; comment: string; msg: string; sig: string; result: string }[]
  }[]
}

t.test('RFC 8032: the same keys, the same signatures, all valid', async t => {
  for (const { priv, pub, msg, sig } of vectors<Rfc8032>('noble_rfc8032')) {
    const signer = signerFromSeed(fromHex(priv))
    t.same(signer.publicKey, fromHex(pub))
    t.same(signer.sign(fromHex(msg)), fromHex(sig))
    t.ok(verifySignature(fromHex(pub), fromHex(msg), fromHex(sig)))
  }
})

t.test('ZIP 215: all 196 cases over "Zcash" are valid', async t => {
  const cases = vectors<Zip215>('noble_zip215')
  t.equal(cases.length, 196)
  const message = new TextEncoder().encode('Zcash')
  for (const { vk_bytes, sig_bytes } of cases) {
    t.ok(verifySignature(fromHex(vk_bytes), message, fromHex(sig_bytes)), vk_bytes)
  }
})

t.test('ZIP 215: none of those keys, all of small order, may be admitted', async t => {
  for (const { vk_bytes } of vectors<Zip215>('noble_zip215')) t.notOk(isAdmissibleKey(fromHex(vk_bytes)), vk_bytes)
})

t.test('speccheck: cases 0 to 5 and 9 to 11 are valid', async t => {
  const valid = new Set([0, 1, 2, 3, 4, 5, 9, 10, 11])
  for (const [i, { message, pub_key, signature }] of vectors<SpecCheck>('speccheck_cases').entries()) {
    t.equal(verifySignature(fromHex(pub_key), fromHex(message), fromHex(signature)), valid.has(i), `case ${i}`)
  }
})

t.test('Wycheproof: its verdicts, but for case 151, which ZIP 215 accepts', async t => {
  let decided = 0
  for (const { publicKey, tests } of vectors<Wycheproof>('wycheproof_ed25519_test').testGroups) {
    for (const { tcId, comment, msg, sig, result } of tests) {
      const expected = result === 'valid' || tcId === 151
      t.equal(verifySignature(fromHex(publicKey.pk), fromHex(msg), fromHex(sig)), expected, `${tcId} ${comment}`)
      decided++
    }
  }
  t.equal(decided, 151)
})

t.test('anything malformed is false, never thrown', async t => {
  const { publicKey, sign } = signerFromSeed(new Uint8Array(32).fill(1))
  const message = Uint8Array.of(1, 2, 3)
  const signature = sign(message)
  t.ok(verifySignature(publicKey, message, signature))
  t.notOk(verifySignature(publicKey.slice(1), message, signature))
  t.notOk(verifySignature(publicKey, message, signature.slice(1)))
  t.notOk(verifySignature(new Uint8Array(), message, signature))
  t.notOk(verifySignature(publicKey, Uint8Array.of(1, 2), signature))
  t.notOk(verifySignature(new Uint8Array(32).fill(2), message, signature))
})

t.test('a key made from a seed may be admitted', async t => {
  t.ok(isAdmissibleKey(signerFromSeed(new Uint8Array(32).fill(7)).publicKey))
})

t.test('a key with a torsion part, off the curve, or of another length may not', async t => {
  const { Point } = ed25519
  for (const torsion of ED25519_TORSION_SUBGROUP.slice(1)) {
    t.notOk(isAdmissibleKey(Point.BASE.add(Point.fromHex(torsion)).toBytes()), 'mixed order')
  }
  // y = 1 + p says the same point as y = 1.
  t.notOk(isAdmissibleKey(fromHex(`ee${'ff'.repeat(30)}7f`)), 'not canonical')
  t.notOk(isAdmissibleKey(new Uint8Array(32).fill(2)), 'not a point')
  t.notOk(isAdmissibleKey(new Uint8Array(31)), 'too short')
})
