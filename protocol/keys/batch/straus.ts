import { type Kernel, POINT_BYTES } from './kernel.ts'
import { signedDigits, type Terms, windowsOf } from './signed-digits.ts'

const WINDOW_BITS = 4
const MULTIPLES = 2 ** (WINDOW_BITS - 1)

/** So many terms cost less this way than by buckets. */
export const STRAUS_MAX_TERMS = 96

/** Memory for the multiples of all terms. */
export const STRAUS_BYTES = STRAUS_MAX_TERMS * MULTIPLES * POINT_BYTES

/**
 * Stores the sum of all chosen points, each times its scalar: for a few of them, `STRAUS_MAX_TERMS` at most.
 * A table has the small multiples of every point; the doublings are shared.
 * Source: Straus, "Addition chains of vectors" (1964).
 * @param work address of `STRAUS_BYTES`.
 */
export function sumByTables(kernel: Kernel, sum: number, work: number, terms: Terms): void {
  const { add, addPrepared, subtractPrepared, setNeutral, prepare } = kernel
  const digits = signedDigits(kernel.memory, terms, WINDOW_BITS)
  const multiple = (place: number, factor: number) => work + (place * MULTIPLES + factor - 1) * POINT_BYTES
  for (const [place, term] of terms.chosen.entries()) {
    setNeutral(sum)
    for (let factor = 1; factor <= MULTIPLES; factor++) {
      addPrepared(sum, terms.points + term * POINT_BYTES)
      prepare(multiple(place, factor), sum)
    }
  }
  setNeutral(sum)
  for (let position = windowsOf(WINDOW_BITS) - 1; position >= 0; position--) {
    for (let i = 0; i < WINDOW_BITS; i++) add(sum, sum)
    for (const place of terms.chosen.keys()) {
      const digit = digits[position * terms.chosen.length + place] ?? 0
      if (digit > 0) addPrepared(sum, multiple(place, digit))
      if (digit < 0) subtractPrepared(sum, multiple(place, -digit))
    }
  }
}
