import { cid, type Infer, object, oneOf, text } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { openDraft, refuseStale } from './draft.ts'

/** A moderator's word on one revision: the vote may be opened, or what has to change first. */
export const reviewGiven = object({
  draft: cid,
  revision: cid,
  verdict: oneOf('approved', 'changes'),
  reason: text({ min: 0, max: 2_000 }),
})
export type ReviewGiven = Infer<typeof reviewGiven>

/** Nobody reviews what is their own; who asks for changes says why. */
export function judgeReview({ entry, body }: KnownEntry<'review/given'>, reader: LogReader): Refusal | undefined {
  const draft = openDraft(reader, body.draft)
  if (isRefusal(draft)) return draft
  const { by } = entry.header
  const notAllowed = requirePermission(reader, by, 'review')
  if (notAllowed) return notAllowed
  if (by === draft.by) return refuse('draft/own-review')
  if (draft.state !== 'review') return refuse('draft/not-in-review', { state: draft.state })
  if (body.verdict === 'changes' && body.reason.trim() === '') return refuse('draft/no-reason')
  return refuseStale(draft, body.revision)
}
