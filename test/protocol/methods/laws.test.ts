import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { decodeCanonical, encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { type Codec, isProblem } from '../../../protocol/bytes/schema.ts'
import {
  addCounts,
  addWeightedCounts,
  type Choice,
  checkChoice,
  checkRule,
  choiceCodec,
  count,
  countOutcome,
  countProfile,
  decideOutcome,
  decideProfile,
  emptyCount,
  isCountOf,
  type MethodCount,
  type MethodRule,
  methodCountCodec,
  methodRuleCodec,
  needsProfile,
  profileOf,
  scaleCount,
} from '../../../protocol/governance/method.ts'
import { ONE, rational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { comparable, OPTIONS } from './elections.ts'
import { EVERY_METHOD, type Sample } from './every-method.ts'

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
const ballotsOf = ({ choice }: Sample) => fc.array(choice, { maxLength: 12 })
const runs = { numRuns: 60 }

for (const [name, sample] of EVERY_METHOD) {
  const rule = sample.rule(OPTIONS)
  const ballots = ballotsOf(sample)

  t.test(`${name}: neither the order of ballots nor the order of options decides anything`, async t => {
    const backwards = sample.rule(OPTIONS.toReversed())
    fc.assert(
      fc.property(ballots, seeds, (choices, seed) => {
        const outcome = comparable(decideProfile(rule, profileOf(choices), seed))
        return (
          same(count(rule, choices.toReversed()), count(rule, choices)) &&
          comparable(decideProfile(rule, profileOf(choices.toReversed()), seed)) === outcome &&
          comparable(decideProfile(backwards, profileOf(choices), seed)) === outcome
        )
      }),
      runs,
    )
    t.pass()
  })

  t.test(`${name}: ballots by themselves, put together and as sums come to the same`, async t => {
    fc.assert(
      fc.property(ballots, seeds, (choices, seed) => {
        const counted = count(rule, choices)
        if (!same(countProfile(rule, profileOf(choices)), counted)) return false
        const decided = comparable(decideProfile(rule, profileOf(choices), seed))
        return needsProfile(rule) || comparable(countOutcome(rule, counted, seed)) === decided
      }),
      runs,
    )
    if (needsProfile(rule)) t.throws(() => countOutcome(rule, emptyCount(rule), new Uint8Array(32)))
    t.pass()
  })

  t.test(`${name}: the count of the parts adds up to the count of the whole, weighted or not`, async t => {
    if (needsProfile(rule)) return void t.throws(() => addCounts(emptyCount(rule), emptyCount(rule)))
    const [one, two] = [rational(1, 2), rational(2, 3)]
    fc.assert(
      fc.property(ballots, fc.nat(12), seeds, (choices, cut, seed) => {
        const [some, others] = [choices.slice(0, cut), choices.slice(cut)]
        const parts = [count(rule, some), count(rule, others)] as const
        const weighed = addWeightedCounts(scaleCount(parts[0], one), scaleCount(parts[1], two))
        const rows = [
          ...some.map(choice => ({ choice, weight: one })),
          ...others.map(choice => ({ choice, weight: two })),
        ]
        return (
          same(addCounts(addCounts(emptyCount(rule), parts[0]), parts[1]), count(rule, choices)) &&
          comparable(decideProfile(rule, rows, seed)) === comparable(decideOutcome(rule, weighed, seed))
        )
      }),
      runs,
    )
    t.pass()
  })

  t.test(`${name}: a count of ballots is possible, and others are not`, async t => {
    const accepted = new Set<string>()
    fc.assert(
      fc.property(ballots, choices => {
        const counted = count(rule, choices)
        for (const [problem, wrong] of impossible(counted)) if (isCountOf(rule, wrong)) accepted.add(problem)
        return isCountOf(rule, counted)
      }),
      runs,
    )
    t.strictSame([...accepted], [])
  })

  t.test(`${name}: rule, ballots and count come back from their bytes`, async t => {
    t.equal(rule.method, name)
    t.equal(checkRule(rule), undefined)
    t.ok(comesBack(methodRuleCodec, rule))
    fc.assert(
      fc.property(
        ballots,
        choices =>
          choices.every(choice => comesBack(choiceCodec, choice) && checkChoice(rule, choice) === undefined) &&
          comesBack(methodCountCodec, count(rule, choices)),
      ),
      runs,
    )
  })

  t.test(`${name}: takes one kind of ballot, with its options`, async t => {
    const ballotsWith = (option: string): Choice[] => [
      { approve: [option] },
      { points: [[option, 1]] },
      { rank: [option] },
      { tiers: [[option]] },
    ]
    const taken = [{ vote: 'for' } as const, ...ballotsWith('a')].filter(choice => !checkChoice(rule, choice))
    t.equal(taken.length, 1)
    for (const choice of ballotsWith('?')) t.match(checkChoice(rule, choice), { code: 'ballot/bad-choice' })
  })
}

t.test('a method that nobody knows does not decode', async t => {
  t.ok(isProblem(methodRuleCodec.decode({ method: 'acclamation' })))
  t.ok(isProblem(methodRuleCodec.decode({ method: 'toString' })))
  t.ok(isProblem(methodRuleCodec.decode({ method: 'majority', threshold: [1, 2] })), 'a field that the rule has not')
  t.ok(isProblem(methodRuleCodec.decode('majority')))
})

t.test('a vote that could not be closed does not open: its count has to fit an entry', async t => {
  const named = (length: number, options: number) =>
    Array.from({ length: options }, (_, i) => `${i}`.padEnd(length, '·'))
  const score = (options: string[]): MethodRule => ({ method: 'score', options, maxScore: 5, seats: 1 })
  t.equal(checkRule(score(named(20, 1_000))), undefined)
  t.match(checkRule(score(named(200, 1_000))), { code: 'proposal/bad', detail: { field: 'options' } })
  const schulze = (options: string[]): MethodRule => ({ method: 'schulze', options, seats: 1 })
  t.equal(checkRule(schulze(named(200, 30))), undefined)
  t.match(checkRule(schulze(named(3, 31))), { code: 'proposal/bad', detail: { field: 'options' } })
  const star = (options: string[]): MethodRule => ({ method: 'star', options, maxScore: 5, seats: 1 })
  t.equal(checkRule(star(named(200, 30))), undefined)
  t.match(checkRule(star(named(3, 31))), { code: 'proposal/bad', detail: { field: 'options' } })
  const graded = (options: string[]): MethodRule => ({ method: 'majority-judgment', options, grades: 10, seats: 1 })
  t.equal(checkRule(graded(named(100, 100))), undefined)
  t.match(checkRule(graded(named(3, 101))), { code: 'proposal/bad', detail: { field: 'grades' } })
})

t.test('cells that no rankings come to are no count of them', async t => {
  const rule: MethodRule = { method: 'schulze', options: ['a', 'b', 'c'], seats: 1 }
  const counted = count(rule, [{ tiers: [['a'], ['b'], ['c']] }, { tiers: [['b'], ['c']] }])
  const cells = (...over: number[]) => isCountOf(rule, { ...counted, cells: over })
  t.ok(cells(0, 1, 1, 1, 0, 2, 1, 0, 0))
  t.notOk(cells(0, 2, 1, 1, 0, 2, 1, 0, 0), 'a over b and b over a on three ballots of two')
  t.notOk(cells(0, 0, 2, 1, 0, 1, 0, 0, 0), 'a over c twice, but a over b or b over c once')
  t.notOk(cells(1, 1, 1, 1, 0, 2, 1, 0, 0), 'a over itself')
})

t.test('a weight that is not of whole voters counts in an outcome, and in no count', async t => {
  const rows = [
    { choice: { vote: 'for' }, weight: rational(3, 2) },
    { choice: { vote: 'against' }, weight: ONE },
  ] as const
  t.equal(decideProfile({ method: 'majority' }, rows, new Uint8Array(32)).accepted, true)
  t.throws(() => countProfile({ method: 'majority' }, rows))
})

/** Counts that differ from a possible one in a way that cannot be. */
function impossible(counted: MethodCount): [problem: string, count: MethodCount][] {
  const { ballots, counts, cells } = counted
  const wrong: [string, MethodCount][] = [
    ['other options', { ...counted, counts: counts.map(c => ({ ...c, option: `${c.option}?` })) }],
    ['an option too few', { ...counted, counts: counts.slice(1) }],
    [
      'named more often than there are ballots',
      { ...counted, counts: counts.map(c => ({ ...c, ballots: ballots + 1 })) },
    ],
    ['points of nobody', { ...counted, counts: counts.map(c => ({ ...c, points: c.points + ballots * 9 + 1 })) }],
    ['a profile, or none', counted.profile ? withoutProfile(counted) : { ...counted, profile: new Uint8Array(32) }],
  ]
  if (!cells) return [...wrong, ['cells that nobody asked for', { ...counted, cells: [0] }]]
  return [
    ...wrong,
    ['a cell too few', { ...counted, cells: cells.slice(1) }],
    ['a cell above the ballots', { ...counted, cells: cells.map(() => ballots + 1) }],
    ['one more in every cell', { ...counted, cells: cells.map(cell => cell + 1) }],
    ['one more in the first cell', { ...counted, cells: cells.with(0, (cells[0] ?? 0) + 1) }],
    ['one less in the last cell', { ...counted, cells: cells.with(-1, (cells.at(-1) ?? 0) - 1) }],
  ]
}

function withoutProfile({ ballots, counts }: MethodCount): MethodCount {
  return { ballots, counts }
}

function comesBack<T>(codec: Codec<T>, value: T): boolean {
  const read = decodeCanonical(encodeCanonical(codec.encode(value)))
  return !isRefusal(read) && same(codec.decode(read), value)
}

function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b)
}
