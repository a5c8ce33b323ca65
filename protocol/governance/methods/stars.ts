import { type Rational, rational, ZERO } from '../../rational.ts'
import { countPairs } from './pairwise.ts'
import type { Profile } from './profile.ts'
import { pointMarks } from './score.ts'
import { wholeWeights } from './whole-weights.ts'

/** What STAR voting looks at in the ballots, each by its weight. */
export type Stars = {
  /** All ballots. */
  readonly cast: Rational
  /** Sum of the scores of an option. */
  sumOf(option: string): Rational
  /** Ballots that give an option the highest score there is. */
  highestOf(option: string): Rational
  /** Ballots that score `option` above `other`. */
  preferring(option: string, other: string): Rational
}

/** Adds up ballots of points from 0 to `maxScore`; an option that a ballot leaves out has 0. */
export function countStars(options: readonly string[], maxScore: number, profile: Profile): Stars {
  const { parts, rows } = wholeWeights(profile)
  const sums = new Map<string, bigint>()
  const highest = new Map<string, bigint>()
  let cast = 0n
  for (const { choice, weight } of rows) {
    cast += weight
    for (const [option, score] of pointMarks(choice)) {
      sums.set(option, (sums.get(option) ?? 0n) + weight * BigInt(score))
      if (score === maxScore) highest.set(option, (highest.get(option) ?? 0n) + weight)
    }
  }
  const { over } = countPairs(options, profile)
  const places = new Map(options.map((option, place) => [option, place]))
  return {
    cast: rational(cast, parts),
    sumOf: option => rational(sums.get(option) ?? 0n, parts),
    highestOf: option => rational(highest.get(option) ?? 0n, parts),
    preferring: (option, other) => over[places.get(option) ?? -1]?.[places.get(other) ?? -1] ?? ZERO,
  }
}
