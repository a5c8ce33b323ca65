import t from 'tap'
import { openCosigned } from '../../node/domains/federation/cosigned.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { openStore } from '../../node/store/open.ts'
import { cidOfBytes } from '../../protocol/bytes/cid.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { cosign } from '../../protocol/log/cosignature.ts'
import { accepted } from '../support/test-core.ts'

const signerOf = (byte: number) => nativeSignerFromSeed(new Uint8Array(32).fill(byte))
const log = cidOfBytes(Uint8Array.of(1))
const [seat, a, b, c, d] = [signerOf(1), signerOf(2), signerOf(3), signerOf(4), signerOf(5)]

function note(size: number, ...by: readonly (typeof a)[]): string {
  const signed = signCheckpoint({ log, size, root: new Uint8Array(32).fill(size) }, seat)
  const text = signed.slice(0, signed.lastIndexOf('\n\n') + 1)
  return signed + by.map(signer => cosign(text, signer, 1_000)).join('')
}

t.test('what made a decision final stays, however many others cosign later', async t => {
  const store = accepted(openStore(':memory:'))
  t.teardown(() => store.close())
  const cosigned = openCosigned(store)
  const sizes = (index: number) => cosigned.over(log, index).map(({ size }) => size)
  cosigned.add(log, note(10, a))
  cosigned.add(log, note(10, b))
  t.same(cosigned.over(log, 9), [{ size: 10, note: note(10, a, b) }], 'lines of one checkpoint come together')
  cosigned.add(log, note(12, c, d))
  t.same(sizes(9), [10, 12], 'others stand for the later one only')
  cosigned.add(log, note(14, a, b))
  t.same(sizes(9), [12, 14], 'what a later one has by the same witnesses goes')
  cosigned.add(log, note(11, a))
  t.same(sizes(9), [12, 14], 'also where the earlier one comes late')
  t.notOk(cosigned.add(log, note(20)), 'nobody')
  for (let size = 30; size < 100; size++) cosigned.add(log, note(size, signerOf(size)))
  t.ok(sizes(0).length <= 64, 'nor is any number of them kept')
  t.same(sizes(9).slice(0, 2), [12, 14], 'those with the most stay')
})
