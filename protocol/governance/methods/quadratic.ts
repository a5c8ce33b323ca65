import { integer, object, oneOf } from '../../bytes/schema.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { MOST_POINTS } from './budget-ballot.ts'
import type { RationalCount } from './count.ts'
import { decideMajority } from './majority.ts'
import type { Method } from './method-type.ts'
import { checkLength, checkNamed, checkOptions, checkWhole } from './options.ts'
import type { Outcome } from './outcome.ts'
import { options, places } from './rule-fields.ts'
import { pointMarks } from './score.ts'
import { fillSeats, runnerUpGetsAll } from './seats.ts'
import { allForOrAgainst } from './yes-or-no.ts'

/**
 * Each voter has credits to give votes to options, and n votes for one option cost n² of them. Where the options are
 * `for` and `against`, the question is yes or no.
 */
export type QuadraticRule = {
  readonly method: 'quadratic'
  readonly options: readonly string[]
  /** What the votes on one ballot may cost together. */
  readonly credits: number
  /** How many options win. */
  readonly seats: number
}

export const quadratic: Method<QuadraticRule> = {
  rule: object({ method: oneOf('quadratic'), options, credits: integer({ min: 1, max: MOST_POINTS }), seats: places }),
  isBinary: asksYesOrNo,
  checkRule: checkQuadraticRule,
  checkChoice: checkQuadraticChoice,
  options: rule => rule.options,
  marks: (_, choice) => pointMarks(choice),
  limits: rule => ({ named: [0, rule.options.length], points: [1, mostVotes(rule)] }),
  counting: () => ({ from: 'marks', decide: decideQuadratic }),
  extremes(rule, counted, more) {
    if (asksYesOrNo(rule)) return allForOrAgainst(counted, more, mostVotes(rule))
    return runnerUpGetsAll(counted, rule.seats, more, mostVotes(rule))
  },
}

export function checkQuadraticRule(rule: QuadraticRule): Refusal | undefined {
  return (
    checkOptions(rule.options) ??
    checkWhole('credits', rule.credits, 1, MOST_POINTS) ??
    checkWhole('seats', rule.seats, 1, asksYesOrNo(rule) ? 1 : rule.options.length)
  )
}

/** The whole ballot is checked, never what changed on it: votes added one by one cost as much as at once. */
export function checkQuadraticChoice(rule: QuadraticRule, choice: Choice): Refusal | undefined {
  if (!('points' in choice)) return refuse('ballot/bad-choice', { problem: 'the ballot takes points' })
  const named = choice.points.map(([option]) => option)
  const bad =
    checkLength(named.length, 0, rule.options.length) ?? checkNamed(named, option => rule.options.includes(option))
  if (bad) return bad
  for (const [option, votes] of choice.points) {
    if (!Number.isSafeInteger(votes) || votes < 1) {
      return refuse('ballot/bad-choice', { problem: 'not a number of votes', option, votes })
    }
  }
  const { credits } = rule
  const spent = creditsSpent(choice)
  if (spent > credits) return refuse('ballot/bad-choice', { problem: 'over the budget', spent, credits })
}

/** What the votes on a ballot cost: the sum of their squares, option by option. */
export function creditsSpent(choice: Choice): number {
  return 'points' in choice ? choice.points.reduce((sum, [, votes]) => sum + votes * votes, 0) : 0
}

/**
 * Quadratic voting: the sums of votes decide, not the credits they cost. As many votes for as against do not pass.
 * Source: Lalley & Weyl, "Quadratic Voting: How Mechanism Design Can Radicalize Democracy" (2018).
 * @param seed 32 bytes that order a tie across the last seat.
 */
export function decideQuadratic(rule: QuadraticRule, count: RationalCount, seed: Uint8Array): Outcome {
  return asksYesOrNo(rule) ? decideMajority(count) : fillSeats(count, rule.seats, seed)
}

/** Votes for one option that all credits buy: small enough for the root to be exact. */
function mostVotes({ credits }: QuadraticRule): number {
  return Math.floor(Math.sqrt(credits))
}

function asksYesOrNo({ options }: QuadraticRule): boolean {
  return options.length === 2 && options.includes('for') && options.includes('against')
}
