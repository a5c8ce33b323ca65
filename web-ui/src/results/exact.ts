import { parseRational } from '../../../protocol/rational.ts'
import type { Formats } from '../format/formats.ts'
import { approximate } from '../format/fraction.ts'

/** Fractions longer than these many characters tell nobody anything. */
const LONGEST = 12

/** A number of the API, exactly: whole as it is, a fraction in decimals with the fraction itself beside it. */
export function sayExact(formats: Formats, fraction: string): string {
  const read = parseRational(fraction)
  if (!read) return fraction
  if (read[1] === 1n) return formats.number(Number(read[0]))
  const about = formats.decimal(approximate(fraction) ?? 0)
  return fraction.length > LONGEST ? `≈ ${about}` : `${about} (${fraction})`
}
