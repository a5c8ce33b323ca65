import fc from 'fast-check'
import t from 'tap'
import { decodeCanonical, encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { isProblem } from '../../../protocol/bytes/schema.ts'
import {
  addCounts,
  addWeightedCounts,
  type Choice,
  choiceCodec,
  count,
  countOutcome,
  decideOutcome,
  emptyCount,
  encodeCount,
  isCountOf,
  type MethodRule,
  methodCountCodec,
  methodRuleCodec,
  type Outcome,
  scaleCount,
} from '../../../protocol/governance/method.ts'
import type { BudgetRule } from '../../../protocol/governance/methods/budget.ts'
import { drawOrder } from '../../../protocol/governance/methods/draw.ts'
import { rational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'

fc.configureGlobal({ seed: 2 })

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const someIds = fc.subarray(ids, { minLength: 1 })
const selection = fc.constantFrom('greedy', 'greedy-no-skip', 'greedy-threshold' as const)

/** A rule with few points and few costs, so that ties are common. */
const approvalBudget: fc.Arbitrary<BudgetRule> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 }),
    fc.integer({ min: 0, max: 12 }),
    selection,
  )
  .map(([costs, budget, rule]) => ({
    method: 'budget',
    options: ids.map((id, place) => ({ id, cost: costs[place] ?? 0 })),
    budget,
    ballot: { type: 'approval', min: 0, max: 6 },
    selection: { rule, threshold: 2 },
  }))
const rules: fc.Arbitrary<MethodRule> = fc.oneof(
  approvalBudget,
  fc.constant<MethodRule>({ method: 'approval', options: ids, minApprovals: 0, maxApprovals: 6, seats: 2 }),
)
const ballots: fc.Arbitrary<Choice[]> = fc.array(
  fc.subarray(ids).map(approve => ({ approve })),
  { maxLength: 12 },
)

/** The same rule with its options listed the other way round. */
function listedBackwards(rule: MethodRule): MethodRule {
  if (rule.method === 'budget') return { ...rule, options: rule.options.toReversed() }
  return rule.method === 'approval' ? { ...rule, options: rule.options.toReversed() } : rule
}

const comparable = ({ selected, ranking, ties }: Outcome) => JSON.stringify({ selected, ranking, ties })

t.test('neither the order of ballots nor the order of options changes an outcome', async t => {
  fc.assert(
    fc.property(rules, ballots, seed, (rule, choices, seed) => {
      const counted = count(rule, choices)
      const backwards = listedBackwards(rule)
      const outcome = comparable(countOutcome(rule, counted, seed))
      return (
        encodeCount(count(rule, choices.toReversed())).join() === encodeCount(counted).join() &&
        comparable(countOutcome(backwards, count(backwards, choices), seed)) === outcome
      )
    }),
  )
  t.pass()
})

t.test('the count of the parts adds up to the count of the whole, and so do weighted counts', async t => {
  fc.assert(
    fc.property(rules, ballots, fc.nat(12), (rule, choices, cut) => {
      const parts = [count(rule, choices.slice(0, cut)), count(rule, choices.slice(cut))] as const
      const whole = count(rule, choices)
      const half = rational(1, 2)
      t.strictSame(addCounts(addCounts(emptyCount(rule), parts[0]), parts[1]), whole)
      t.strictSame(addWeightedCounts(scaleCount(parts[0], half), scaleCount(parts[1], half)), scaleCount(whole, half))
      return isCountOf(rule, whole)
    }),
  )
  t.throws(() => addCounts(emptyCount({ method: 'majority' }), { ballots: 0, counts: [] }))
})

t.test('one weight for all changes no outcome of seats', async t => {
  const rule: MethodRule = { method: 'approval', options: ids, minApprovals: 0, maxApprovals: 6, seats: 3 }
  fc.assert(
    fc.property(ballots, seed, (choices, seed) => {
      const counted = count(rule, choices)
      const weighted = decideOutcome(rule, scaleCount(counted, rational(3, 7)), seed)
      return comparable(weighted) === comparable(countOutcome(rule, counted, seed))
    }),
  )
  t.pass()
})

t.test('greedy agrees with its definition, and says of a tie whether its order decides', async t => {
  fc.assert(
    fc.property(approvalBudget, ballots, seed, (rule, choices, seed) => {
      const counted = count(rule, choices)
      const points = new Map(counted.counts.map(({ option, points }) => [option, points]))
      const outcome = countOutcome(rule, counted, seed)
      t.strictSame(fundInOrder(rule, outcome.ranking.flat(), points), new Set(outcome.selected))
      // Every other order of the ties gives the same projects exactly if no tie decides.
      const others = new Set(
        ordersOf(outcome.ranking).map(order => [...fundInOrder(rule, order, points)].sort().join()),
      )
      const decided = outcome.ties.some(({ brokenBy }) => brokenBy !== 'none')
      return decided === others.size > 1
    }),
    { numRuns: 60 },
  )
  t.pass()
})

t.test('a draw follows the hashes of seed and option, whatever the list', async t => {
  const counting = Uint8Array.from({ length: 32 }, (_, i) => i)
  // By Python: sorted(options, key=lambda o: hashlib.sha256(bytes(range(32)) + o.encode()).digest())
  t.strictSame(drawOrder(counting, ['a', 'b', 'c', 'd', 'e', 'ł', 'bench']), ['bench', 'ł', 'e', 'a', 'd', 'b', 'c'])
  fc.assert(
    fc.property(seed, someIds, (seed, options) => {
      return drawOrder(seed, options).join() === drawOrder(seed, options.toReversed()).join()
    }),
  )
  t.throws(() => drawOrder(new Uint8Array(31), ['a']))
})

t.test('rules, choices and counts come back from their bytes', async t => {
  const examples: MethodRule[] = [
    { method: 'majority' },
    { method: 'supermajority', threshold: rational(66, 100) },
    { method: 'consensus', threshold: rational(85, 100) },
    { method: 'score', options: ['x', 'y'], maxScore: 5, seats: 1 },
  ]
  fc.assert(fc.property(fc.oneof(rules, fc.constantFrom(...examples)), rule => comesBack(methodRuleCodec, rule)))
  const points = fc
    .subarray(ids)
    .chain(options => fc.tuple(...options.map(o => fc.tuple(fc.constant(o), fc.integer()))))
  const choices: fc.Arbitrary<Choice> = fc.oneof(
    fc.constantFrom<Choice>({ vote: 'for' }, { vote: 'against' }, { vote: 'abstain' }),
    someIds.map(approve => ({ approve })),
    someIds.map(rank => ({ rank })),
    points.map(points => ({ points })),
  )
  fc.assert(fc.property(choices, choice => comesBack(choiceCodec, choice)))
  fc.assert(fc.property(rules, ballots, (rule, choices) => comesBack(methodCountCodec, count(rule, choices))))
  t.ok(encodeCanonical(choiceCodec.encode({ approve: ['214'] })).length <= 15, 'a choice is small')
  for (const bad of [
    {},
    { vote: 'maybe' },
    { approve: [1] },
    { points: [['a']] },
    { vote: 'for', approve: [] },
    'for',
  ]) {
    t.ok(isProblem(choiceCodec.decode(bad)), JSON.stringify(bad))
  }
})

function comesBack<T>(
  codec: {
    encode(value: T): Parameters<typeof encodeCanonical>[0]
    decode(value: Parameters<typeof encodeCanonical>[0]): unknown
  },
  value: T,
): boolean {
  const read = decodeCanonical(encodeCanonical(codec.encode(value)))
  if (isRefusal(read)) return false
  t.strictSame(codec.decode(read), value)
  return true
}

function fundInOrder(rule: BudgetRule, order: readonly string[], points: ReadonlyMap<string, number>): Set<string> {
  const funded = new Set<string>()
  let spent = 0
  for (const id of order) {
    const cost = rule.options.find(option => option.id === id)?.cost ?? 0
    if ((points.get(id) ?? 0) < (rule.selection.threshold ?? 0)) continue
    if (spent + cost <= rule.budget) {
      funded.add(id)
      spent += cost
    } else if (rule.selection.rule === 'greedy-no-skip') break
  }
  return funded
}

function ordersOf(groups: readonly (readonly string[])[]): string[][] {
  return groups.reduce<string[][]>(
    (orders, group) => orders.flatMap(order => permutations(group).map(next => [...order, ...next])),
    [[]],
  )
}

function permutations(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap(first => permutations(items.filter(item => item !== first)).map(rest => [first, ...rest]))
}
