import t from 'tap'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { signerFromSeed } from '../../protocol/keys/signer.ts'
import { seededBytes } from '../support/test-core.ts'

t.test('the native signer has the key and makes the signatures of the portable one', async t => {
  const random = seededBytes('native signer')
  for (let i = 0; i < 20; i++) {
    const seed = random(32)
    const message = random(i * 7)
    const [native, portable] = [nativeSignerFromSeed(seed), signerFromSeed(seed)]
    t.equal(toHex(native.publicKey), toHex(portable.publicKey))
    t.equal(toHex(native.sign(message)), toHex(portable.sign(message)))
  }
  t.throws(() => nativeSignerFromSeed(new Uint8Array(31)), RangeError)
})
