/** Answers whether one more from this place may pass. */
export type Limit = (place: string) => boolean

/** Places counted in one span; more of them at once are one place. */
const MOST_PLACES = 10_000

/** At most `most` from one place in each span of time. */
export function limitRate(parts: {
  readonly most: number
  readonly everyMs: number
  readonly now: () => number
}): Limit {
  const { most, everyMs, now } = parts
  const counts = new Map<string, number>()
  let span = Number.NaN
  return place => {
    const current = Math.floor(now() / everyMs)
    if (current !== span) counts.clear()
    span = current
    const counted = counts.has(place) || counts.size < MOST_PLACES ? place : ''
    const count = (counts.get(counted) ?? 0) + 1
    counts.set(counted, count)
    return count <= most
  }
}
