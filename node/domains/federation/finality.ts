import type { Cid } from '../../../protocol/bytes/cid.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { witnessesAt } from './witnessed-place.ts'

/**
 * Cosignatures are in no log, so no commit tells of them: while something waits for some the node looks again, so soon at first,
 * and then whenever it has waited twice as long.
 */
export const LOOK_AGAIN_MS = 500

/** A result in a federation's own log: what was asked or moved under which charter, and the groups that it names. */
type Stated = {
  readonly entry: Cid
  readonly charter: Cid | undefined
  readonly groups: readonly { readonly group: Cid }[]
}

/** Whether as many witness a result as the charter asks for under which it came about. */
export function isWitnessed(core: Core, own: LogRow, { entry, groups, ...stated }: Stated): boolean {
  const charter = charterOfVote(core.reader(own), stated)
  return charter !== undefined && witnessesAt(core, own, charter, groups, entry)?.met === true
}

/** Whether results are final: before that a federation's node lets nothing follow from them in any log. */
export type Finality = {
  /** Before a round: what was found waiting in the one before counts no more. */
  begin(): void
  isFinal(own: LogRow, stated: Stated): boolean
  /** When to look again; null where nothing waits. */
  nextDueMs(): number | null
}

export function openFinality(core: Core): Finality {
  /** Since when a result has been found waiting: in this round, and in the one before. */
  let waiting = new Map<Cid, number>()
  let before = waiting
  return {
    begin() {
      before = waiting
      waiting = new Map()
    },
    isFinal(own, stated) {
      const isMet = isWitnessed(core, own, stated)
      if (!isMet) waiting.set(stated.entry, before.get(stated.entry) ?? core.now())
      return isMet
    },
    nextDueMs() {
      if (waiting.size === 0) return null
      const newestMs = Math.max(...waiting.values())
      return core.now() + Math.max(LOOK_AGAIN_MS, core.now() - newestMs)
    },
  }
}
