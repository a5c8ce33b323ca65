import fc from 'fast-check'
import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { type Profile, weighProfile } from '../../../protocol/governance/method.ts'
import {
  checkMajorityJudgmentChoice,
  checkMajorityJudgmentRule,
  decideMajorityJudgment,
  histogramOfCells,
  type MajorityJudgmentRule,
  medianGrade,
} from '../../../protocol/governance/methods/majority-judgment.ts'
import { ONE, rational } from '../../../protocol/rational.ts'
import { namesOf, namesOfTiers, pointsOfGrades, vectors } from './belenios.ts'
import {
  type Decide,
  majorityWins,
  namesDecideNothing,
  orderDecidesNothing,
  points,
  raiseInPoints,
  raisingNeverHarms,
  scaleDecidesNothing,
  weightsAreCopies,
} from './elections.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats = 1, grades = 4): MajorityJudgmentRule => ({
  method: 'majority-judgment',
  options,
  grades,
  seats,
})
const gradesOf = (asked: MajorityJudgmentRule, profile: Profile) =>
  histogramOfCells(asked, weighProfile(asked, profile).cells)
const decide: Decide = (options, seats, profile, seed) =>
  decideMajorityJudgment(rule(options, seats), gradesOf(rule(options, seats), profile), seed)

/** One option a letter, one ballot a column: `{ a: [3, 1], b: [2, 2] }`. */
function judge(grades: Record<string, number[]>, seats = 1) {
  const options = Object.keys(grades)
  const ballots = (Object.values(grades)[0] ?? []).map((_, voter) => ({
    choice: { points: options.map(option => [option, grades[option]?.[voter] ?? 0] as const) },
    weight: ONE,
  }))
  return decide(options, seats, ballots, seed)
}

t.test('majority judgment counts as belenios-tool does: grades and ranking', async t => {
  for (const { n, grades, ballots, result } of vectors.mj) {
    const asked = rule(namesOf(n), 1, grades)
    const histogram = gradesOf(asked, pointsOfGrades(ballots, grades))
    t.strictSame(
      histogram,
      result.raw.map(row => row.toReversed().map(weight => rational(weight))),
    )
    const { ranking } = decideMajorityJudgment(asked, histogram, seed)
    t.strictSame(
      ranking.map(tier => tier.toSorted()),
      namesOfTiers(result.winners),
    )
  }
})

t.test('the better median wins, whatever the mean', async t => {
  t.strictSame(judge({ a: [2, 2, 2], b: [3, 1, 1] }).ranking, [['a'], ['b']])
  t.strictSame(judge({ a: [2, 2, 0, 0, 2], b: [3, 3, 1, 1, 1] }).ranking, [['a'], ['b']])
})

t.test('of an even number of ballots the higher of the two middle grades is the median', async t => {
  t.strictSame(judge({ a: [1, 1, 3, 3], b: [0, 2, 2, 2] }).ranking, [['a'], ['b']])
})

t.test('the median grade is told, the higher of the two middle ones', async t => {
  const given = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(given, grades => {
      const histogram = [0, 1, 2, 3].map(grade => rational(grades.filter(one => one === grade).length))
      t.equal(medianGrade(histogram), grades.toSorted((a, b) => a - b)[Math.floor(grades.length / 2)])
    }),
  )
  t.equal(medianGrade([]), undefined, 'of nothing there is none')
})

t.test('equal medians are told apart by taking medians off, and the tie says so', async t => {
  const { ranking, ties } = judge({ a: [1, 2, 2], b: [2, 2, 3], c: [2, 2, 2] })
  t.strictSame(ranking, [['b'], ['c'], ['a']])
  t.strictSame(ties, [{ options: ['b', 'c', 'a'], brokenBy: 'method' }])
})

t.test('equal medians that all have seats, or none, decide nothing', async t => {
  t.strictSame(judge({ a: [1, 2, 2], b: [2, 2, 3], c: [0, 0, 0] }, 2).ties, [{ options: ['b', 'a'], brokenBy: 'none' }])
  t.strictSame(judge({ a: [1, 2, 2], b: [2, 2, 3], c: [3, 3, 3] }, 1).ties, [{ options: ['b', 'a'], brokenBy: 'none' }])
})

t.test('the same grades throughout are a tie for the draw', async t => {
  const { ties, selected, ranking } = judge({ a: [1, 2, 3], b: [3, 1, 2] })
  t.equal(selected.length, 1)
  t.equal(ranking.length, 1)
  t.match(ties, [{ brokenBy: 'draw' }])
})

t.test('an option that a ballot leaves out has its lowest grade', async t => {
  const profile = [{ choice: { points: [['a', 3] as const] }, weight: rational(1, 3) }]
  t.strictSame(gradesOf(rule(['a', 'b']), profile), [
    [rational(0), rational(0), rational(0), rational(1, 3)],
    [rational(1, 3), rational(0), rational(0), rational(0)],
  ])
})

t.test('runs of grades compare as taking off one median ballot after the other does', async t => {
  const grades = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 })
  const pairs = grades.chain(a =>
    fc.tuple(fc.constant(a), fc.shuffledSubarray(a, { minLength: a.length }), fc.nat(8), fc.nat(3)),
  )
  fc.assert(
    fc.property(pairs, grades, fc.boolean(), ([a, shuffled, at, grade], other, near) => {
      // Near: all but one grade the same, so that many medians have to be taken off.
      const b = near ? shuffled.with(at % a.length, grade) : a.map((_, voter) => other[voter % other.length] ?? 0)
      const { ranking } = judge({ a, b })
      const [one, two] = [medians(a), medians(b)]
      const better = one < two ? [['b'], ['a']] : one > two ? [['a'], ['b']] : undefined
      return better ? JSON.stringify(ranking) === JSON.stringify(better) : ranking.length === 1
    }),
    { numRuns: 1_000 },
  )
  t.pass()
})

/** The grades of the medians, the higher where there are two, taken off one by one, as a word. */
function medians(grades: readonly number[]): string {
  const left = grades.toSorted((a, b) => a - b)
  let word = ''
  while (left.length > 0) word += left.splice(Math.floor(left.length / 2), 1).join()
  return word
}

t.test('what more than half of all give the highest grade, and everything else the lowest, wins', async t => {
  majorityWins(decide, points(3), option => ({ points: [[option, 3]] }))
  t.pass()
})

t.test('majority judgment keeps its laws', async t => {
  const grades = points(3)
  orderDecidesNothing(decide, grades)
  namesDecideNothing(decide, grades)
  weightsAreCopies(decide, grades)
  scaleDecidesNothing(decide, grades)
  raisingNeverHarms(decide, grades, raiseInPoints(3))
  t.pass()
})

t.test('options graded on other ballots are a mistake of the caller', async t => {
  t.throws(() => decideMajorityJudgment(rule(['a', 'b']), [[ONE], [rational(2)]], seed))
})

t.test('a choice that does not grade the options is refused', async t => {
  const two = rule(['a', 'b'])
  const cases: [Choice, string][] = [
    [{ approve: ['a'] }, 'the ballot takes points'],
    [{ points: [['x', 1]] }, 'not an option'],
    [{ points: [['a', 4]] }, 'not a score'],
    [{ points: [['a', -1]] }, 'not a score'],
    [{ points: [['a', 0.5]] }, 'not a score'],
    [
      {
        points: [
          ['a', 1],
          ['a', 1],
        ],
      },
      'named twice',
    ],
  ]
  for (const [choice, problem] of cases) {
    t.match(checkMajorityJudgmentChoice(two, choice), { code: 'ballot/bad-choice', detail: { problem } }, problem)
  }
  t.equal(checkMajorityJudgmentChoice(two, { points: [['a', 3]] }), undefined)
})

t.test('a rule that contradicts itself is refused with its field', async t => {
  const cases: [MajorityJudgmentRule, string][] = [
    [rule([]), 'options'],
    [rule(['a', 'b'], 3), 'seats'],
    [rule(['a', 'b'], 1, 1), 'grades'],
    [rule(['a', 'b'], 1, 21), 'grades'],
  ]
  for (const [rule, field] of cases) {
    t.match(checkMajorityJudgmentRule(rule), { code: 'proposal/bad', detail: { field } }, field)
  }
  t.equal(checkMajorityJudgmentRule(rule(['a', 'b'])), undefined)
})
