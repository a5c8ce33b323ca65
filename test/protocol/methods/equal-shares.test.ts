import fc from 'fast-check'
import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import {
  checkRule,
  decideProfile,
  type MethodRule,
  methodRuleCodec,
  needsProfile,
} from '../../../protocol/governance/method.ts'
import type { BudgetBallot } from '../../../protocol/governance/methods/budget-ballot.ts'
import { type EqualSharesBudget, selectByEqualShares } from '../../../protocol/governance/methods/equal-shares.ts'
import type { Outcome } from '../../../protocol/governance/methods/outcome.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { add, compareRationals, divide, multiply, type Rational, rational, ZERO } from '../../../protocol/rational.ts'
import { buySlowly, payment, type Voter, votersOf } from './equal-shares-model.ts'

fc.configureGlobal({ seed: 3 })

const seed = new Uint8Array(32).fill(1)
const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 })

function budgetOf(
  costs: Record<string, number>,
  budget: number,
  selection: Partial<EqualSharesBudget['selection']> = {},
): EqualSharesBudget {
  const options = Object.entries(costs).map(([id, cost]) => ({ id, cost }))
  const shares = { rule: 'equal-shares', completion: 'none', comparison: false } as const
  const ballot: BudgetBallot = { type: 'approval', min: 0, max: options.length }
  return { options, budget, ballot, selection: { ...shares, ...selection } }
}

/** So many voters for each list of approved options. */
function approving(numbers: Record<string, number>): Profile {
  return Object.entries(numbers).map(([list, voters]) => ({
    choice: { approve: list === '' ? [] : list.split(' ') },
    weight: rational(voters),
  }))
}

t.test('a minority gets what its part of the budget pays for, whatever the majority wants', async t => {
  const costs = { pool: 60, gym: 40, library: 40 }
  const profile = approving({ 'pool gym': 5, pool: 1, library: 4 })
  t.strictSame(selectByEqualShares(budgetOf(costs, 100), profile, seed).selected, ['pool', 'library'])
})

t.test('who has less left than the others pays all of it, and the others the rest', async t => {
  // Everybody has 10. The path takes 5 of a and b each; the tree then costs 5 for b and 7 for c.
  const profile = approving({ path: 1, 'path tree': 1, tree: 1 })
  const outcome = selectByEqualShares(budgetOf({ path: 10, tree: 12 }, 30), profile, seed)
  t.strictSame(outcome.selected, ['path', 'tree'])
  const payment = { share: [10n, 1n], spent: ZERO } as const
  t.strictSame(outcome.rounds, [
    {
      standing: ['path', 'tree'].map(option => ({ option, points: [2n, 1n] })),
      elected: ['path'],
      eliminated: [],
      payment: { ...payment, left: [20n, 1n], price: [5n, 1n], full: [2n, 1n], short: ZERO },
    },
    {
      standing: [{ option: 'tree', points: [12n, 7n] }],
      elected: ['tree'],
      eliminated: [],
      payment: { ...payment, left: [8n, 1n], price: [7n, 1n], full: [1n, 1n], short: [1n, 1n] },
    },
  ])
})

t.test(
  'of options with as many effective votes the cheaper is bought, then the one with more votes, then as drawn',
  async t => {
    const ties = (costs: Record<string, number>, votes: Record<string, number>) =>
      selectByEqualShares(budgetOf(costs, 60), approving(votes), seed).ties
    t.strictSame(ties({ dear: 40, cheap: 30 }, { 'dear cheap': 3 }), [
      { options: ['cheap', 'dear'], brokenBy: 'method' },
    ])
    t.match(ties({ one: 40, other: 40 }, { 'one other': 3 }), [{ brokenBy: 'draw' }])
    t.match(ties({ one: 20, other: 20 }, { one: 3, other: 3 }), [{ brokenBy: 'none' }], 'nobody supports both')
  },
)

t.test('shares are raised while the budget pays for what is bought, and no further', async t => {
  // Ten voters share 100. Alone, 7 supporters of a have 70, and 3 of b have 30.
  const profile = approving({ a: 7, b: 3 })
  const selected = (costs: Record<string, number>, selection = {}) =>
    selectByEqualShares(budgetOf(costs, 100, selection), profile, seed).selected
  t.strictSame(selected({ a: 60, b: 35 }), ['a'])
  t.strictSame(selected({ a: 60, b: 35 }, { completion: 'add-one' }), ['a', 'b'])
  t.strictSame(selected({ a: 60, b: 45 }, { completion: 'add-one' }), ['a'], 'both would be too dear')
})

t.test('shares are raised past the point where nothing more would fit', async t => {
  // At 10 each only the first voter buys, and what is left does not pay for the yard; at 11 the four buy the yard.
  const profile = approving({ 'bench yard': 1, yard: 3, '': 1 })
  const selected = (completion: 'none' | 'add-one') =>
    selectByEqualShares(budgetOf({ bench: 10, yard: 44 }, 50, { completion }), profile, seed).selected
  t.strictSame(selected('none'), ['bench'])
  t.strictSame(selected('add-one'), ['yard'])
})

t.test('shares are raised by units of currency, however many units of the budget that is', async t => {
  // Two voters have 10 each: a needs 11, and at 12 b would be bought too.
  const selected = (unitsPerCurrency: number) =>
    selectByEqualShares(
      budgetOf({ a: 11, b: 12 }, 20, { completion: 'add-one', unitsPerCurrency }),
      approving({ a: 1, b: 1 }),
      seed,
    ).selected
  t.strictSame(selected(1), ['a'])
  t.strictSame(selected(100), [])
})

t.test('where everything that is supported fits, everything is bought; what nobody supports is not', async t => {
  const costs = { a: 1, b: 90, free: 0, unloved: 1 }
  const outcome = selectByEqualShares(
    budgetOf(costs, 100, { completion: 'add-one' }),
    approving({ 'a free': 9, b: 1 }),
    seed,
  )
  t.strictSame(outcome.selected, ['free', 'a', 'b'])
  t.strictSame(outcome.ranking, [['free'], ['a'], ['b'], ['unloved']])
})

t.test('nobody has voted: nothing is bought', async t => {
  for (const completion of ['none', 'add-one'] as const) {
    t.strictSame(selectByEqualShares(budgetOf({ a: 1 }, 100, { completion }), [], seed).selected, [])
  }
})

t.test('the greedy selection is taken where more voters get more by it, and not where as many do', async t => {
  // Greedily: the park (6 votes). By equal shares: the cheap ones, of which few get more than the park gives to many.
  const costs = { park: 100, bench: 20, lamp: 20 }
  const compared = (profile: Profile) =>
    [false, true].map(comparison => selectByEqualShares(budgetOf(costs, 100, { comparison }), profile, seed).selected)
  t.strictSame(compared(approving({ park: 6, bench: 2, lamp: 2 })), [['bench', 'lamp'], ['park']])
  t.strictSame(compared(approving({ park: 5, bench: 3, lamp: 2 })), [
    ['bench', 'lamp'],
    ['bench', 'lamp'],
  ])
})

t.test('a project below the threshold is bought by nobody', async t => {
  const profile = approving({ a: 2, b: 1 })
  t.strictSame(selectByEqualShares(budgetOf({ a: 10, b: 10 }, 30, { threshold: 2 }), profile, seed).selected, ['a'])
})

t.test('points say how much an option is worth, and supporters pay by their points', async t => {
  const ballot: BudgetBallot = { type: 'scoring', min: 0, max: 2, minPoints: -5, maxPoints: 5 }
  const rule: EqualSharesBudget = { ...budgetOf({ a: 12, b: 12 }, 20), ballot }
  const points = (...marks: [string, number][]): Profile[number] => ({ choice: { points: marks }, weight: rational(1) })
  const outcome = selectByEqualShares(rule, [points(['a', 3], ['b', 2]), points(['a', 1], ['b', -5])], seed)
  t.strictSame(outcome.selected, ['a'], 'whoever is against b pays nothing for it')
  t.strictSame(outcome.rounds[0]?.standing, [{ option: 'a', points: [4n, 1n] }], 'three points pay 9 of 12')
})

t.test('large amounts take no longer: shares that buy alike are passed over', async t => {
  const million = 1_000_000
  const costs = { a: 700 * million * million, b: 300 * million * million + 1, c: 1 }
  const rule = budgetOf(costs, 1000 * million * million, { completion: 'add-one' })
  const outcome = selectByEqualShares(rule, approving({ a: 2, b: 1, 'a c': 3, 'b c': 1 }), seed)
  t.strictSame(outcome.selected, ['a', 'c'])
})

t.test('a rule of equal shares is checked, and comes back from its bytes', async t => {
  const rule: MethodRule = { method: 'budget', ...budgetOf({ a: 1, b: 2 }, 3, { completion: 'add-one', threshold: 2 }) }
  t.equal(checkRule(rule), undefined)
  t.strictSame(methodRuleCodec.decode(methodRuleCodec.encode(rule)), rule)
  for (const [field, selection] of [
    ['unitsPerCurrency', { unitsPerCurrency: 0 }],
    ['threshold', { threshold: -1 }],
  ] as const) {
    t.match(checkRule({ method: 'budget', ...budgetOf({ a: 1 }, 3, selection) }), {
      code: 'proposal/bad',
      detail: { field },
    })
  }
})

t.test('the register counts it from whole ballots', async t => {
  const rule: MethodRule = { method: 'budget', ...budgetOf({ pool: 60, gym: 40, library: 40 }, 100) }
  const profile = approving({ 'pool gym': 5, pool: 1, library: 4 })
  t.strictSame(
    decideProfile(rule, profile, seed),
    selectByEqualShares(budgetOf({ pool: 60, gym: 40, library: 40 }, 100), profile, seed),
  )
  t.ok(needsProfile(rule))
})

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const weight = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }).map(voters => rational(voters)) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 4 })).map(([n, d]) => rational(n, d)) },
)
const approve: fc.Arbitrary<Choice> = fc.subarray(ids).map(approve => ({ approve }))
const points: fc.Arbitrary<Choice> = fc
  .subarray(ids)
  .chain(options => fc.tuple(...options.map(id => fc.tuple(fc.constant(id), fc.integer({ min: -1, max: 4 })))))
  .map(points => ({ points }))

/** Few costs and few voters, so that ties and empty purses are common. */
const elections = fc
  .tuple(fc.boolean(), fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }), fc.nat(25), fc.boolean())
  .chain(([approves, costs, budget, raises]) => {
    const ballot: BudgetBallot = approves
      ? { type: 'approval', min: 0, max: 6 }
      : { type: 'scoring', min: 0, max: 6, minPoints: -1, maxPoints: 4 }
    const rule: EqualSharesBudget = {
      ...budgetOf(Object.fromEntries(ids.map((id, place) => [id, costs[place] ?? 0])), budget, {
        completion: raises ? 'add-one' : 'none',
      }),
      ballot,
    }
    const rows = fc.uniqueArray(fc.record({ choice: approves ? approve : points, weight }), {
      selector: ({ choice }) => JSON.stringify(choice),
      maxLength: 7,
    })
    return fc.tuple(fc.constant(rule), rows)
  })

t.test('a slow, obviously right model buys the same in the same order', async t => {
  fc.assert(
    fc.property(elections, anySeed, ([rule, profile], seed) => {
      t.strictSame(
        selectByEqualShares(rule, profile, seed).selected,
        buySlowly(rule, profile, seed).bought.map(({ option }) => option),
      )
    }),
    { numRuns: 600 },
  )
})

/** Whether a voter pays a project in full, with all they have left, or not at all; undefined where they do not want it. */
function kindOfPayer(voter: Voter, option: string, price: Rational, has: Rational) {
  const points = voter.points.get(option) ?? 0
  if (points <= 0) return undefined
  if (price[0] > 0n && has[0] === 0n) return 'spent'
  return compareRationals(has, multiply(price, rational(points))) < 0 ? 'short' : 'full'
}

t.test('each project is paid for exactly, and nobody pays more than the share', async t => {
  fc.assert(
    fc.property(elections, anySeed, ([rule, profile], seed) => {
      const { rounds } = selectByEqualShares(rule, profile, seed)
      const voters = votersOf(rule.ballot, profile)
      const { share } = buySlowly(rule, profile, seed)
      const left = voters.map(() => share)
      for (const { standing, elected, payment: told } of rounds) {
        const option = elected[0] ?? ''
        const cost = rational(rule.options.find(({ id }) => id === option)?.cost ?? 0)
        const points = standing.find(stood => stood.option === option)?.points ?? ZERO
        const price = points[0] === 0n ? ZERO : divide(cost, points)
        let paid = ZERO
        const payers = { full: ZERO, short: ZERO, spent: ZERO }
        for (const [place, voter] of voters.entries()) {
          const has = left[place] ?? ZERO
          const amount = payment(voter, option, price, has)
          const kind = kindOfPayer(voter, option, price, has)
          if (kind) payers[kind] = add(payers[kind], voter.weight)
          left[place] = add(has, [-amount[0], amount[1]])
          paid = add(paid, multiply(voter.weight, amount))
        }
        t.strictSame(paid, cost)
        const money = voters.reduce((sum, { weight }, place) => add(sum, multiply(weight, left[place] ?? ZERO)), ZERO)
        t.strictSame(told && { ...told }, { share: told?.share, price: told?.price, ...payers, left: money })
      }
      return true
    }),
  )
})

const comparable = ({ selected, ranking, ties, rounds }: Outcome) => ({ selected, ranking, ties, rounds })

t.test('neither the order of ballots nor that of options changes anything', async t => {
  fc.assert(
    fc.property(elections, anySeed, fc.boolean(), ([rule, profile], seed, comparison) => {
      const compared = { ...rule, selection: { ...rule.selection, comparison } }
      const backwards = { ...compared, options: rule.options.toReversed() }
      const outcome = comparable(selectByEqualShares(compared, profile, seed))
      t.strictSame(comparable(selectByEqualShares(backwards, profile.toReversed(), seed)), outcome)
    }),
  )
})
