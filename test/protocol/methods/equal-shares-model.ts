import type { BudgetRule } from '../../../protocol/governance/methods/budget.ts'
import { budgetMarks } from '../../../protocol/governance/methods/budget-ballot.ts'
import { drawOrder } from '../../../protocol/governance/methods/draw.ts'
import type { EqualSharesBudget } from '../../../protocol/governance/methods/equal-shares.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { add, compareRationals, divide, multiply, type Rational, rational, ZERO } from '../../../protocol/rational.ts'

/** A voter with the points that they give. */
export type Voter = { readonly points: ReadonlyMap<string, number>; readonly weight: Rational }
/** What each voter paid for an option. */
type Bought = { readonly option: string; readonly paid: readonly Rational[] }
type SlowSpree = { readonly share: Rational; readonly bought: readonly Bought[] }

const less = (a: Rational, b: Rational) => compareRationals(a, b) < 0
const minus = (a: Rational, b: Rational) => add(a, [-b[0], b[1]])
const sum = (values: readonly Rational[]) => values.reduce(add, ZERO)

export function votersOf(ballot: BudgetRule['ballot'], profile: Profile): Voter[] {
  return profile
    .filter(({ weight }) => weight[0] > 0n)
    .map(({ choice, weight }) => ({ points: new Map(budgetMarks(ballot, choice)), weight }))
}

/** Equal shares as the definition says it, slowly: fractions, every share one after the other, every price by trying. */
export function buySlowly(rule: EqualSharesBudget, profile: Profile, seed: Uint8Array): SlowSpree {
  const voters = votersOf(rule.ballot, profile)
  const everybody = sum(voters.map(({ weight }) => weight))
  if (everybody[0] === 0n) return { share: ZERO, bought: [] }
  const costOf = (bought: readonly Bought[]) =>
    bought.reduce((total, { option }) => total + (rule.options.find(({ id }) => id === option)?.cost ?? 0), 0)
  const supported = rule.options.filter(({ id }) => voters.some(({ points }) => (points.get(id) ?? 0) > 0))
  let share = divide(rational(rule.budget), everybody)
  let bought = spendSlowly(rule, voters, share, seed)
  if (rule.selection.completion === 'none') return { share, bought }
  while (bought.length < supported.length) {
    const more = add(share, rational(rule.selection.unitsPerCurrency ?? 1))
    const next = spendSlowly(rule, voters, more, seed)
    if (costOf(next) > rule.budget) break
    share = more
    bought = next
  }
  return { share, bought }
}

function spendSlowly(
  { options, ballot }: EqualSharesBudget,
  voters: readonly Voter[],
  share: Rational,
  seed: Uint8Array,
) {
  const left = voters.map(() => share)
  const approving = ballot.type === 'approval' || ballot.type === 'choose-1'
  const drawn = drawOrder(
    seed,
    options.map(({ id }) => id),
  )
  const votesFor = (id: string) =>
    sum(voters.map(({ points, weight }) => multiply(weight, rational(points.get(id) ?? 0))))
  const bought: Bought[] = []
  for (;;) {
    const offers = options.flatMap(({ id, cost }) => {
      if (bought.some(({ option }) => option === id)) return []
      const price = priceOf(id, rational(cost), voters, left)
      if (!price) return []
      return [{ id, cost, price, rate: approving && cost > 0 ? divide(price, rational(cost)) : price }]
    })
    const [best] = offers.sort(
      (a, b) =>
        compareRationals(a.rate, b.rate) ||
        a.cost - b.cost ||
        compareRationals(votesFor(b.id), votesFor(a.id)) ||
        drawn.indexOf(a.id) - drawn.indexOf(b.id),
    )
    if (!best) return bought
    const paid = voters.map((voter, place) => payment(voter, best.id, best.price, left[place] ?? ZERO))
    for (const [place, amount] of paid.entries()) left[place] = minus(left[place] ?? ZERO, amount)
    bought.push({ option: best.id, paid })
  }
}

/** What a voter pays where a point costs so much: that, or all they have left. */
export function payment({ points }: Voter, option: string, price: Rational, left: Rational): Rational {
  const asked = multiply(price, rational(Math.max(0, points.get(option) ?? 0)))
  return less(left, asked) ? left : asked
}

/** The price of a point at which supporters pay the cost together: all are tried at which somebody would run out. */
function priceOf(option: string, cost: Rational, voters: readonly Voter[], left: readonly Rational[]) {
  const supporters = voters.flatMap((voter, place) => {
    const points = voter.points.get(option) ?? 0
    return points > 0 ? [{ points: rational(points), weight: voter.weight, has: left[place] ?? ZERO }] : []
  })
  if (supporters.length === 0) return undefined
  const atPrice = (price: Rational) =>
    sum(
      supporters.map(({ points, weight, has }) => {
        const asked = multiply(price, points)
        return multiply(weight, less(has, asked) ? has : asked)
      }),
    )
  if (less(sum(supporters.map(({ weight, has }) => multiply(weight, has))), cost)) return undefined
  const limits = [ZERO, ...supporters.map(({ points, has }) => divide(has, points))].sort(compareRationals)
  // Between two limits the sum grows evenly: the price lies behind the last limit at which it is not yet enough.
  const below = limits.filter(limit => !less(cost, atPrice(limit))).at(-1) ?? ZERO
  const missing = minus(cost, atPrice(below))
  if (missing[0] === 0n) return firstEnough(limits, atPrice, cost)
  const paying = supporters.filter(({ points, has }) => less(multiply(below, points), has))
  return add(below, divide(missing, sum(paying.map(({ points, weight }) => multiply(weight, points)))))
}

function firstEnough(limits: readonly Rational[], atPrice: (price: Rational) => Rational, cost: Rational) {
  return limits.find(limit => compareRationals(atPrice(limit), cost) === 0)
}
