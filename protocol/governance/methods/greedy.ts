import { compareRationals, rational, ZERO } from '../../rational.ts'
import type { RationalCount } from './count.ts'
import { drawOrder } from './draw.ts'
import type { Outcome, Tie, TieBreak } from './outcome.ts'
import { groupByPoints } from './ranking.ts'

/** How options with the most support are funded, named as in the pabulib format. */
export type GreedySelection = {
  /** `greedy` passes over an option that the rest of the budget does not pay for; `greedy-no-skip` stops there. */
  readonly rule: 'greedy' | 'greedy-no-skip' | 'greedy-threshold'
  /** Points below which an option is not funded; always stated for `greedy-threshold`. */
  readonly threshold?: number
}

export type Priced = { readonly id: string; readonly cost: number }

/**
 * Funds options by descending points until the budget is spent. Of options with the same points the cheaper one comes
 * first (as in the Method of Equal Shares); where the costs are the same too, the draw decides. The format itself says
 * nothing about ties: what each city did is in the order of its file only.
 */
export function selectGreedily(
  options: readonly Priced[],
  budget: number,
  selection: GreedySelection,
  count: RationalCount,
  seed: Uint8Array,
): Outcome {
  const costs = new Map(options.map(({ id, cost }) => [id, cost]))
  const pointsOf = new Map(count.map(({ option, points }) => [option, points]))
  const threshold = rational(selection.threshold ?? 0)
  const stops = selection.rule === 'greedy-no-skip'
  const selected: string[] = []
  const ranking: string[][] = []
  const ties: Tie[] = []
  let left = budget
  let stopped = false
  for (const group of groupByPoints(count)) {
    const reached = compareRationals(pointsOf.get(group[0] ?? '') ?? ZERO, threshold) >= 0
    const open = reached && !stopped
    const ordered = open ? cheapestFirst(group, costs, seed) : group
    const before = left
    const funded = new Set<string>()
    for (const option of ordered) {
      const cost = costs.get(option) ?? Number.POSITIVE_INFINITY
      if (!open || stopped) break
      if (cost <= left) {
        left -= cost
        funded.add(option)
      } else if (stops) stopped = true
    }
    ranking.push(ordered)
    selected.push(...ordered.filter(option => funded.has(option)))
    if (group.length > 1) {
      ties.push({ options: ordered, brokenBy: open ? tieBreak(ordered, costs, before, funded, stops) : 'none' })
    }
  }
  return { accepted: null, selected, ranking, ties, rounds: [] }
}

function cheapestFirst(group: readonly string[], costs: ReadonlyMap<string, number>, seed: Uint8Array): string[] {
  if (group.length === 1) return [...group]
  return drawOrder(seed, group).sort((a, b) => (costs.get(a) ?? 0) - (costs.get(b) ?? 0))
}

/**
 * What decided among tied options with `left` to spend. The order decides nothing where all of them are paid for that
 * can be at all (or, without skipping, all or none); the draw did where options of one cost came out differently.
 */
function tieBreak(
  group: readonly string[],
  costs: ReadonlyMap<string, number>,
  left: number,
  funded: ReadonlySet<string>,
  stops: boolean,
): TieBreak {
  const payable = group.filter(option => (costs.get(option) ?? 0) <= left)
  const allFunded = payable.every(option => funded.has(option))
  if (allFunded && (!stops || payable.length === group.length || payable.length === 0)) return 'none'
  const outcomes = new Map<number | undefined, boolean>()
  for (const option of group) {
    const cost = costs.get(option)
    const won = funded.has(option)
    if ((outcomes.get(cost) ?? won) !== won) return 'draw'
    outcomes.set(cost, won)
  }
  return 'method'
}
