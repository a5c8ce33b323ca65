import fc from 'fast-check'
import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { countProfile, scaleCount } from '../../../protocol/governance/method.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import {
  checkQuadraticChoice,
  checkQuadraticRule,
  creditsSpent,
  decideQuadratic,
  type QuadraticRule,
} from '../../../protocol/governance/methods/quadratic.ts'
import { ONE } from '../../../protocol/rational.ts'
import {
  type Decide,
  namesDecideNothing,
  OPTIONS,
  orderDecidesNothing,
  points,
  raiseInPoints,
  raisingNeverHarms,
  weightsAreCopies,
} from './elections.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats = 1, credits = 25): QuadraticRule => ({
  method: 'quadratic',
  options,
  credits,
  seats,
})

function sums(options: readonly string[], profile: Profile) {
  return scaleCount(countProfile(rule(options), profile), ONE).points
}
const decide: Decide = (options, seats, profile, seed) =>
  decideQuadratic(rule(options, seats), sums(options, profile), seed)

t.test('for with 1 and 2 votes against 3: as many each way do not pass, and they cost 5 and 9', async t => {
  const yesOrNo = rule(['for', 'against'])
  const inFavour: Choice[] = [{ points: [['for', 1]] }, { points: [['for', 2]] }]
  const against: Choice[] = [{ points: [['against', 3]] }]
  const choices = [...inFavour, ...against]
  for (const choice of choices) t.equal(checkQuadraticChoice(yesOrNo, choice), undefined)
  const count = sums(
    yesOrNo.options,
    choices.map(choice => ({ choice, weight: ONE })),
  )
  t.strictSame(
    count.map(({ points }) => points),
    [
      [3n, 1n],
      [3n, 1n],
    ],
  )
  const spent = (ballots: Choice[]) => ballots.reduce((sum, choice) => sum + creditsSpent(choice), 0)
  t.equal(spent(inFavour), 5)
  t.equal(spent(against), 9)
  const outcome = decideQuadratic(yesOrNo, count, seed)
  t.equal(outcome.accepted, false)
  t.strictSame(outcome.ties, [{ options: ['for', 'against'], brokenBy: 'method' }])
  const oneMore: Choice = { points: [['for', 1]] }
  const carried = sums(
    yesOrNo.options,
    [...choices, oneMore].map(choice => ({ choice, weight: ONE })),
  )
  t.equal(decideQuadratic(yesOrNo, carried, seed).accepted, true)
})

t.test('the sums of votes take the seats, not what they cost', async t => {
  // One voter spends 16 on a, four spend 1 each on b: 4 votes each; c has 3 for 3.
  const ballots: [string, number][] = [
    ['a', 4],
    ['b', 1],
    ['b', 1],
    ['b', 1],
    ['b', 1],
    ['c', 1],
    ['c', 1],
    ['c', 1],
  ]
  const profile = ballots.map(vote => ({ choice: { points: [vote] }, weight: ONE }))
  const { ranking, ties, accepted } = decide(['a', 'b', 'c'], 2, profile, seed)
  t.strictSame(ranking, [['a', 'b'], ['c']])
  t.strictSame(ties, [{ options: ['a', 'b'], brokenBy: 'none' }])
  t.equal(accepted, null)
})

t.test('a ballot may spend all its credits and not one more', async t => {
  const three = rule(['a', 'b', 'c'], 1, 25)
  const check = (...votes: [string, number][]) => checkQuadraticChoice(three, { points: votes })
  t.equal(check(['a', 3], ['b', 4]), undefined)
  t.equal(check(), undefined)
  t.match(check(['a', 3], ['b', 4], ['c', 1]), { code: 'ballot/bad-choice', detail: { spent: 26, credits: 25 } })
  t.match(check(['a', 6]), { detail: { spent: 36, credits: 25 } })
  t.match(check(['a', Number.MAX_SAFE_INTEGER]), { detail: { problem: 'over the budget' } })
})

t.test('over the budget is refused, however the ballot came to be', async t => {
  const five = rule(OPTIONS, 1, 30)
  const steps = fc.array(fc.tuple(fc.constantFrom(...OPTIONS), fc.integer({ min: 1, max: 3 })), { maxLength: 12 })
  let [fits, over] = [0, 0]
  fc.assert(
    fc.property(steps, fc.boolean(), (steps, backwards) => {
      const votes = new Map<string, number>()
      for (const [option, more] of steps) votes.set(option, (votes.get(option) ?? 0) + more)
      const points = backwards ? [...votes].reverse() : [...votes]
      const cost = points.reduce((sum, [, n]) => sum + n ** 2, 0)
      if (cost <= 30) fits += 1
      else over += 1
      return (checkQuadraticChoice(five, { points }) === undefined) === cost <= 30
    }),
  )
  t.ok(fits > 10 && over > 10)
})

t.test('votes for one option cannot be split to make them cheaper', async t => {
  const split: Choice = {
    points: [
      ['a', 3],
      ['a', 3],
    ],
  }
  t.match(checkQuadraticChoice(rule(['a', 'b'], 1, 18), split), { detail: { problem: 'named twice' } })
})

t.test('a choice that is no ballot of votes is refused', async t => {
  const two = rule(['a', 'b'])
  const cases: [Choice, string][] = [
    [{ approve: ['a'] }, 'the ballot takes points'],
    [{ points: [['x', 1]] }, 'not an option'],
    [{ points: [['a', 0]] }, 'not a number of votes'],
    [{ points: [['a', -2]] }, 'not a number of votes'],
    [{ points: [['a', 1.5]] }, 'not a number of votes'],
  ]
  for (const [choice, problem] of cases) {
    t.match(checkQuadraticChoice(two, choice), { code: 'ballot/bad-choice', detail: { problem } }, problem)
  }
})

t.test('a rule that contradicts itself is refused with its field', async t => {
  const cases: [QuadraticRule, string][] = [
    [rule([]), 'options'],
    [rule(['a', 'b'], 3), 'seats'],
    [rule(['for', 'against'], 2), 'seats'],
    [rule(['a', 'b'], 1, 0), 'credits'],
    [rule(['a', 'b'], 1, 2 ** 40), 'credits'],
  ]
  for (const [rule, field] of cases) {
    t.match(checkQuadraticRule(rule), { code: 'proposal/bad', detail: { field } }, field)
  }
  t.equal(checkQuadraticRule(rule(['a', 'b'], 2)), undefined)
})

t.test('quadratic voting keeps its laws', async t => {
  const votes = points(3)
  orderDecidesNothing(decide, votes)
  namesDecideNothing(decide, votes)
  weightsAreCopies(decide, votes)
  raisingNeverHarms(decide, votes, raiseInPoints(3))
  t.pass()
})
