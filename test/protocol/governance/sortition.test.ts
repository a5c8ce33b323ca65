import fc from 'fast-check'
import t from 'tap'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { contributionsRoot, drawPanel, drawStrata, panelSeed } from '../../../protocol/governance/sortition.ts'
import { apportion, type Stratum } from '../../../protocol/governance/strata.ts'

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

const strata = fc
  .tuple(fc.uniqueArray(key, { maxLength: 24 }), fc.nat(24), fc.nat(24))
  .map(([keys, a, b]): Stratum[] => {
    const [first, second] = [Math.min(a, b), Math.max(a, b)]
    const sections = [keys.slice(0, first), keys.slice(first, second), keys.slice(second)]
    return (['member', 'moderator', 'steward'] as const).map((role, i) => ({ role, keys: sections[i] ?? [] }))
  })
const sizeOf = (all: readonly Stratum[]) => all.reduce((sum, { keys }) => sum + keys.length, 0)

t.test('every stratum has its share of the seats, rounded down or up, and together they have all', async () => {
  fc.assert(
    fc.property(seed, strata, fc.integer({ min: 1, max: 30 }), (drawn, all, seats) => {
      const shared = Math.min(seats, sizeOf(all))
      const given = apportion(all, seats, drawn)
      const shares = all.map(({ role, keys }) => [given.get(role) ?? 0, (shared * keys.length) / (sizeOf(all) || 1)])
      return (
        shares.every(([got = 0, share = 0]) => got === Math.floor(share) || got === Math.ceil(share)) &&
        shares.reduce((sum, [got = 0]) => sum + got, 0) === shared
      )
    }),
  )
})

t.test('largest remainders come first, and equal ones are drawn', async t => {
  const section = (role: Stratum['role'], size: number, from: number): Stratum => ({
    role,
    keys: Array.from({ length: size }, (_, i) => publicKeyHex(new Uint8Array(32).fill(from + i))),
  })
  const lot = new Uint8Array(32).fill(1)
  // 5 seats among 10: 3.5, 1 and 0.5 to 7, 2 and 1; of two equal remainders one is drawn.
  const halves = apportion([section('member', 7, 1), section('moderator', 2, 10), section('steward', 1, 20)], 5, lot)
  t.equal(halves.get('moderator'), 1)
  t.equal((halves.get('member') ?? 0) + (halves.get('steward') ?? 0), 4)
  // 4 seats among 10: 2.4, 0.8 and 0.8.
  const thirds = apportion([section('member', 6, 1), section('moderator', 2, 10), section('steward', 2, 20)], 4, lot)
  t.same(
    [...thirds],
    [
      ['member', 2],
      ['moderator', 1],
      ['steward', 1],
    ],
  )
})

t.test('a stratified panel is drawn from the strata, and who declines is followed by one of the same', async () => {
  fc.assert(
    fc.property(seed, strata, fc.integer({ min: 1, max: 30 }), (drawn, all, seats) => {
      const { panel, alternates } = drawStrata(drawn, all, seats)
      const given = apportion(all, seats, drawn)
      const isProportional = all.every(
        ({ role, keys }) =>
          panel.filter(member => keys.includes(member)).length === given.get(role) || keys.length === 0,
      )
      const [first] = panel
      const own = all.find(({ keys }) => first !== undefined && keys.includes(first))
      const next = alternates.find(member => own?.keys.includes(member)) ?? alternates[0]
      const after = drawStrata(drawn, all, seats, new Set(first ? [first] : [])).panel
      const expected = [...panel.slice(1), ...(next ? [next] : [])].toSorted().join()
      return (
        isProportional &&
        panel.length + alternates.length === sizeOf(all) &&
        drawStrata(
          drawn,
          all.map(({ role, keys }) => ({ role, keys: keys.toReversed() })),
          seats,
        ).panel.join() === panel.join() &&
        after.toSorted().join() === expected
      )
    }),
  )
})
