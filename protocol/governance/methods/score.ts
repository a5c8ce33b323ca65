import { object, oneOf } from '../../bytes/schema.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import type { Mark } from './count.ts'
import type { Method } from './method-type.ts'
import { checkLength, checkNamed, checkOptions, checkWhole } from './options.ts'
import { options, places, whole } from './rule-fields.ts'
import { fillSeats, runnerUpGetsAll } from './seats.ts'

/** Each voter scores options from 0 to `maxScore`; the highest sums take the seats. An option left out has 0. */
export type ScoreRule = {
  readonly method: 'score'
  readonly options: readonly string[]
  readonly maxScore: number
  /** How many options win. */
  readonly seats: number
}

/** A scale finer than this is no scale. */
export const HIGHEST_SCORE = 1_000

export const score: Method<ScoreRule> = {
  rule: object({ method: oneOf('score'), options, maxScore: whole, seats: places }),
  isBinary: () => false,
  checkRule: checkScoreRule,
  checkChoice: checkScores,
  options: rule => rule.options,
  marks: (_, choice) => pointMarks(choice),
  limits: ({ options, maxScore }) => ({ named: [0, options.length], points: [0, maxScore] }),
  counting: () => ({ from: 'marks', decide: ({ seats }, points, seed) => fillSeats(points, seats, seed) }),
  extremes: ({ seats, maxScore }, counted, more) => runnerUpGetsAll(counted, seats, more, maxScore),
}

function checkScoreRule(rule: ScoreRule): Refusal | undefined {
  return (
    checkOptions(rule.options) ??
    checkWhole('maxScore', rule.maxScore, 1, HIGHEST_SCORE) ??
    checkWhole('seats', rule.seats, 1, rule.options.length)
  )
}

export function checkScores(rule: Pick<ScoreRule, 'options' | 'maxScore'>, choice: Choice): Refusal | undefined {
  if (!('points' in choice)) return refuse('ballot/bad-choice', { problem: 'the ballot takes points' })
  const named = choice.points.map(([option]) => option)
  const bad =
    checkLength(named.length, 0, rule.options.length) ?? checkNamed(named, option => rule.options.includes(option))
  if (bad) return bad
  for (const [option, points] of choice.points) {
    if (!Number.isSafeInteger(points) || points < 0 || points > rule.maxScore) {
      return refuse('ballot/bad-choice', { problem: 'not a score', option, points, most: rule.maxScore })
    }
  }
}

export function pointMarks(choice: Choice): readonly Mark[] {
  return 'points' in choice ? choice.points : []
}
