import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { CharterChange } from '../../../protocol/group/amending.ts'
import { type CharterDraft, refuseChange, requireSteward } from '../../../protocol/group/charter-entries.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'
import type { LogRow } from '../../log/log-tables.ts'

/** The node enters a change of the charter once enough stewards have signed it, or as the outcome of a vote that was accepted. */
export function openCharterClerk(core: Core): Settler {
  const { charters, life, proposals } = core.projections
  /** Votes that were not accepted: nothing comes of them any more. */
  const rejected = new Set<Cid>()

  const enterSigned = async (own: LogRow, { amends, terms, signatures }: CharterDraft) => {
    const reader = core.reader(own)
    const charter = reader.charter()
    // Who signed and is no steward any more by now does not count.
    const standing = signatures.filter(({ by }) => !requireSteward(reader, by))
    if (!charter || standing.length < charter.threshold || refuseChange({ amends, terms }, reader)) return
    const by = { type: 'stewards' as const, signatures: standing }
    const answer = await core.write(own.id, 'charter/amended', { amends, terms, by })
    if (isRefusal(answer)) core.log.error({ code: answer.code }, 'amending-refused')
  }
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own || core.reader(own).charter()?.members !== 'people') return
      for (const draft of charters.drafts(own.row)) await enterSigned(own, draft)
      for (const id of charters.unsettledVotes(own.row)) {
        const result = rejected.has(id) ? undefined : life.results.of(id)
        const change = result?.accepted ? proposals.get(id)?.amendment : undefined
        if (change) await enterOutcome(core, own, change, { type: 'vote', proposal: id })
        if (result?.accepted === false) rejected.add(id)
      }
    },
    /** Signatures and closings come in entries, and every entry brings a round. */
    nextDueMs: () => null,
  }
}

/** Enters a change that a vote, or a federation's council, has accepted; where it could not take effect any more, why. */
export async function enterOutcome(
  core: Core,
  own: LogRow,
  change: CharterChange,
  by: { readonly type: 'vote'; readonly proposal: Cid } | { readonly type: 'motion'; readonly motion: Cid },
): Promise<void> {
  const answer = await core.write(own.id, 'charter/amended', { ...change, by })
  if (!isRefusal(answer)) return
  const proposal = by.type === 'vote' ? by.proposal : by.motion
  const said = await core.write(own.id, 'charter/not-amended', { proposal, code: answer.code })
  if (isRefusal(said)) core.log.error({ code: answer.code, proposal }, 'amending-refused')
}
