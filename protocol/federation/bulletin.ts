import { cid, type Infer, integer, nullable, object, oneOf, text } from '../bytes/schema.ts'
import { requireOwnPermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireFeedVoice } from './feed.ts'

/** Most pressing first. */
export const PRIORITIES = ['urgent', 'important', 'normal'] as const
export const AUDIENCES = ['all', 'delegates', 'stewards'] as const

/**
 * An announcement: by a group in its feed, to all of the federation; by a council, or a group to itself, in its own log.
 * A federation's node passes on in its own log what was said to the federation above.
 */
export const bulletinPublished = object({
  title: text({ min: 1, max: 120 }),
  text: text({ min: 0, max: 5_000 }),
  priority: oneOf(...PRIORITIES),
  audience: oneOf(...AUDIENCES),
  untilMs: integer({ min: 0 }),
  /** The bulletin that was published first, and who did; null in that one itself. */
  passes: nullable(object({ origin: cid, from: text({ min: 1, max: 200 }) })),
})
export type BulletinPublished = Infer<typeof bulletinPublished>
export type Audience = BulletinPublished['audience']

/** How many people of the audience a bulletin has reached at one group, or below one federation: numbers, never names. */
export const bulletinReached = object({
  bulletin: cid,
  /** To whose pages it was given. */
  delivered: integer({ min: 0, max: 1_000_000_000 }),
  acknowledged: integer({ min: 0, max: 1_000_000_000 }),
  /** Of the audience, all there are. */
  members: integer({ min: 0, max: 1_000_000_000 }),
})
export type Reach = Pick<Infer<typeof bulletinReached>, 'delivered' | 'acknowledged' | 'members'>

export function judgeBulletin(
  { entry, body }: KnownEntry<'bulletin/published'>,
  reader: LogReader,
): Refusal | undefined {
  const { by, at } = entry.header
  if (body.untilMs <= at) return refuse('entry/bad-body', { field: 'untilMs', problem: 'over before it is said' })
  if (reader.feed()) {
    if (body.passes) return refuse('entry/bad-body', { field: 'passes', problem: 'passed on in a feed' })
    return requireFeedVoice(by, reader, 'stewards')
  }
  if (!body.passes) return requireOwnPermission(reader, by, 'govern')
  const charter = reader.charter()
  if (charter?.members !== 'groups' || charter.node !== by) return refuse('member/not-allowed', { permission: 'speak' })
}

/** A group's node alone counts, for its own group; the bulletin itself stands in another log, which may come later. */
export function judgeReached({ entry, body }: KnownEntry<'bulletin/reached'>, reader: LogReader): Refusal | undefined {
  if (body.acknowledged > body.delivered || body.delivered > body.members)
    return refuse('entry/bad-body', { field: 'delivered', problem: 'more than there are' })
  return requireFeedVoice(entry.header.by, reader, 'node')
}

/** Several groups together. */
export function sumReach(reaches: readonly Reach[]): Reach {
  return reaches.reduce(
    (sum, { delivered, acknowledged, members }) => ({
      delivered: sum.delivered + delivered,
      acknowledged: sum.acknowledged + acknowledged,
      members: sum.members + members,
    }),
    { delivered: 0, acknowledged: 0, members: 0 },
  )
}
