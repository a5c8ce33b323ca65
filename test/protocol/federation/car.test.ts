import t from 'tap'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { concatBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import { readCar, writeCar } from '../../../protocol/federation/car.ts'
import { accepted } from '../../support/test-core.ts'

const block = (value: string) => {
  const bytes = encodeCanonical({ value })
  return [cidOfBytes(bytes), bytes] as const
}
const [root, first] = block('the root')
const blocks = [[root, first] as const, block('one'), block('x'.repeat(300))]
const file = concatBytes(...writeCar(root, blocks))

t.test('a file of evidence reads back as it was written', async t => {
  const car = accepted(readCar(file))
  t.equal(car.root, root)
  t.equal(car.blocks.size, blocks.length)
  for (const [id, bytes] of blocks) t.same(car.blocks.get(id), bytes)
})

t.test('its header is that of a CAR, version 1, with one root', async t => {
  // 0x3a bytes: a map of `roots`, a list with one link (tag 42), and `version`, 1.
  const header = '3aa265726f6f747381d82a58250001711220'
  t.equal(toHex(file.subarray(0, header.length / 2)), header)
})

t.test('what is not such a file is refused', async t => {
  const header = concatBytes(...writeCar(root, []))
  const cases: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('c2sp.org/tlog-proof@v1\n')],
    ['a header without its root', header],
    ['a root that is not among the blocks', concatBytes(...writeCar(root, blocks.slice(1)))],
    ['a block twice', concatBytes(...writeCar(root, [...blocks, block('one')]))],
    ['bytes after the last block', concatBytes(file, fromHex('00'))],
    ['a length in a longer form', concatBytes(file, fromHex('8000'))],
    ['an endless length', concatBytes(file, fromHex('ffffffffffffffff'))],
    ['two headers', concatBytes(header, file)],
  ]
  for (const [name, bytes] of cases) t.match(readCar(bytes), { code: 'evidence/bad' }, name)
})

t.test('no byte can be changed and no byte left off', async t => {
  for (let at = 0; at < file.length; at++) {
    const changed = file.slice()
    changed[at] = (changed[at] ?? 0) ^ 0x01
    t.match(readCar(changed), { refused: true }, `bit flipped at ${at}`)
    const read = readCar(file.subarray(0, at))
    if ('blocks' in read) t.ok(read.blocks.size < blocks.length, `cut between blocks at ${at}`)
  }
})
