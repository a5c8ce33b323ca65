import { type Canonical, encodeCanonical, isCanonicalMap } from '../bytes/canonical.ts'
import { type Codec, problem } from '../bytes/schema.ts'
import { MAX_BODY_BYTES } from '../log/entry.ts'
import { ONE, type Rational } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { isBlank } from './blank-choice.ts'
import type { Choice } from './choice.ts'
import { approval } from './methods/approval.ts'
import { budget } from './methods/budget.ts'
import { consensus } from './methods/consensus.ts'
import { consent } from './methods/consent.ts'
import { copeland } from './methods/copeland.ts'
import {
  addUp,
  addWeightedCounts,
  type MethodCount,
  type Said,
  scaleCount,
  type WeightedCount,
} from './methods/count.ts'
import { methodCountCodec } from './methods/count-codec.ts'
import { irv } from './methods/irv.ts'
import { majority } from './methods/majority.ts'
import { majorityJudgment } from './methods/majority-judgment.ts'
import type { Method } from './methods/method-type.ts'
import { MOST_VOTERS } from './methods/options.ts'
import type { Outcome } from './methods/outcome.ts'
import { type Profile, profileDigest, profileOf, wholeWeight } from './methods/profile.ts'
import { quadratic } from './methods/quadratic.ts'
import { schulze } from './methods/schulze.ts'
import { score } from './methods/score.ts'
import { star } from './methods/star.ts'
import { stv } from './methods/stv.ts'
import { supermajority } from './methods/supermajority.ts'
import { type Heeded, NO_OBJECTIONS } from './standing-objections.ts'

export type { Choice, Vote } from './choice.ts'
export { choiceCodec } from './choice.ts'
export { DEFAULT_CONSENSUS } from './methods/consensus.ts'
export {
  addCounts,
  addWeightedCounts,
  type MethodCount,
  type RationalCount,
  scaleCount,
  type WeightedCount,
} from './methods/count.ts'
export { methodCountCodec } from './methods/count-codec.ts'
export type { Outcome } from './methods/outcome.ts'
export { type Profile, profileOf } from './methods/profile.ts'
export { DEFAULT_SUPERMAJORITY } from './methods/supermajority.ts'

/** Every method there is, by the name that its rules have. */
const METHODS = {
  majority,
  supermajority,
  consensus,
  consent,
  approval,
  score,
  star,
  'majority-judgment': majorityJudgment,
  irv,
  stv,
  schulze,
  copeland,
  quadratic,
  budget,
}

type RuleOf<M> = M extends Method<infer R> ? R : never

/** How a proposal is decided: the method and everything it needs, fixed when the proposal opens. */
export type MethodRule = RuleOf<(typeof METHODS)[keyof typeof METHODS]>

/** A rule in bytes; whether it makes sense, `checkRule` says. */
export const methodRuleCodec: Codec<MethodRule> = {
  encode: rule => methodOf(rule).rule.encode(rule),
  decode: value => {
    if (!isCanonicalMap(value)) return problem('not a map')
    const { method } = value
    if (!isMethod(method)) return problem(`method: not one of ${Object.keys(METHODS).join(', ')}`)
    return METHODS[method].rule.decode(value)
  },
}

/** Whether the question is whether, not which. */
export function isBinary(rule: MethodRule): boolean {
  return methodOf(rule).isBinary(rule)
}

/** Whether a ballot is one vote: for, against or abstain. */
export function takesVotes(rule: MethodRule): boolean {
  const { named } = methodOf(rule).limits(rule)
  return isBinary(rule) && named[0] === 1 && named[1] === 1
}

/** Which objections the method itself heeds; undefined where they decide nothing in it. */
export function objectionsOfMethod(rule: MethodRule): Heeded | undefined {
  return methodOf(rule).heeds
}

/** Whether the outcome follows from whole ballots only: then their digest stands in the count, and counts do not add up. */
export function needsProfile(rule: MethodRule): boolean {
  return methodOf(rule).counting(rule).from === 'profile'
}

/**
 * Refuses a rule that contradicts itself, or whose count could be too large for the entry that closes a vote: `proposal/bad`
 * with the field and the problem.
 */
export function checkRule(rule: MethodRule): Refusal | undefined {
  const bad = methodOf(rule).checkRule(rule)
  if (bad) return bad
  const found = encodeCount(largestCount(rule)).length
  if (found <= MOST_COUNT_BYTES) return
  const problem = 'too many, or their names too long: their count would not fit an entry'
  return refuse('proposal/bad', { field: 'options', problem, found, most: MOST_COUNT_BYTES })
}

/**
 * Refuses a choice that the rule does not take: `ballot/bad-choice` with the problem. The rule is sound already. Blank
 * is every ballot taken, however many options one has to name: it counts for the quorum.
 */
export function checkChoice(rule: MethodRule, choice: Choice): Refusal | undefined {
  if (isBlank(rule, choice)) return
  return methodOf(rule).checkChoice(rule, choice)
}

/** Nobody has voted yet. */
export function emptyCount(rule: MethodRule): MethodCount {
  return countProfile(rule, [])
}

/** Adds up choices that `checkChoice` has passed, one a voter, in any order. */
export function count(rule: MethodRule, choices: Iterable<Choice>): MethodCount {
  return needsProfile(rule) ? countProfile(rule, profileOf(choices)) : addUpSaid(rule, once(choices))
}

/** Adds up choices that `checkChoice` has passed, each as often as whole voters say it. A fraction of one throws. */
export function countProfile(rule: MethodRule, profile: Profile): MethodCount {
  const counted = addUpSaid(rule, wholly(profile))
  return needsProfile(rule) ? { ...counted, profile: profileDigest(profile) } : counted
}

/**
 * Whether ballots by this rule can come to a count that somebody else sent: its options in its order, none named more
 * often than ballots were cast, all together no more often than so many ballots name some, none with more or fewer points than
 * the ballots that name it may give, and cells that fit these.
 */
export function isCountOf(rule: MethodRule, counted: MethodCount): boolean {
  const method = methodOf(rule)
  const counting = method.counting(rule)
  const options = method.options(rule)
  const limits = method.limits(rule)
  const [least, most] = limits.points
  const named = counted.counts.reduce((sum, { ballots }) => sum + ballots, 0)
  const { cells } = counted
  const areCellsSound =
    counting.from !== 'cells'
      ? cells === undefined
      : cells?.length === counting.cells.length(rule) &&
        cells.every(cell => cell <= counted.ballots) &&
        counting.cells.arePossible(rule, cells, counted)
  return (
    counted.counts.length === options.length &&
    named >= (takesVotes(rule) ? counted.ballots * limits.named[0] : 0) &&
    named <= counted.ballots * limits.named[1] &&
    counted.counts.every(
      ({ option, ballots, points }, place) =>
        option === options[place] &&
        ballots <= counted.ballots &&
        points >= ballots * least &&
        points <= ballots * most,
    ) &&
    areCellsSound &&
    (counting.from === 'profile') === (counted.profile !== undefined)
  )
}

/**
 * What follows from sums, weighted or not: the same on every machine and in every order of the input. A rule that needs
 * whole ballots throws.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 * @param objections how the objections to the proposal stand.
 */
export function decideOutcome(
  rule: MethodRule,
  count: WeightedCount,
  seed: Uint8Array,
  objections = NO_OBJECTIONS,
): Outcome {
  const counting = methodOf(rule).counting(rule)
  switch (counting.from) {
    case 'marks':
      return counting.decide(rule, count.points, seed, objections)
    case 'cells':
      return counting.decide(rule, count, seed)
    case 'profile':
      throw new TypeError(`${rule.method}: no outcome follows from sums`)
  }
}

/** What follows from a plain count, every ballot weighing one. */
export function countOutcome(
  rule: MethodRule,
  counted: MethodCount,
  seed: Uint8Array,
  objections = NO_OBJECTIONS,
): Outcome {
  return decideOutcome(rule, scaleCount(counted, ONE), seed, objections)
}

/** What follows from ballots by any method, whatever they weigh. Choices have passed `checkChoice`. */
export function decideProfile(
  rule: MethodRule,
  profile: Profile,
  seed: Uint8Array,
  objections = NO_OBJECTIONS,
): Outcome {
  const counting = methodOf(rule).counting(rule)
  if (counting.from === 'profile') return counting.decide(rule, profile, seed)
  return decideOutcome(rule, weighProfile(rule, profile), seed, objections)
}

/**
 * Counts that `more` further ballots can make of this one, such that an outcome which all of them have is the outcome of
 * every other too; undefined where nobody can tell before the last ballot is in.
 */
export function extremesOf(rule: MethodRule, counted: MethodCount, more: number): readonly MethodCount[] | undefined {
  return methodOf(rule).extremes?.(rule, counted, more)
}

/** Who takes seats that were left, where the method counts the ballots again for it; see `Method.countback`. */
export function countBack(
  rule: MethodRule,
  profile: Profile,
  gone: readonly string[],
  seated: readonly string[],
  seed: Uint8Array,
): Outcome | undefined {
  return methodOf(rule).countback?.(rule, profile, gone, seated, seed)
}

/** The canonical bytes of a count. */
export function encodeCount(counted: MethodCount): Uint8Array {
  return encodeCanonical(methodCountCodec.encode(counted))
}

/** Bytes of a count: what an entry holds, less a kibibyte for what else a closing says. */
const MOST_COUNT_BYTES = MAX_BODY_BYTES - 1_024

/** A count of which every number is as long as it can get. */
function largestCount(rule: MethodRule): MethodCount {
  const { counts, cells, profile } = emptyCount(rule)
  const most = Number.MAX_SAFE_INTEGER
  return {
    ballots: MOST_VOTERS,
    counts: counts.map(({ option }) => ({ option, ballots: MOST_VOTERS, points: most })),
    ...(cells ? { cells: cells.map(() => MOST_VOTERS) } : {}),
    ...(profile ? { profile } : {}),
  }
}

/** The method of a rule: it is given rules of its own name only, which its methods' types do not say. */
function methodOf(rule: MethodRule): Method<MethodRule> {
  return METHODS[rule.method]
}

function isMethod(name: Canonical | undefined): name is keyof typeof METHODS {
  return typeof name === 'string' && Object.hasOwn(METHODS, name)
}

type Times = { readonly choice: Choice; readonly weight: number }

function addUpSaid(rule: MethodRule, rows: Iterable<Times>): MethodCount {
  const method = methodOf(rule)
  const counting = method.counting(rule)
  const cellCount = counting.from === 'cells' ? counting.cells.length(rule) : 0
  const cellsOf = counting.from === 'cells' ? counting.cells.reader(rule) : () => []
  return addUp(method.options(rule), cellCount, said())

  function* said(): Iterable<Said> {
    for (const { choice, weight } of rows) yield { marks: method.marks(rule, choice), cells: cellsOf(choice), weight }
  }
}

function* once(choices: Iterable<Choice>): Iterable<Times> {
  for (const choice of choices) yield { choice, weight: 1 }
}

function* wholly(profile: Profile): Iterable<Times> {
  for (const { choice, weight } of profile) yield { choice, weight: wholeWeight(weight) }
}

/**
 * The sums of ballots, whatever they weigh. Ballots of the same weight are added up first: there are few weights, and sums
 * of fractions take time.
 */
export function weighProfile(rule: MethodRule, profile: Profile): WeightedCount {
  const byWeight = new Map<string, { weight: Rational; choices: Choice[] }>()
  for (const { choice, weight } of profile) {
    const alike = byWeight.get(weight.join('/'))
    if (alike) alike.choices.push(choice)
    else byWeight.set(weight.join('/'), { weight, choices: [choice] })
  }
  return [...byWeight.values()]
    .map(({ weight, choices }) => scaleCount(count(rule, choices), weight))
    .reduce(addWeightedCounts, scaleCount(emptyCount(rule), ONE))
}
