import type { Cid } from '../bytes/cid.ts'
import { cid, type Infer, list, object } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireFeedVoice } from './feed.ts'

/**
 * The federations below a group that is a federation itself, at any depth, and in which one each of them is a member.
 * Its node says so in its feed whenever it changes, so that everyone above can see a membership that would close a loop.
 */
export const groupSpans = object({ federations: list(object({ id: cid, in: cid }), { max: 10_000 }) })
export type Span = Infer<typeof groupSpans>['federations']

/** A feed in a federation cannot tell of that federation as something below: that is the loop. */
export function judgeSpans({ entry, body }: KnownEntry<'group/spans'>, reader: LogReader): Refusal | undefined {
  const feed = reader.feed()
  const stranger = requireFeedVoice(entry.header.by, reader, 'node')
  if (stranger || !feed) return stranger ?? refuse('entry/not-for-this-log')
  return refuseLoop(feed.group, feed.federation, body.federations)
}

/** Refuses that `group` is a member of `federation` where that stands below the group itself, with the way down to it. */
export function refuseLoop(group: Cid, federation: Cid, below: Span): Refusal | undefined {
  const down = pathDown(group, federation, below)
  return down && refuse('federation/loop', { path: [federation, ...down].join(' > ') })
}

/** From a group down to a federation below it, both named; undefined where that is not below. */
function pathDown(group: Cid, federation: Cid, below: Span): readonly Cid[] | undefined {
  if (group === federation) return [group]
  const above = new Map(below.map(({ id, in: parent }) => [id, parent]))
  const path: Cid[] = [federation]
  for (let at = above.get(federation); at !== undefined && !path.includes(at); at = above.get(at)) {
    path.unshift(at)
    if (at === group) return path
  }
  // Named as below, though nobody says how: it is a loop all the same.
  return above.has(federation) ? [group, federation] : undefined
}
