import { ONE } from '../../rational.ts'
import { type MethodCount, type RationalCount, scaleCount, withBallots } from './count.ts'
import { drawOrder } from './draw.ts'
import type { Outcome, Tie } from './outcome.ts'
import { groupByPoints } from './ranking.ts'

/**
 * The options with the most points take the seats; an option without any takes none.
 * A tie across the last seat is broken by the draw; every other tie decides nothing.
 */
export function fillSeats(count: RationalCount, seats: number, seed: Uint8Array): Outcome {
  const pointsOf = new Map(count.map(({ option, points }) => [option, points[0]]))
  return seatTiers(groupByPoints(count), seats, option => (pointsOf.get(option) ?? 0n) > 0n, seed)
}

/**
 * The options of the best tiers take the seats, those only that may win. A tie across the last seat is broken by the
 * draw; every other tie decides nothing.
 */
export function seatTiers(
  tiers: readonly (readonly string[])[],
  seats: number,
  mayWin: (option: string) => boolean,
  seed: Uint8Array,
): Outcome {
  const selected: string[] = []
  const ranking: (readonly string[])[] = []
  const ties: Tie[] = []
  for (const tier of tiers) {
    const able = tier.filter(mayWin)
    const free = seats - selected.length
    const straddles = free > 0 && free < able.length
    const ordered = straddles ? [...drawOrder(seed, able), ...tier.filter(option => !mayWin(option))] : tier
    ranking.push(ordered)
    selected.push(...(straddles ? ordered : able).slice(0, free))
    if (tier.length > 1) ties.push({ options: ordered, brokenBy: straddles ? 'draw' : 'none' })
  }
  return { accepted: null, selected, ranking, ties, rounds: [] }
}

/**
 * The count where every further ballot gives all it can to the option that is next to win, and nothing to any other.
 * None that is behind it can come to a seat unless it can.
 */
export function runnerUpGetsAll(counted: MethodCount, seats: number, more: number, most: number): MethodCount[] {
  const { selected, ranking } = fillSeats(scaleCount(counted, ONE).points, seats, NO_SEED)
  const runnerUp = ranking.flat().find(option => !selected.includes(option))
  return [withBallots(counted, runnerUp, more, most)]
}

/** Whom a draw would choose does not matter here. */
const NO_SEED = new Uint8Array(32)
