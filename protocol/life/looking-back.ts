import { cid, object, oneOf, text } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireAccepted, requireRejected } from './result.ts'

/** What came of a decision, once the date has come that its proposal set. */
export const evaluationGiven = object({
  proposal: cid,
  text: text({ min: 1, max: 5_000 }),
  met: oneOf('yes', 'partly', 'no'),
})

/** What would have to be different, said to the author of a proposal that was rejected. */
export const feedbackGiven = object({ proposal: cid, text: text({ min: 1, max: 5_000 }) })

export function judgeEvaluation(
  { entry, body }: KnownEntry<'evaluation/given'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const refusal = requireAccepted(reader, body.proposal) ?? requirePermission(reader, entry.header.by, 'propose')
  if (refusal) return refusal
  const dueAtMs = reader.proposal(body.proposal)?.evaluatesAtMs
  if (dueAtMs !== undefined && nowMs < dueAtMs) return refuse('evaluation/too-early', { evaluatesAtMs: dueAtMs })
}

export function judgeFeedback({ entry, body }: KnownEntry<'feedback/given'>, reader: LogReader): Refusal | undefined {
  return requireRejected(reader, body.proposal) ?? requirePermission(reader, entry.header.by, 'propose')
}
