import {
  compareRationals,
  formatRational,
  parseRational,
  type Rational,
  subtract,
  ZERO,
} from '../../../protocol/rational.ts'
import type { Tally } from '../api/shapes.ts'

export type Round = Tally['outcome']['rounds'][number]

/** Votes that leave an option after a round: to whom they go, exactly, as fractions in text. */
export type Transfer = {
  readonly from: string
  /** `out`: all that it had; `surplus`: what it did not need. */
  readonly why: 'out' | 'surplus'
  readonly to: readonly { readonly option: string; readonly points: string }[]
  /** Votes that name nobody else who stands. */
  readonly exhausted: string
}

/** What moves between a round and the next one; undefined where nothing does. */
export function transferBetween(round: Round, next: Round): Transfer | undefined {
  const had = pointsOf(round)
  const has = pointsOf(next)
  const gained = [...has].flatMap(([option, points]) => {
    const more = subtract(points, had.get(option) ?? ZERO)
    return compareRationals(more, ZERO) > 0 ? [{ option, points: formatRational(more) }] : []
  })
  const exhausted = formatRational(subtract(read(next.exhausted), read(round.exhausted)))
  const [out] = round.eliminated
  if (out !== undefined) return { from: out, why: 'out', to: gained, exhausted }
  const passedOn = [...had].find(([option, points]) => compareRationals(has.get(option) ?? points, points) < 0)
  return passedOn && { from: passedOn[0], why: 'surplus', to: gained, exhausted }
}

function pointsOf({ standing }: Round): ReadonlyMap<string, Rational> {
  return new Map(standing.map(({ option, points }) => [option, read(points)]))
}

function read(fraction: string | undefined): Rational {
  return (fraction === undefined ? undefined : parseRational(fraction)) ?? ZERO
}
