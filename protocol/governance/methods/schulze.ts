import { object, oneOf } from '../../bytes/schema.ts'
import { compareRationals, type Rational, ZERO } from '../../rational.ts'
import { type Contest, contestFields } from './contest.ts'
import type { Outcome } from './outcome.ts'
import { pairedContest, seatAboveStatusQuo } from './paired-contest.ts'
import type { Pairwise } from './pairwise.ts'

/** Voters rank options in tiers; an option wins that has the stronger path to every other. */
export type SchulzeRule = Contest & { readonly method: 'schulze' }

export const schulze = pairedContest<SchulzeRule>(object({ method: oneOf('schulze'), ...contestFields }), decideSchulze)

/**
 * The Schulze method with winning votes. A victory is the stronger the more voters are for it and, where these are as
 * many, the fewer are against it; the strength of a path is its weakest victory. An option beats another where its
 * strongest path there is stronger than the one back. A tier is what nothing beats that is not in a tier above; with a
 * status quo, only options that beat it win. Source: M. Schulze, "A New Monotonic, Clone-Independent, Reversal
 * Symmetric, and Condorcet-Consistent Single-Winner Election Method", Social Choice and Welfare 36 (2011).
 * @param seed 32 bytes that order a tie across the last seat.
 */
export function decideSchulze(rule: SchulzeRule, pairs: Pairwise, seed: Uint8Array): Outcome {
  const { options } = pairs
  const paths = strongestPaths(rankVictories(pairs.over))
  const places = new Map(options.map((option, place) => [option, place]))
  const beats = (a: string, b: string) => {
    const [i = -1, j = -1] = [places.get(a), places.get(b)]
    return (paths[i]?.[j] ?? 0) > (paths[j]?.[i] ?? 0)
  }
  return seatAboveStatusQuo(rule, tiersOf(options, beats), beats, seed)
}

/** The place of each victory among all of them, from 1 for the weakest on, equals sharing one; 0 is no victory. */
function rankVictories(over: Pairwise['over']): number[][] {
  const ranks = over.map(row => row.map(() => 0))
  const victories = over.flatMap((row, i) =>
    row.flatMap((inFavour, j) => {
      const against = over[j]?.[i] ?? ZERO
      return compareRationals(inFavour, against) > 0 ? [{ i, j, inFavour, against }] : []
    }),
  )
  victories.sort(compareVictories)
  let rank = 0
  for (const [place, victory] of victories.entries()) {
    const weaker = victories[place - 1]
    if (!weaker || compareVictories(weaker, victory) < 0) rank += 1
    const row = ranks[victory.i]
    if (row) row[victory.j] = rank
  }
  return ranks
}

type Victory = { readonly inFavour: Rational; readonly against: Rational }

function compareVictories(a: Victory, b: Victory): number {
  return compareRationals(a.inFavour, b.inFavour) || compareRationals(b.against, a.against)
}

/** The strongest path from each option to each other, by the algorithm of Floyd and Warshall. */
function strongestPaths(victories: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const paths = victories.map(row => [...row])
  for (const [middle, fromMiddle] of paths.entries()) {
    for (const row of paths) {
      const toMiddle = row[middle] ?? 0
      if (toMiddle === 0) continue
      for (const [to, direct] of row.entries()) row[to] = Math.max(direct, Math.min(toMiddle, fromMiddle[to] ?? 0))
    }
  }
  return paths
}

/** Takes off, tier by tier, what nothing that is left beats. To beat is transitive, so that there is always some. */
function tiersOf(options: readonly string[], beats: (a: string, b: string) => boolean): string[][] {
  const tiers: string[][] = []
  let left = options.toSorted()
  while (left.length > 0) {
    const tier = left.filter(option => !left.some(other => beats(other, option)))
    tiers.push(tier)
    left = left.filter(option => !tier.includes(option))
  }
  return tiers
}
