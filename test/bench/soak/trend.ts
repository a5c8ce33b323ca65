/** A value of some process at a moment. */
export type Sample = { readonly atMs: number; readonly value: number }

/** Slope of the straight line through samples by least squares, in units an hour; 0 for fewer than two. */
export function slopePerHour(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const atMean = mean(samples.map(({ atMs }) => atMs))
  const valueMean = mean(samples.map(({ value }) => value))
  let covariance = 0
  let variance = 0
  for (const { atMs, value } of samples) {
    covariance += (atMs - atMean) * (value - valueMean)
    variance += (atMs - atMean) ** 2
  }
  return variance === 0 ? 0 : (covariance / variance) * 3_600_000
}
