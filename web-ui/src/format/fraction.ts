import { compareRationals, divide, parseRational, type Rational, ZERO } from '../../../protocol/rational.ts'

/** A fraction of the API (`2/3`, `1`, or a number) as a number for the eye; never for a decision. Undefined for anything else. */
export function approximate(fraction: string | number): number | undefined {
  if (typeof fraction === 'number') return fraction
  const read = parseRational(fraction)
  return read && toNumber(read)
}

/** A share of a rule as people say it: `2/3` as it is, finer ones in percent. */
export function sayShare(fraction: string, percent: (share: number) => string): string {
  const isPlain = /^\d\/[2-5]$/.test(fraction)
  return isPlain ? fraction : percent(approximate(fraction) ?? 0)
}

/** For / (for + against) of some counts; undefined where nobody said either. */
export function shareFor(counts: readonly { option: string; points: string | number }[]): number | undefined {
  const pointsOf = (option: string): Rational => {
    const found = counts.find(count => count.option === option)
    return (found && parseRational(String(found.points))) ?? ZERO
  }
  const [inFavour, against] = [pointsOf('for'), pointsOf('against')]
  const cast: Rational = [inFavour[0] * against[1] + against[0] * inFavour[1], inFavour[1] * against[1]]
  return compareRationals(cast, ZERO) > 0 ? toNumber(divide(inFavour, cast)) : undefined
}

function toNumber([numerator, denominator]: Rational): number {
  return Number((numerator * 1_000_000n) / denominator) / 1_000_000
}
