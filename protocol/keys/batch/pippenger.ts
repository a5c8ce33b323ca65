import { type Kernel, POINT_BYTES } from './kernel.ts'
import { signedDigits, type Terms, windowsOf } from './signed-digits.ts'

const LARGEST_WINDOW_BITS = 10

/** Memory for two points and the buckets. */
export const PIPPENGER_BYTES = (2 + 2 ** (LARGEST_WINDOW_BITS - 1)) * POINT_BYTES

/**
 * Stores the sum of all chosen points, each times its scalar: for many of them.
 * Window by window, highest first, every point goes into the bucket of its digit. The sum of all buckets, each times its
 * digit, is that of the running sums from the highest bucket down.
 * Source: Pippenger, "On the evaluation of powers and related problems" (1976); with signed digits.
 * @param work address of `PIPPENGER_BYTES`.
 */
export function sumByBuckets(kernel: Kernel, sum: number, work: number, terms: Terms): void {
  const { add, addPrepared, subtractPrepared, setNeutral } = kernel
  const bits = windowBits(terms.chosen.length)
  const digits = signedDigits(kernel.memory, terms, bits)
  const running = work
  const largest = 2 ** (bits - 1)
  const bucket = (digit: number) => work + digit * POINT_BYTES
  setNeutral(sum)
  for (let position = windowsOf(bits) - 1; position >= 0; position--) {
    for (let i = 0; i < bits; i++) add(sum, sum)
    for (let digit = 1; digit <= largest; digit++) setNeutral(bucket(digit))
    let place = position * terms.chosen.length
    for (const term of terms.chosen) {
      const digit = digits[place++] ?? 0
      if (digit > 0) addPrepared(bucket(digit), terms.points + term * POINT_BYTES)
      if (digit < 0) subtractPrepared(bucket(-digit), terms.points + term * POINT_BYTES)
    }
    setNeutral(running)
    for (let digit = largest; digit > 0; digit--) {
      add(running, bucket(digit))
      add(sum, running)
    }
  }
}

/** The width with the fewest additions of points to buckets, and of buckets: two a bucket, each half as dear again. */
function windowBits(terms: number): number {
  const additions = (bits: number) => windowsOf(bits) * (terms + 3 * 2 ** (bits - 1))
  let best = 1
  for (let bits = 2; bits <= LARGEST_WINDOW_BITS; bits++) if (additions(bits) < additions(best)) best = bits
  return best
}
