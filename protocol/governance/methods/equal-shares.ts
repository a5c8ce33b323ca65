import { add, compareRationals, divide, multiply, rational, subtract, ZERO } from '../../rational.ts'
import { type BudgetBallot, budgetMarks } from './budget-ballot.ts'
import type { OptionPoints, RationalCount } from './count.ts'
import { spendOnce, spendWithRaises } from './equal-shares/add-one.ts'
import { morePreferGreedy } from './equal-shares/comparison.ts'
import { type Ballot, type Electorate, electorateOf } from './equal-shares/electorate.ts'
import type { Purchase } from './equal-shares/purchases.ts'
import { drawnBesides, precedenceOf, tieBetween } from './equal-shares/ties.ts'
import { type GreedySelection, type Priced, selectGreedily } from './greedy.ts'
import type { Outcome, Payment, Round } from './outcome.ts'
import type { Profile } from './profile.ts'
import { groupByPoints } from './ranking.ts'

/** How shares are spent, and what becomes of money that nobody spends. */
export type EqualSharesSelection = {
  readonly rule: 'equal-shares'
  /** `add-one` raises every share by one unit of currency while what is bought stays within the budget. */
  readonly completion: 'none' | 'add-one'
  /** Whether the greedy selection is taken instead where more voters get more of what they support by it. */
  readonly comparison: boolean
  /** How many units of `budget` and costs make one unit of currency; 1 where not stated. */
  readonly unitsPerCurrency?: number
  /** Points below which an option is not funded. */
  readonly threshold?: number
}

/** A budget that is shared out equally. */
export type EqualSharesBudget = {
  readonly options: readonly Priced[]
  readonly budget: number
  readonly ballot: BudgetBallot
  readonly selection: EqualSharesSelection
}

/**
 * The Method of Equal Shares: every voter gets the same part of the budget; the option that costs its supporters least
 * for what it is worth to them is bought by them, all paying the same or all they have left, until no option can be
 * paid for. To who approves of it an option is worth its cost; to who gives points, the points (points of ranks too,
 * and none below one). What costs nothing is bought first. Options that cost the same: the cheaper one first, then the
 * one with more points, then the draw, which is the same at every share.
 * A round for each purchase: `standing` has the cost over the price, for each option that cost as little: where voters
 * approve, its effective votes. So a supporter of the option has paid cost / points, or all they had left; how many of them
 * did the one or the other, and what all together have left, is in `payment`.
 * Sources: Peters, Pierczyński & Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
 * completion, comparison step and ties as on https://equalshares.net (Peters & Skowron) and in Wieliczka 2023.
 */
export function selectByEqualShares(rule: EqualSharesBudget, profile: Profile, seed: Uint8Array): Outcome {
  const { budget, ballot, selection } = rule
  const ballots = profile.map(({ choice, weight }) => ({ marks: budgetMarks(ballot, choice), weight }))
  const count = countOf(rule.options, ballots)
  const shared = selectShared(rule, ballots, count, seed)
  if (!selection.comparison) return shared
  const { threshold } = selection
  const greedily: GreedySelection = threshold === undefined ? { rule: 'greedy' } : { rule: 'greedy', threshold }
  const greedy = selectGreedily(rule.options, budget, greedily, count, seed)
  const [taken, left] = morePreferGreedy(ballots, greedy.selected, shared.selected)
    ? [greedy, shared]
    : [shared, greedy]
  return { ...taken, ties: [...taken.ties, ...drawnBesides(left.ties, taken.ties)] }
}

function selectShared(
  { options, budget, ballot, selection }: EqualSharesBudget,
  ballots: readonly Ballot[],
  count: RationalCount,
  seed: Uint8Array,
): Outcome {
  const pointsOf = new Map(count.map(({ option, points }) => [option, points]))
  const { threshold } = selection
  const eligible =
    threshold === undefined
      ? options
      : options.filter(({ id }) => compareRationals(pointsOf.get(id) ?? ZERO, rational(threshold)) >= 0)
  const electorate = electorateOf(eligible, ballots, ballot.type === 'approval' || ballot.type === 'choose-1')
  const precedence = precedenceOf(electorate, pointsOf, seed)
  const { spree, tiedOnTheWay } =
    selection.completion === 'none'
      ? spendOnce(electorate, budget, precedence)
      : spendWithRaises(electorate, budget, selection.unitsPerCurrency ?? 1, precedence)
  const tieOf = (tied: readonly number[]) => tieBetween(electorate, tied, pointsOf)
  const ties = spree.purchases.flatMap(({ tied }) => (tied.length > 1 ? [tieOf(tied)] : []))
  let left = multiply(electorate.voters, spree.share)
  const rounds = spree.purchases.map(purchase => {
    left = subtract(left, rational(electorate.projects[purchase.project]?.cost ?? 0))
    return roundOf(electorate, purchase, { share: spree.share, left })
  })
  const selected = rounds.flatMap(({ elected }) => elected)
  const bought = new Set(selected)
  return {
    accepted: null,
    selected,
    ranking: [...selected.map(option => [option]), ...groupByPoints(count.filter(({ option }) => !bought.has(option)))],
    ties: [...ties, ...drawnBesides(tiedOnTheWay.map(tieOf), ties)],
    rounds,
  }
}

function countOf(options: readonly Priced[], ballots: readonly Ballot[]): OptionPoints[] {
  const counted = new Map(options.map(({ id }) => [id, ZERO]))
  for (const { marks, weight } of ballots) {
    for (const [option, points] of marks) {
      counted.set(option, add(counted.get(option) ?? ZERO, multiply(weight, rational(points))))
    }
  }
  return [...counted].map(([option, points]) => ({ option, points }))
}

function roundOf(
  { projects, weights, scale }: Electorate,
  { project: bought, price, tied, short, spent }: Purchase,
  purse: Pick<Payment, 'share' | 'left'>,
): Round {
  const worth = projects[bought]?.worth ?? 1n
  const standing = tied.flatMap(place => {
    const project = projects[place]
    if (!project) return []
    // Projects that cost as little for what they are worth: the price of each follows from that of the one bought.
    const itsPrice = multiply(price, rational(project.worth, worth))
    const points = itsPrice[0] === 0n ? ZERO : divide(rational(project.cost), itsPrice)
    return [{ option: project.id, points }]
  })
  const votersOf = (ballots: Iterable<number>) => {
    let voters = 0n
    for (const ballot of ballots) voters += weights[ballot] ?? 0n
    return rational(voters, scale)
  }
  const poor = { short: votersOf(short), spent: votersOf(spent) }
  const full = subtract(votersOf(projects[bought]?.supporters ?? []), add(poor.short, poor.spent))
  const payment: Payment = { ...purse, price, full, ...poor }
  return { standing, elected: [projects[bought]?.id ?? ''], eliminated: [], payment }
}
