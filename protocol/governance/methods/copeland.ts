import { object, oneOf } from '../../bytes/schema.ts'
import { add, compareRationals, ONE, type Rational, rational, ZERO } from '../../rational.ts'
import { type Contest, contestFields } from './contest.ts'
import type { RationalCount } from './count.ts'
import type { Outcome } from './outcome.ts'
import { pairedContest, seatAboveStatusQuo } from './paired-contest.ts'
import type { Pairwise } from './pairwise.ts'
import { groupByPoints } from './ranking.ts'

/** Voters rank options in tiers; the option wins that beats the most others one to one. */
export type CopelandRule = Contest & { readonly method: 'copeland' }

const HALF = rational(1, 2)

export const copeland = pairedContest<CopelandRule>(
  object({ method: oneOf('copeland'), ...contestFields }),
  decideCopeland,
)

/**
 * Copeland's method: a point for each option beaten one to one, half a point for each tied with. With a status quo,
 * only options with more points than it win. Source: A. H. Copeland, "A 'reasonable' social welfare function" (1951);
 * half a point as in Saari & Merlin, "The Copeland method" (1996).
 * @param seed 32 bytes that order a tie across the last seat.
 */
export function decideCopeland(rule: CopelandRule, pairs: Pairwise, seed: Uint8Array): Outcome {
  const count = copelandPoints(pairs)
  const points = new Map(count.map(({ option, points }) => [option, points]))
  const beats = (a: string, b: string) => compareRationals(points.get(a) ?? ZERO, points.get(b) ?? ZERO) > 0
  return seatAboveStatusQuo(rule, groupByPoints(count), beats, seed)
}

function copelandPoints({ options, over }: Pairwise): RationalCount {
  return options.map((option, i) => {
    const duels = options.map((_, j) => (i === j ? ZERO : duel(over[i]?.[j] ?? ZERO, over[j]?.[i] ?? ZERO)))
    return { option, points: duels.reduce(add, ZERO) }
  })
}

function duel(inFavour: Rational, against: Rational): Rational {
  const order = compareRationals(inFavour, against)
  return order > 0 ? ONE : order === 0 ? HALF : ZERO
}
