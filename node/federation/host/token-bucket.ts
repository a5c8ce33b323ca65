/** How much is given at once, and how much a second after that. */
export type Rate = { readonly burst: number; readonly perSecond: number }

/** One bucket for each name; nothing is held for a name whose bucket is full again. */
export type TokenBucket = {
  /**
   * Takes so many. @returns 0, or the milliseconds until they would have been there: they count as taken, up to one burst
   * ahead, and whoever waits so long keeps to the rate.
   */
  take(name: string, count: number): number
}

export function tokenBucket({ burst, perSecond }: Rate, nowMs: () => number): TokenBucket {
  const buckets = new Map<string, { left: number; atMs: number }>()
  const now = (bucket: { left: number; atMs: number }) =>
    Math.min(burst, bucket.left + ((nowMs() - bucket.atMs) / 1_000) * perSecond)
  let nextSweep = 64

  return {
    take(name, count) {
      const bucket = buckets.get(name)
      const left = Math.max(-burst, (bucket ? now(bucket) : burst) - count)
      buckets.set(name, { left, atMs: nowMs() })
      if (buckets.size >= nextSweep) {
        for (const [each, held] of buckets) if (now(held) >= burst) buckets.delete(each)
        nextSweep = 2 * buckets.size + 64
      }
      return left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1_000)
    },
  }
}
