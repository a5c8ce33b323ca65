import { readFileSync } from 'node:fs'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import t from 'tap'
import { cidFromDigest, trustedCid } from '../../../protocol/bytes/cid.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import { ballotFactor, blindedSigner, blindPublicKey } from '../../../protocol/keys/ballot-key.ts'
import { signerFromSeed } from '../../../protocol/keys/signer.ts'
import { isAdmissibleKey, verifySignature } from '../../../protocol/keys/verify.ts'

fc.configureGlobal({ seed: 13 })

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const proposal = bytes32.map(cidFromDigest)

t.test('what the member signs with, the node has named, and everyone can check', async () => {
  fc.assert(
    fc.property(bytes32, bytes32, proposal, fc.uint8Array(), (seed, secret, id, message) => {
      const member = signerFromSeed(seed)
      const factor = ballotFactor(secret, id, member.publicKey)
      const ballotKey = blindPublicKey(member.publicKey, factor)
      const signer = blindedSigner(seed, factor)
      const signature = signer.sign(message)
      return (
        equalBytes(signer.publicKey, ballotKey) &&
        isAdmissibleKey(ballotKey) &&
        verifySignature(ballotKey, message, signature) &&
        ed25519.verify(signature, message, ballotKey, { zip215: false }) &&
        !verifySignature(member.publicKey, message, signature)
      )
    }),
    { numRuns: 25 },
  )
})

t.test('a ballot key is the factor times the key of the member', async t => {
  const member = signerFromSeed(new Uint8Array(32).fill(3))
  const factor = ballotFactor(new Uint8Array(32).fill(4), cidFromDigest(new Uint8Array(32)), member.publicKey)
  const { Point } = ed25519
  const product = Point.fromBytes(member.publicKey).multiply(Point.Fn.fromBytes(factor))
  t.same(blindPublicKey(member.publicKey, factor), product.toBytes())
})

t.test('every member, proposal and secret gives another key, and another nonce', async t => {
  const message = new TextEncoder().encode('the same ballot')
  const seen = new Set<string>()
  for (const seed of [1, 2]) {
    for (const secret of [3, 4]) {
      for (const id of [5, 6]) {
        const seedBytes = new Uint8Array(32).fill(seed)
        const { publicKey } = signerFromSeed(seedBytes)
        const factor = ballotFactor(
          new Uint8Array(32).fill(secret),
          cidFromDigest(new Uint8Array(32).fill(id)),
          publicKey,
        )
        const signer = blindedSigner(seedBytes, factor)
        seen.add(toHex(signer.publicKey))
        seen.add(toHex(signer.sign(message).subarray(0, 32)))
      }
    }
  }
  t.equal(seen.size, 16)
})

t.test('a second implementation makes the same bytes', async t => {
  const file = new URL('../../../fixtures/vectors/comunal/ballot-key.json', import.meta.url)
  const vector: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  const { seed = '', publicKey = '', secret = '', proposal = '', message = '' } = vector
  const factor = ballotFactor(fromHex(secret), trustedCid(proposal), fromHex(publicKey))
  t.equal(toHex(factor), vector.factor)
  t.equal(toHex(blindPublicKey(fromHex(publicKey), factor)), vector.ballotKey)
  t.equal(toHex(blindedSigner(fromHex(seed), factor).sign(fromHex(message))), vector.signature)
})

t.test('a key that may not be admitted is not blinded', async t => {
  const smallOrder = new Uint8Array(32)
  t.throws(() => blindPublicKey(new Uint8Array(32).fill(2), new Uint8Array(32).fill(1)))
  t.throws(() => ballotFactor(new Uint8Array(31), cidFromDigest(smallOrder), smallOrder))
})
