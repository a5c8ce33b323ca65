import type { Cid } from '../bytes/cid.ts'
import type { AmendmentRecord } from './amendment.ts'
import type { CoWrittenRecord } from './co-writing.ts'
import type { DraftRecord } from './draft.ts'
import type { Rejected, Result } from './result.ts'
import type { TaskRecord } from './task.ts'

/** What the rules may know of what comes before and after the votes of a group. */
export type LifeReader = {
  draft(id: Cid): DraftRecord | undefined
  /** A version that several wrote at once; undefined for any other. */
  coWritten(revision: Cid): CoWrittenRecord | undefined
  amendment(id: Cid): AmendmentRecord | undefined
  /** How a vote ended; undefined while it has not. */
  result(proposal: Cid): Result | undefined
  /** Votes that were rejected after a moment, in no order. */
  rejectedSince(ms: number): readonly Rejected[]
  task(id: Cid): TaskRecord | undefined
}
