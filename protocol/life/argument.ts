import { cid, type Infer, object, oneOf, text } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** A reason for or against, by a member's own key: whoever wants theirs known says so apart from the ballot. */
export const argumentMade = object({
  /** A vote, or the draft of one. */
  proposal: cid,
  side: oneOf('for', 'against', 'neutral'),
  text: text({ min: 1, max: 2_000 }),
})
export type ArgumentMade = Infer<typeof argumentMade>

/** Members argue until the vote is closed; what comes after it is feedback. */
export function judgeArgument(
  { entry, body }: KnownEntry<'argument/made'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const draft = reader.life?.draft(body.proposal)
  const proposal = reader.proposal(draft?.proposal ?? body.proposal)
  if (!proposal && !draft) return refuse('proposal/unknown')
  if (proposal?.state === 'closed' || proposal?.state === 'closing' || (proposal && nowMs > proposal.closesAtMs))
    return refuse('proposal/closed')
  return requirePermission(reader, entry.header.by, 'propose')
}
