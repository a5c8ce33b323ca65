import { compareRationals } from '../../rational.ts'
import type { RationalCount } from './count.ts'

/** Options by descending points; what got the same stands together. The order of the input decides nothing. */
export function groupByPoints(count: RationalCount): string[][] {
  const descending = count.toSorted((a, b) => compareRationals(b.points, a.points) || (a.option < b.option ? -1 : 1))
  const groups: string[][] = []
  let previous = descending[0]
  for (const next of descending) {
    const group = groups.at(-1)
    if (group && previous && compareRationals(previous.points, next.points) === 0) group.push(next.option)
    else groups.push([next.option])
    previous = next
  }
  return groups
}
