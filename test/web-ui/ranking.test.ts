import fc from 'fast-check'
import t from 'tap'
import { moveTo, placeOf, type RowPlace, stepFrom, type Tiers, targetAt } from '../../web-ui/src/ballots/ranking.ts'

/** Rows of 40 pixels under each other, in the tiers that they have. */
const rowsOf = (...tiers: number[]): RowPlace[] =>
  tiers.map((tier, row) => ({ tier, top: row * 40, bottom: row * 40 + 40 }))

t.test('an option moves between places, into one, and out', async t => {
  const tiers = [['a'], ['b', 'c'], ['d']]
  t.same(moveTo(tiers, 'd', { before: 0 }), [['d'], ['a'], ['b', 'c']])
  t.same(moveTo(tiers, 'a', { before: 3 }), [['b', 'c'], ['d'], ['a']])
  t.same(
    moveTo(tiers, 'a', { into: 2 }),
    [
      ['b', 'c'],
      ['d', 'a'],
    ],
    'a place left empty is gone',
  )
  t.same(moveTo(tiers, 'c', { before: 1 }), [['a'], ['c'], ['b'], ['d']])
  t.same(moveTo(tiers, 'b', 'out'), [['a'], ['c'], ['d']])
  t.same(moveTo([], 'a', { before: 0 }), [['a']])
})

t.test('a step swaps neighbours where everybody has a place of their own', async t => {
  const step = (tiers: Tiers, option: string, by: -1 | 1) => {
    const target = stepFrom(tiers, option, by, false)
    return target && moveTo(tiers, option, target)
  }
  const tiers = [['a'], ['b'], ['c']]
  t.same(step(tiers, 'c', -1), [['a'], ['c'], ['b']])
  t.same(step(tiers, 'a', 1), [['b'], ['a'], ['c']])
  t.equal(step(tiers, 'a', -1), undefined, 'nothing is above the first')
  t.equal(step(tiers, 'c', 1), undefined)
  t.same(step(tiers, 'd', -1), [['a'], ['b'], ['c'], ['d']], 'without a place, the next one')
})

t.test('where places may be shared, a step joins the neighbours, and the next one leaves them', async t => {
  const up = (tiers: Tiers, option: string) => moveTo(tiers, option, stepFrom(tiers, option, -1, true) ?? 'out')
  const first = up([['a'], ['b']], 'b')
  t.same(first, [['a', 'b']])
  t.same(up(first, 'b'), [['b'], ['a']])
})

t.test('steps down undo steps up, anywhere in a ranking', async t => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
      fc.boolean(),
      (shape, mayShare) => {
        let name = 0
        const tiers = (mayShare ? shape : shape.flat().map(one => [one])).map(tier => tier.map(() => `o${name++}`))
        for (const option of tiers.flat()) {
          const up = stepFrom(tiers, option, -1, mayShare)
          if (!up) continue
          const moved = moveTo(tiers, option, up)
          const back = moveTo(moved, option, stepFrom(moved, option, 1, mayShare) ?? 'out')
          t.same(
            back.map(tier => tier.toSorted()),
            tiers.map(tier => tier.toSorted()),
          )
          t.ok(placeOf(moved, option) <= placeOf(tiers, option))
        }
      },
    ),
  )
})

t.test('where something is let go', async t => {
  const rows = rowsOf(0, 1, 2)
  const at = (y: number, mayShare: boolean) => targetAt(y, rows, 130, mayShare)
  t.same(at(-5, false), { before: 0 }, 'above everything is first')
  t.same(at(45, false), { before: 1 }, 'on the upper half of a row, before it')
  t.same(at(75, false), { before: 2 }, 'on the lower half, after it')
  t.same(at(60, true), { into: 1 }, 'in the middle of a row, together with it')
  t.same(at(42, true), { before: 1 })
  t.same(at(125, true), { before: 3 }, 'under the last, after it')
  t.equal(at(140, true), 'out', 'below the ranking, off it')
  t.same(targetAt(10, [], 40, true), { before: 0 }, 'on an empty ranking, first')
  t.same(targetAt(39, rowsOf(0, 0, 1), 130, true), { into: 0 }, 'between two that are level, with them')
})
