import type { Cid } from '../bytes/cid.ts'
import type { DraftRecord } from './draft.ts'

/** What the rules may know of what comes before and after the votes of a group. */
export type LifeReader = {
  draft(id: Cid): DraftRecord | undefined
}
