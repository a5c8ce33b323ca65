import type { Project } from './electorate.ts'
import { moneyOf, type Purse } from './purse.ts'

/**
 * What the supporters of a project would have to pay for each point, so that together they pay its cost: all the same,
 * but whoever has less left pays that.
 */
export type Offer = {
  readonly project: Project
  /** 1 for each supporter who has less left than they would have to pay, in the order of the supporters. */
  readonly short: Uint8Array
  /** About the price of a point. */
  readonly price: number
  /** How far off the price is at most. */
  readonly error: number
}

/** The exact price of a point: `numerator / (denominator of the purse × points)`. */
export type ExactPrice = { readonly numerator: bigint; readonly points: bigint }

type Estimate = { readonly price: number; readonly error: number }

/**
 * What a project would cost its supporters; undefined where they have not enough left together.
 * Starts with everybody paying the same, and takes out who is short until nobody is. Doubles decide with a bound on
 * their errors; what is closer than that is decided exactly.
 */
export function offerOf(purse: Purse, project: Project): Offer | undefined {
  const short = new Uint8Array(project.supporters.length)
  for (;;) {
    const estimate = estimatePrice(purse, project, short)
    if (!estimate) return undefined
    const more = shortAt(purse, project, short, estimate)
    if (more.length === 0) return { project, short, ...estimate }
    for (const place of more) short[place] = 1
  }
}

/** The price of a point if those who are short pay all they have. */
export function exactPrice(purse: Purse, { project, short }: Pick<Offer, 'project' | 'short'>): ExactPrice {
  const { empty, electorate } = purse
  const spent: number[] = []
  let points = 0n
  for (const [place, ballot] of project.supporters.entries()) {
    if (empty[ballot] === 1) continue
    if (short[place] === 1) spent.push(ballot)
    else points += (electorate.weights[ballot] ?? 0n) * BigInt(project.points[place] ?? 0)
  }
  return { numerator: project.due * purse.denominator - moneyOf(purse, spent), points }
}

/** Negative, zero or positive as `a` costs its supporters less, as much or more than `b` for what it is worth to them. */
export function compareOffers(purse: Purse, a: Offer, b: Offer): number {
  const [ofA, ofB] = [rateOf(a), rateOf(b)]
  if (ofA.most < ofB.least) return -1
  if (ofA.least > ofB.most) return 1
  const [exactA, exactB] = [exactPrice(purse, a), exactPrice(purse, b)]
  const left = exactA.numerator * exactB.points * b.project.worth
  const right = exactB.numerator * exactA.points * a.project.worth
  return left < right ? -1 : left > right ? 1 : 0
}

/** Bounds on what an offer costs for what it is worth. */
export function rateOf({ project, price, error }: Offer): { readonly least: number; readonly most: number } {
  const worth = Number(project.worth)
  const rounding = (Math.abs(price) + error) * 2 ** -50
  return { least: (price - error - rounding) / worth, most: (price + error + rounding) / worth }
}

function estimatePrice(
  { electorate, left, empty, error }: Purse,
  project: Project,
  short: Uint8Array,
): Estimate | undefined {
  const { supporters, points } = project
  const { approximateWeights } = electorate
  let [paid, shortWeight, money, weight, worth] = [0, 0, 0, 0, 0]
  for (let place = 0; place < supporters.length; place++) {
    const ballot = supporters[place] ?? 0
    if (empty[ballot] === 1) continue
    const voters = approximateWeights[ballot] ?? 0
    const has = voters * (left[ballot] ?? 0)
    if (short[place] === 1) {
      paid += has
      shortWeight += voters
    } else {
      money += has
      weight += voters
      worth += voters * (points[place] ?? 0)
    }
  }
  if (worth === 0) return undefined
  // A sum of n positive products is off by n + 2 roundings of itself at most, and by what its parts are off.
  const rounding = (supporters.length + 4) * 2 ** -51
  const due = Number(project.due)
  const owed = due - paid
  const owedError = 2 * shortWeight * error + rounding * (due + paid)
  if (money + 2 * weight * error + rounding * money < owed - owedError) return undefined
  const price = owed / worth
  return { price, error: 2 * (owedError / worth + Math.abs(price) * rounding) }
}

/** Places of the supporters who have less than they would have to pay, besides those who are short already. */
function shortAt(purse: Purse, project: Project, short: Uint8Array, { price, error }: Estimate): number[] {
  const { supporters, points } = project
  const { left, empty } = purse
  const found: number[] = []
  let exact: ExactPrice | undefined
  for (let place = 0; place < supporters.length; place++) {
    const ballot = supporters[place] ?? 0
    if (empty[ballot] === 1 || short[place] === 1) continue
    const has = left[ballot] ?? 0
    const given = points[place] ?? 0
    const pays = price * given
    const margin = 2 * (purse.error + given * error) + (has + Math.abs(pays)) * 2 ** -50
    if (has - pays > margin) continue
    if (has - pays < -margin) found.push(place)
    else {
      exact ??= exactPrice(purse, { project, short })
      const weight = purse.electorate.weights[ballot] ?? 1n
      if (moneyOf(purse, [ballot]) * exact.points < exact.numerator * BigInt(given) * weight) found.push(place)
    }
  }
  return found
}
