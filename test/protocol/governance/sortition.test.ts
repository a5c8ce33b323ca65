import fc from 'fast-check'
import t from 'tap'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { contributionsRoot, drawPanel, panelSeed } from '../../../protocol/governance/sortition.ts'

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(publicKeyHex)
const pool = fc.uniqueArray(key, { maxLength: 12 })

t.test('a panel is drawn from the pool, nobody twice, and the rest are next', async () => {
  fc.assert(
    fc.property(seed, pool, fc.integer({ min: 1, max: 15 }), (drawn, keys, seats) => {
      const { panel, alternates } = drawPanel(drawn, keys, seats)
      return (
        panel.length === Math.min(seats, keys.length) &&
        [...panel, ...alternates].sort().join() === [...keys].sort().join()
      )
    }),
  )
})

t.test('the order of the pool decides nothing', async () => {
  fc.assert(
    fc.property(seed, pool, (drawn, keys) => {
      const backwards = drawPanel(drawn, keys.toReversed(), 3)
      return JSON.stringify(drawPanel(drawn, keys, 3)) === JSON.stringify(backwards)
    }),
  )
})

t.test('the next takes the place of who declines, and nobody else moves', async () => {
  fc.assert(
    fc.property(seed, fc.uniqueArray(key, { minLength: 4, maxLength: 12 }), (drawn, keys) => {
      const before = drawPanel(drawn, keys, 3)
      const [first, ...others] = before.panel
      const after = drawPanel(drawn, keys, 3, new Set<PublicKeyHex>(first ? [first] : []))
      return after.panel.join() === [...others, before.alternates[0]].join()
    }),
  )
})

t.test('every part of the seed changes the draw', async t => {
  const keys = Array.from({ length: 9 }, (_, i) => publicKeyHex(new Uint8Array(32).fill(i + 1)))
  const ids = [1, 2].map(n => cidOfBytes(Uint8Array.of(n)))
  const draw = (node: number, contributed: typeof ids) =>
    drawPanel(panelSeed(new Uint8Array(32).fill(node), contributionsRoot(contributed)), keys, 9).panel.join()
  const all = [draw(1, ids), draw(2, ids), draw(1, ids.slice(1)), draw(1, ids.toReversed())]
  t.equal(new Set(all).size, 4)
})
