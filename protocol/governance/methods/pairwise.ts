import type { Rational } from '../../rational.ts'
import type { Choice } from '../choice.ts'

/** Each option against each other: `over[i][j]` is the weight of the voters who prefer option i to option j. */
export type Pairwise = { readonly options: readonly string[]; readonly over: readonly (readonly Rational[])[] }

/**
 * Reads ballots of tiers or of points: the pairs of options in which each prefers the first to the second, as places
 * `i * options + j`. Options that a ballot leaves out are equal among themselves: below every tier, or with no points.
 * An option that is not asked for throws: choices are checked before.
 */
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
