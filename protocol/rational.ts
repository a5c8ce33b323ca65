/** An exact fraction, kept in lowest terms with a positive denominator. */
export type Rational = readonly [numerator: bigint, denominator: bigint]

/**
 * The fraction `numerator / denominator` in lowest terms.
 * A zero denominator is a broken invariant of the caller and throws.
 */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const n = BigInt(numerator)
  const d = BigInt(denominator)
  if (d === 0n) throw new RangeError('a fraction needs a denominator other than zero')
  const divisor = gcd(n < 0n ? -n : n, d < 0n ? -d : d)
  const sign = d < 0n ? -1n : 1n
  return [(sign * n) / divisor, (sign * d) / divisor]
}

export const ZERO: Rational = [0n, 1n]
export const ONE: Rational = [1n, 1n]

export function add(a: Rational, b: Rational): Rational {
  return rational(a[0] * b[1] + b[0] * a[1], a[1] * b[1])
}

export function subtract(a: Rational, b: Rational): Rational {
  return rational(a[0] * b[1] - b[0] * a[1], a[1] * b[1])
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a[0] * b[0], a[1] * b[1])
}

/** `a / b`; dividing by zero throws. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a[0] * b[1], a[1] * b[0])
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareRationals(a: Rational, b: Rational): number {
  const difference = a[0] * b[1] - b[0] * a[1]
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `n/d`, or `n` where the denominator is one. */
export function formatRational([numerator, denominator]: Rational): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`
}

/** Reads `3`, `2/3` or a decimal such as `0.9` exactly; undefined for anything else. */
export function parseRational(text: string): Rational | undefined {
  const fraction = /^(-?\d{1,18})\/(\d{1,18})$/.exec(text)
  if (fraction) {
    const [, numerator = '0', denominator = '1'] = fraction
    return BigInt(denominator) === 0n ? undefined : rational(BigInt(numerator), BigInt(denominator))
  }
  const decimal = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text)
  if (!decimal) return undefined
  const [, sign = '', whole = '0', part = ''] = decimal
  const value = rational(BigInt(whole + part), 10n ** BigInt(part.length))
  return sign ? rational(-value[0], value[1]) : value
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
