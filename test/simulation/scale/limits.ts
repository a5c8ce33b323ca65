import { MAX_BODY_BYTES } from '../../../protocol/log/entry.ts'
import type { Cast } from '../cast.ts'
import { decisionBy } from './one-federation.ts'

/** How many groups a decision can name before its body is larger than an entry may be, by the bytes that each adds. */
export function largestThatFits(cast: Cast): number {
  const few = Math.min(cast.groups.length >> 1, 50)
  const many = Math.min(cast.groups.length, 2 * few)
  const size = (groups: number) => decisionBy(cast, groups).body?.length ?? 0
  const perGroup = (size(many) - size(few)) / (many - few)
  return Math.floor(few + (MAX_BODY_BYTES - size(few)) / perGroup)
}
