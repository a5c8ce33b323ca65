import t from 'tap'
import { startVerifier } from '../../node/log/verifier.ts'
import { signerFromSeed } from '../../protocol/keys/signer.ts'
import type { SignedMessage } from '../../protocol/keys/verify-many.ts'

const signer = signerFromSeed(new Uint8Array(32).fill(7))
const MANY = 300
const signed = Array.from({ length: MANY }, (_, i): SignedMessage => {
  const message = Uint8Array.of(i & 255, i >> 8)
  return { publicKey: signer.publicKey, message, signature: signer.sign(message) }
})
/** Every seventh signature is of another message. */
const mixed = signed.map((good, i) => (i % 7 === 3 ? { ...good, message: Uint8Array.of(1, 2, 3) } : good))
const verdicts = mixed.map((_, i) => i % 7 !== 3)

for (const threads of [0, 1, 2]) {
  t.test(`with ${threads} threads each signature has its own verdict, however many come together`, async t => {
    await using verifier = startVerifier(threads)
    for (const count of [0, 1, 3, 4, 65, MANY]) {
      t.same(await verifier.verifyMany(mixed.slice(0, count)), verdicts.slice(0, count), `${count}`)
    }
  })
}

t.test('batches that come at once are all answered, each with its own verdicts', async t => {
  await using verifier = startVerifier(2)
  const answers = await Promise.all([mixed, signed, mixed.slice(3), signed.slice(9)].map(verifier.verifyMany))
  t.same(answers, [verdicts, signed.map(() => true), verdicts.slice(3), signed.slice(9).map(() => true)])
})

t.test('a verifier that has stopped answers nothing, and says so', async t => {
  const verifier = startVerifier(1)
  const underWay = verifier.verifyMany(signed)
  await verifier[Symbol.asyncDispose]()
  await t.rejects(underWay, /has stopped/)
  await t.rejects(verifier.verifyMany(signed), /has stopped/)
})
