import t from 'tap'
import { fromBase64, parseBase64, toBase64 } from '../../../protocol/bytes/base64.ts'

t.test('bytes come back from their Base 64', async t => {
  for (const [text, bytes] of [
    ['', []],
    ['AA==', [0]],
    ['+/8=', [251, 255]],
    ['AQID', [1, 2, 3]],
  ] as const) {
    t.equal(toBase64(Uint8Array.from(bytes)), text)
    t.same(parseBase64(text), Uint8Array.from(bytes))
  }
})

t.test('bytes have one Base 64 only', async t => {
  for (const text of ['AB==', 'AA', 'AA=', 'A', '-_8=', 'A A=', 'AQID\n', ' AQID', 'AA==AA==']) {
    t.equal(parseBase64(text), undefined, text)
    t.throws(() => fromBase64(text))
  }
})
