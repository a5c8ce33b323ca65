import { type Rational, ZERO } from '../../rational.ts'
import type { WeightedCount } from './count.ts'
import type { Cells } from './method-type.ts'
import { pairCells, pairsOfCells } from './pair-cells.ts'
import { pointMarks } from './score.ts'

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

type Scale = { readonly options: readonly string[]; readonly maxScore: number }

/** The pairs; then, option by option, how many ballots give it the highest score; then how many there are. */
export const starCells: Cells<Scale> = {
  length: ({ options }) => options.length ** 2 + options.length + 1,
  reader(scale) {
    const { options, maxScore } = scale
    const pairs = options.length ** 2
    const pairsOf = pairCells.reader(scale)
    const places = new Map(options.map((option, place) => [option, place]))
    return choice => {
      const highest = pointMarks(choice).filter(([, score]) => score === maxScore)
      return [
        ...pairsOf(choice),
        ...highest.map(([option]) => pairs + (places.get(option) ?? 0)),
        pairs + options.length,
      ]
    }
  },
  arePossible(scale, cells, counted) {
    const { options, maxScore } = scale
    const pairs = options.length ** 2
    return (
      cells[pairs + options.length] === counted.ballots &&
      counted.counts.every(({ ballots, points }, place) => {
        const highest = cells[pairs + place] ?? 0
        return highest <= ballots && points >= highest * maxScore && points <= ballots * maxScore - (ballots - highest)
      }) &&
      pairCells.arePossible(scale, cells.slice(0, pairs), counted)
    )
  },
}

/** What a count says of the ballots; an option that a ballot leaves out has 0. */
export function starsOfCount({ options }: Scale, { points, cells }: WeightedCount): Stars {
  const size = options.length
  const { over } = pairsOfCells(options, cells)
  const places = new Map(options.map((option, place) => [option, place]))
  const at = (option: string) => places.get(option) ?? -1
  return {
    cast: cells[size ** 2 + size] ?? ZERO,
    sumOf: option => points[at(option)]?.points ?? ZERO,
    highestOf: option => cells[size ** 2 + at(option)] ?? ZERO,
    preferring: (option, other) => over[at(option)]?.[at(other)] ?? ZERO,
  }
}
