/** One number, the raw limit measured beside it in the same run, and the number to hold. */
export type Measurement = {
  readonly what: string
  readonly measured: number
  readonly unit: 'votes/s' | 'ms' | 's' | 'MB' | 'copies'
  /** What the machine can do without any of this project's own work around it. */
  readonly limit: { readonly value: number; readonly what: string } | null
  readonly goal: { readonly value: number; readonly better: 'more' | 'less' }
}

/** How much of the limit is reached; above 1 is better than the limit. */
export function ratioOf({ measured, limit, goal }: Measurement): number | null {
  if (!limit) return null
  return goal.better === 'more' ? measured / limit.value : limit.value / measured
}

export function holds({ measured, goal }: Measurement): boolean {
  return goal.better === 'more' ? measured >= goal.value : measured <= goal.value
}

/** The value below which a share of the values lies; the nearest that was measured. */
export function quantile(values: readonly number[], share: number): number {
  const ascending = values.toSorted((a, b) => a - b)
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? Number.NaN
}

/** Runs the work a few times. @returns the median of its milliseconds. */
export async function medianMs(times: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const spent: number[] = []
  for (let i = 0; i < times; i++) {
    const startMs = performance.now()
    await work()
    spent.push(performance.now() - startMs)
  }
  return quantile(spent, 0.5)
}
