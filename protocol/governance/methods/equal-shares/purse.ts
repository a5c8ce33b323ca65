import type { Rational } from '../../../rational.ts'
import type { Electorate } from './electorate.ts'

/**
 * What voters have left. Whoever has not spent everything has the share less the prices that they paid, so a few exact
 * numbers say exactly what everybody has; beside them stands about what each ballot has left, to decide quickly what is
 * not close.
 */
export type Purse = {
  readonly electorate: Electorate
  /** Share and prices of a point, by place of the project, are exact over this denominator. */
  denominator: bigint
  share: bigint
  readonly prices: Map<number, bigint>
  /** About what a voter of each ballot has left, off by `error` at most. */
  readonly left: Float64Array
  error: number
  /** 1 where nothing at all is left. */
  readonly empty: Uint8Array
}

/** A double is off by this share of itself at most once a few operations have rounded it; twice what it takes. */
const ROUNDING = 2 ** -50

export function fillPurse(electorate: Electorate, share: Rational): Purse {
  const about = toDouble(...share)
  const ballots = electorate.weights.length
  return {
    electorate,
    denominator: share[1],
    share: share[0],
    prices: new Map(),
    left: new Float64Array(ballots).fill(about),
    error: about * ROUNDING,
    empty: new Uint8Array(ballots),
  }
}

/** Exactly what voters of these ballots have left, times the denominator; none of them is empty. */
export function moneyOf({ electorate, share, prices }: Purse, ballots: readonly number[]): bigint {
  const { weights, supported } = electorate
  let voters = 0n
  const paid = new Map<number, bigint>()
  for (const ballot of ballots) {
    const weight = weights[ballot] ?? 0n
    voters += weight
    for (const [project, points] of supported[ballot] ?? []) {
      if (prices.has(project)) paid.set(project, (paid.get(project) ?? 0n) + weight * BigInt(points))
    }
  }
  let money = voters * share
  for (const [project, points] of paid) money -= points * (prices.get(project) ?? 0n)
  return money
}

/** Notes the price of a point, `numerator / (denominator × points)`; returns about what it is. */
export function notePrice(purse: Purse, project: number, numerator: bigint, points: bigint): number {
  const divisor = greatestCommonDivisor(points, numerator % points)
  const factor = points / divisor
  purse.denominator *= factor
  purse.share *= factor
  for (const [bought, price] of purse.prices) purse.prices.set(bought, price * factor)
  purse.prices.set(project, numerator / divisor)
  purse.error = (purse.prices.size + 1) * toDouble(purse.share, purse.denominator) * ROUNDING
  return toDouble(numerator / divisor, purse.denominator)
}

/** The double next to a fraction that is not negative, or the one beside it. */
export function toDouble(numerator: bigint, denominator: bigint): number {
  const shift = 64 + bitsOf(denominator) - bitsOf(numerator)
  const quotient = shift > 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift))
  return Number(quotient) * 2 ** -shift
}

function bitsOf(value: bigint): number {
  return value.toString(16).length * 4
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}
