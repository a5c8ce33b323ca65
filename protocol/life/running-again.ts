import type { ProposalOpened } from '../governance/proposal.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireRejected } from './result.ts'

/** A question that was rejected rests this long before it may be put again. */
export const REST_MS = 30 * 24 * 3_600_000

/**
 * Refuses to put a rejected question again too soon: the one that the proposal names, and any of the same title. What a
 * federation asks is asked when the federation asks it.
 */
export function judgeRunningAgain(
  { again, answers, origin, title }: ProposalOpened,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (again) {
    const refusal = requireRejected(reader, again)
    if (refusal) return refusal
  }
  if (answers || origin) return
  const resting = reader.life?.rejectedSince(nowMs - REST_MS) ?? []
  const same = resting.find(rejected => rejected.id === again || titleKey(rejected.title) === titleKey(title))
  return same && refuse('proposal/too-soon', { proposal: same.id, fromMs: same.closedAtMs + REST_MS })
}

/** Titles that differ by case, spaces or the marks around words only are the same question. */
function titleKey(title: string): string {
  return (title.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [title]).join(' ')
}
