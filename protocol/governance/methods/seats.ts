import type { RationalCount } from './count.ts'
import { drawOrder } from './draw.ts'
import type { Outcome, Tie } from './outcome.ts'
import { groupByPoints } from './ranking.ts'

/**
 * The options with the most points take the seats; an option without any takes none.
 * A tie across the last seat is broken by the draw; every other tie decides nothing.
 */
export function fillSeats(count: RationalCount, seats: number, seed: Uint8Array): Outcome {
  const pointsOf = new Map(count.map(({ option, points }) => [option, points[0]]))
  const selected: string[] = []
  const ranking: string[][] = []
  const ties: Tie[] = []
  for (const group of groupByPoints(count)) {
    const wins = group.every(option => (pointsOf.get(option) ?? 0n) > 0n)
    const free = wins ? seats - selected.length : 0
    const straddles = free > 0 && free < group.length
    const ordered = straddles ? drawOrder(seed, group) : group
    ranking.push(ordered)
    selected.push(...ordered.slice(0, Math.max(0, free)))
    if (group.length > 1) ties.push({ options: ordered, brokenBy: straddles ? 'draw' : 'none' })
  }
  return { accepted: null, selected, ranking, ties, rounds: [] }
}
