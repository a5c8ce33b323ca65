import type { Batch } from './batch.ts'

/**
 * Ranges that do not hold are halved until those that were asked about have so many times the signatures of the batch; each
 * of those left is then asked about alone. A few forgeries are found for little, and whoever fills batches with them makes
 * nobody work longer than to verify each signature by itself, twice.
 */
const SEARCH_FACTOR = 8

/**
 * The places of the signatures that hold, of as many as a batch has read.
 * Source: Pastuszak, Michałek, Pieprzyk, Seberry, "Identification of Bad Signatures in Batches" (2000).
 */
export function placesThatHold({ hold }: Pick<Batch, 'hold'>, places: number): number[] {
  let left = SEARCH_FACTOR * places
  const among = (first: number, end: number, isKnownToFail: boolean): number[] => {
    const size = end - first
    if (size === 0 || (size === 1 && isKnownToFail)) return []
    if (!isKnownToFail) {
      left -= size
      if (left < 0) return range(first, end).filter(place => hold(place, place + 1))
      if (hold(first, end)) return range(first, end)
      if (size === 1) return []
    }
    const middle = first + (size >> 1)
    const lower = among(first, middle, false)
    // Where all of the lower half hold, what does not is in the upper one.
    return [...lower, ...among(middle, end, lower.length === middle - first)]
  }
  return among(0, places, false)
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, k) => first + k)
}
