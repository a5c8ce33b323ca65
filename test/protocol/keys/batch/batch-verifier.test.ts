import { execFileSync } from 'node:child_process'
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import t from 'tap'
import { fromHex } from '../../../../protocol/bytes/hex.ts'
import { BATCH_CAPACITY, openBatch } from '../../../../protocol/keys/batch/batch.ts'
import { openBatchVerifier } from '../../../../protocol/keys/batch/batch-verifier.ts'
import { L } from '../../../../protocol/keys/batch/scalar.ts'
import { signerFromSeed } from '../../../../protocol/keys/signer.ts'
import { verifySignature } from '../../../../protocol/keys/verify.ts'
import type { SignedMessage } from '../../../../protocol/keys/verify-many.ts'
import { ed25519Cases } from '../../../support/ed25519-cases.ts'
import { bytesOf } from './memory.ts'

/** Sixteen keys, and a signature of each. */
const signers = Array.from({ length: 16 }, (_, i) => signerFromSeed(new Uint8Array(32).fill(i + 1)))
const good = signers.map((signer, i) => signedBy(signer, new Uint8Array(i * 40).fill(i)))
const GOOD = good.map(() => true)

function signedBy(signer: (typeof signers)[number], message: Uint8Array): SignedMessage {
  return { publicKey: signer.publicKey, message, signature: signer.sign(message) }
}

/** A batch verifier that has been opened, and never asks for a signature alone. */
function verifier() {
  const verify = openBatchVerifier(sha512, () => {
    throw new Error('asked for one alone')
  })
  verify([...good, ...good, ...good, ...good])
  return verify
}

const alone = ({ publicKey, message, signature }: SignedMessage) => verifySignature(publicKey, message, signature)

function changed(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}

/** The vectors of others, each with the verdict of the rule. */
const vectors = ed25519Cases().map(({ name, publicKey, message, signature, valid }) => ({
  name,
  signed: { publicKey: fromHex(publicKey), message: fromHex(message), signature: fromHex(signature) },
  valid,
}))

t.test('every vector among fifteen good signatures has the verdict of the rule', async t => {
  const verify = verifier()
  for (const [i, { name, signed, valid }] of vectors.entries()) {
    const place = i % 16
    t.same(verify(good.with(place, signed)), GOOD.with(place, valid), name)
  }
})

t.test('all vectors together', async t => {
  t.equal(vectors.length, 363)
  t.same(
    verifier()(vectors.map(({ signed }) => signed)),
    vectors.map(({ valid }) => valid),
  )
})

t.test('what cannot hold has no place in a batch', async t => {
  const [first] = good
  if (!first) throw new Error('no signature')
  const noPoint = new Uint8Array(32).fill(2)
  const s = first.signature.slice(32)
  const badR = { ...first, signature: Uint8Array.of(...noPoint, ...s) }
  t.same(openBatch(sha512).read([first, badR, { ...first, publicKey: noPoint }, first]), [0, undefined, undefined, 1])
})

t.test('the factors come from a hash of the hash and the s of every signature', async t => {
  const hashed: Uint8Array[] = []
  const batch = openBatch(bytes => {
    hashed.push(bytes.slice())
    return sha512(bytes)
  })
  batch.read(good.slice(0, 6))
  const records = good.slice(0, 6).flatMap(({ publicKey, message, signature }) => {
    const r = signature.slice(0, 32)
    return [...sha512(Uint8Array.of(...r, ...publicKey, ...message)), ...signature.slice(32)]
  })
  const seed = Uint8Array.from(records)
  t.same(hashed[6], seed)
  t.same(
    hashed.slice(7).map(bytes => bytes.slice(0, 64)),
    [sha512(seed), sha512(seed)],
  )
  t.equal(new Set(hashed.map(bytes => bytes.toString())).size, hashed.length, 'each hash is of something else')
})

for (const set of ['RFC 8032', 'ZIP 215', 'speccheck', 'Wycheproof']) {
  t.test(`all of ${set} that hold are one batch that holds`, async t => {
    const holding = vectors.filter(({ name, valid }) => valid && name.startsWith(set))
    const batch = openBatch(sha512)
    t.same(batch.read(holding.map(({ signed }) => signed)), [...holding.keys()])
    t.ok(batch.hold(0, holding.length))
  })
}

t.test('a forged signature at every place', async t => {
  const verify = verifier()
  for (const [place, message] of good.entries()) {
    const forged = good.with(place, { ...message, message: Uint8Array.of(...message.message, 1) })
    t.same(verify(forged), GOOD.with(place, false))
  }
})

t.test('any number of forged signatures', async t => {
  const verify = verifier()
  const random = randomNumbers(7)
  for (let round = 0; round < 16; round++) {
    const share = random(17)
    const isForged = good.map(() => random(16) < share)
    const batch = good.map((message, i) =>
      isForged[i] ? { ...message, signature: changed(message.signature, random(256)) } : message,
    )
    t.same(verify(batch), batch.map(alone))
    t.same(
      batch.map(alone),
      isForged.map(forged => !forged),
    )
  }
})

t.test('one flipped bit in R, s, key or message is refused', async t => {
  const verify = verifier()
  const random = randomNumbers(215)
  const wrong: string[] = []
  for (let round = 0; round < 300; round++) {
    const place = 1 + random(15)
    const message = good[place]
    if (!message) throw new Error('no message')
    const part = (['R', 's', 'key', 'message'] as const)[round % 4]
    const flipped = {
      R: () => ({ ...message, signature: changed(message.signature, random(256)) }),
      s: () => ({ ...message, signature: changed(message.signature, 256 + random(256)) }),
      key: () => ({ ...message, publicKey: changed(message.publicKey, random(256)) }),
      message: () => ({ ...message, message: changed(message.message, random(8 * message.message.length)) }),
    }[part ?? 'R']()
    const verdicts = verify(good.with(place, flipped))
    if (verdicts.some((verdict, i) => verdict !== (i !== place))) wrong.push(`${part} of ${place}`)
  }
  t.same(wrong, [])
})

t.test('two that are wrong by the same amount in opposite directions do not make up for each other', async t => {
  const moved = (message: SignedMessage, by: bigint) => {
    const s = message.signature.slice(32).reduceRight((value, byte) => 256n * value + BigInt(byte), 0n)
    const signature = message.signature.slice()
    signature.set(bytesOf((s + by + L) % L), 32)
    return { ...message, signature }
  }
  const batch = good.map((message, i) => (i === 3 ? moved(message, 1n) : i === 4 ? moved(message, -1n) : message))
  t.same(verifier()(batch), GOOD.with(3, false).with(4, false))
})

t.test('s + L and s = L are refused, as is any s above', async t => {
  const verify = verifier()
  for (const [i, message] of good.entries()) {
    const s = message.signature.slice(32).reduceRight((value, byte) => 256n * value + BigInt(byte), 0n)
    for (const other of [s + L, L, 2n ** 253n, 2n ** 256n - 1n]) {
      const signature = Uint8Array.of(...message.signature.slice(0, 32), ...bytesOf(other))
      t.same(verify(good.with(i, { ...message, signature })), GOOD.with(i, false))
    }
  }
})

t.test('s = 0 and s = L − 1 are taken where they hold', async t => {
  // With A and R of small order and s = 0 everything is signed; with s = L − 1 and R = −B too.
  const [, small = ''] = ED25519_TORSION_SUBGROUP
  const publicKey = fromHex(small)
  const message = Uint8Array.of(9)
  const zero = { publicKey, message, signature: Uint8Array.of(...publicKey, ...bytesOf(0n)) }
  const r = ed25519.Point.BASE.negate().toBytes()
  const last = { publicKey, message, signature: Uint8Array.of(...r, ...bytesOf(L - 1n)) }
  t.same([zero, last].map(alone), [true, true])
  t.same(verifier()([...good, zero, last]), [...GOOD, true, true])
})

t.test('keys and R with a part of small order are judged as by the rule', async t => {
  const verify = verifier()
  const torsion = ED25519_TORSION_SUBGROUP.map(hex => ed25519.Point.fromHex(hex))
  const batch = good.map((message, i) => {
    const part = torsion[i % 8]
    if (!part) throw new Error('no part')
    const publicKey = ed25519.Point.fromBytes(message.publicKey).add(part).toBytes()
    const r = ed25519.Point.fromBytes(message.signature.slice(0, 32)).add(part).toBytes()
    // Signed again for the changed key and R: they hold, but for what cofactorless verification would miss.
    return signWith(i, publicKey, r, message.message)
  })
  t.same(batch.map(alone), GOOD)
  t.same(verify(batch), GOOD)
})

t.test('the same signature twice, one key many times, and no signature', async t => {
  const verify = verifier()
  const [signer] = signers
  const [first] = good
  if (!signer || !first) throw new Error('no signer')
  t.same(verify([...good, ...good, first, first]), [...GOOD, ...GOOD, true, true])
  const forged = { ...first, message: Uint8Array.of(1) }
  t.same(verify([forged, ...good, forged]), [false, ...GOOD, false])
  const many = Array.from({ length: 40 }, (_, i) => signedBy(signer, Uint8Array.of(i)))
  t.same(
    verify(many),
    many.map(() => true),
  )
  t.same(verify([]), [])
})

t.test('what is malformed is false, never thrown', async t => {
  const verify = verifier()
  const [first] = good
  if (!first) throw new Error('no signature')
  const malformed = [
    { ...first, publicKey: first.publicKey.slice(1) },
    { ...first, publicKey: first.publicKey.slice(0, 31) },
    { ...first, publicKey: Uint8Array.of(...first.publicKey, 0) },
    { ...first, publicKey: new Uint8Array() },
    { ...first, publicKey: new Uint8Array(32).fill(2) },
    { ...first, signature: first.signature.slice(1) },
    { ...first, signature: Uint8Array.of(...first.signature, 0) },
    { ...first, signature: new Uint8Array(64).fill(2) },
  ]
  t.same(
    malformed.map(alone),
    malformed.map(() => false),
  )
  t.same(
    verify(malformed),
    malformed.map(() => false),
  )
  t.same(verify([...malformed, ...good]), [...malformed.map(() => false), ...GOOD])
  t.same(
    verify(malformed.flatMap(message => [first, message])),
    malformed.flatMap(() => [true, false]),
  )
})

t.test('more than fit into one batch, with a long message and forgeries among them', async t => {
  const long = signers.map((signer, i) => signedBy(signer, new Uint8Array(i === 5 ? 70_000 : 3).fill(i)))
  const many = Array.from({ length: 2 * BATCH_CAPACITY + 10 }, (_, i) => {
    const message = long[i % 16]
    if (!message) throw new Error('no message')
    return i % 700 === 3 ? { ...message, message: Uint8Array.of(1) } : message
  })
  t.same(
    verifier()(many),
    many.map((_, i) => i % 700 !== 3),
  )
})

t.test('the first signatures, and a few at once, are verified one by one', async t => {
  let asked = 0
  const verify = openBatchVerifier(sha512, (publicKey, message, signature) => {
    asked++
    return verifySignature(publicKey, message, signature)
  })
  for (const batch of [good, good, good]) t.same(verify(batch), GOOD)
  t.equal(asked, 48)
  t.same(verify(good), GOOD)
  t.equal(asked, 48)
  t.same(verify(good.slice(0, 3)), [true, true, true])
  t.equal(asked, 51)
  t.same(verify(good.slice(0, 4)), [true, true, true, true])
  t.equal(asked, 51)
})

t.test('where there is no WebAssembly, all are verified one by one', async t => {
  t.intercept(globalThis, 'WebAssembly', { value: undefined })
  let asked = 0
  const verify = openBatchVerifier(sha512, () => ++asked > 1)
  const many = [...good, ...good, ...good, ...good, ...good]
  t.same(verify(many), [false, ...many.slice(1).map(() => true)])
  t.equal(asked, 80)
})

t.test('where a multiply-add is rounded twice, all are verified one by one', async t => {
  const program = `
    import { sha512 } from '@noble/hashes/sha2.js'
    import { openBatchVerifier } from './protocol/keys/batch/batch-verifier.ts'
    let asked = 0
    const verify = openBatchVerifier(sha512, () => ++asked > 0)
    const message = { publicKey: new Uint8Array(32), message: new Uint8Array(), signature: new Uint8Array(64) }
    console.log(verify(Array.from({ length: 100 }, () => message)).length, asked)`
  const options = { cwd: new URL('../../../../', import.meta.url), encoding: 'utf8' } as const
  const run = (...flags: string[]) =>
    execFileSync(process.execPath, [...flags, '--input-type=module', '-e', program], options)
  t.equal(run('--no-enable-fma3').trim(), '100 100')
})

/** A signature by key i of a message for a changed key and R: s = r + k·a. */
function signWith(i: number, publicKey: Uint8Array, r: Uint8Array, message: Uint8Array): SignedMessage {
  const { Fn } = ed25519.Point
  const toScalar = (bytes: Uint8Array) => Fn.create(bytes.reduceRight((value, byte) => 256n * value + BigInt(byte), 0n))
  const { scalar, prefix } = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(i + 1))
  const nonce = toScalar(sha512(Uint8Array.of(...prefix, ...message)))
  const challenge = toScalar(sha512(Uint8Array.of(...r, ...publicKey, ...message)))
  return { publicKey, message, signature: Uint8Array.of(...r, ...bytesOf(Fn.add(nonce, Fn.mul(challenge, scalar)))) }
}

/** Numbers below a bound, the same for the same seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
