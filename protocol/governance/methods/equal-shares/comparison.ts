import { add, compareRationals, type Rational, ZERO } from '../../../rational.ts'
import type { Ballot } from './electorate.ts'

/**
 * The comparison step: whether more voters get more by the greedy selection than by equal shares. A voter gets the
 * points that they gave to what is selected: where voters approve, as many options as they approve of. Who gets the same
 * by both has no say, and where as many prefer either, equal shares stand.
 * Source: https://equalshares.net, "Popularity with respect to voter satisfaction".
 */
export function morePreferGreedy(
  ballots: readonly Ballot[],
  greedy: readonly string[],
  shared: readonly string[],
): boolean {
  const [byGreedy, byShares] = [new Set(greedy), new Set(shared)]
  let preferGreedy: Rational = ZERO
  let preferShares: Rational = ZERO
  for (const ballot of ballots) {
    const [fromGreedy, fromShares] = [pointsWon(ballot, byGreedy), pointsWon(ballot, byShares)]
    if (fromGreedy > fromShares) preferGreedy = add(preferGreedy, ballot.weight)
    else if (fromShares > fromGreedy) preferShares = add(preferShares, ballot.weight)
  }
  return compareRationals(preferGreedy, preferShares) > 0
}

function pointsWon({ marks }: Ballot, selected: ReadonlySet<string>): number {
  return marks.reduce((sum, [option, points]) => (selected.has(option) ? sum + points : sum), 0)
}
