import { parseRational, type Rational } from '../../protocol/rational.ts'

/** A moment as people on this machine read it: `2026-05-01 14:30`. */
export function moment(ms: number): string {
  return new Date(ms).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })
}

export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`
}

/** What a yes-or-no result came to. */
export function outcomeWord(accepted: boolean | null, final: boolean): string {
  if (accepted === null) return final ? 'decided' : 'open'
  if (final) return accepted ? 'accepted' : 'rejected'
  return accepted ? 'ahead' : 'behind'
}

/** `19/10` as `1.9`, where a decimal says it exactly. */
export function decimal(fraction: string): string {
  const read = parseRational(fraction)
  if (!read) return fraction
  const [numerator, denominator] = read
  if (10_000n % denominator !== 0n) return fraction
  const scaled = (numerator * 10_000n) / denominator
  const [sign, digits] = scaled < 0n ? ['-', -scaled] : ['', scaled]
  const part = (digits % 10_000n).toString().padStart(4, '0').replace(/0+$/, '')
  return `${sign}${digits / 10_000n}${part === '' ? '' : `.${part}`}`
}

/** A fraction to two decimals at most, cut off: `12.33`, or `12` where that is exact. */
export function about([numerator, denominator]: Rational): string {
  const hundredths = (numerator * 100n) / denominator
  const [sign, digits] = hundredths < 0n ? ['-', -hundredths] : ['', hundredths]
  const part = (digits % 100n).toString().padStart(2, '0')
  return `${sign}${digits / 100n}${part === '00' ? '' : `.${part}`}`
}
