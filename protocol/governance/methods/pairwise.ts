import { type Rational, rational } from '../../rational.ts'
import type { Choice } from '../choice.ts'
import type { Profile } from './profile.ts'
import { wholeWeights } from './whole-weights.ts'

/** Each option against each other: `over[i][j]` is the weight of the voters who prefer option i to option j. */
export type Pairwise = { readonly options: readonly string[]; readonly over: readonly (readonly Rational[])[] }

/**
 * Compares options pair by pair on ballots of tiers or of points. Options that a ballot leaves out are equal among
 * themselves: below every tier, or with no points. An option that is not asked for throws: choices are checked before.
 */
export function countPairs(options: readonly string[], profile: Profile): Pairwise {
  const { parts, rows } = wholeWeights(profile)
  const size = options.length
  const places = new Map(options.map((option, place) => [option, place]))
  const over: bigint[] = new Array(size * size).fill(0n)
  for (const [weight, choices] of Map.groupBy(rows, row => row.weight)) {
    // Ballots of one weight are counted in plain numbers, which is many times faster than in exact fractions.
    const ballots = new Float64Array(size * size)
    for (const { choice } of choices) {
      for (const pair of preferencesOf(levelsOf(choice, places))) ballots[pair] = (ballots[pair] ?? 0) + 1
    }
    for (const [pair, number] of ballots.entries()) over[pair] = (over[pair] ?? 0n) + weight * BigInt(number)
  }
  const at = (i: number, j: number) => rational(over[i * size + j] ?? 0n, parts)
  return { options, over: options.map((_, i) => options.map((_, j) => at(i, j))) }
}

/** Reads ballots: the pairs of options in which each prefers the first to the second, as places `i * options + j`. */
export function pairsOfBallots(options: readonly string[]): (choice: Choice) => readonly number[] {
  const places = new Map(options.map((option, place) => [option, place]))
  return choice => preferencesOf(levelsOf(choice, places))
}

/** How high a ballot puts each option: the higher the better, 0 where it leaves it out. */
function levelsOf(choice: Choice, places: ReadonlyMap<string, number>): Float64Array {
  const levels = new Float64Array(places.size)
  const put = (option: string, level: number) => {
    const place = places.get(option)
    if (place === undefined) throw new RangeError(`the count has no option ${option}`)
    levels[place] = level
  }
  if ('points' in choice) for (const [option, points] of choice.points) put(option, points)
  if ('tiers' in choice) {
    let level = choice.tiers.length
    for (const tier of choice.tiers) {
      for (const option of tier) put(option, level)
      level -= 1
    }
  }
  return levels
}

/** The pairs in which a ballot prefers the first option to the second, as places `i * options + j`. */
function preferencesOf(levels: Float64Array): number[] {
  const size = levels.length
  const pairs: number[] = []
  for (let i = 0; i < size; i++) {
    const level = levels[i] ?? 0
    for (let j = 0; j < i; j++) {
      const other = levels[j] ?? 0
      if (level !== other) pairs.push(level > other ? i * size + j : j * size + i)
    }
  }
  return pairs
}
