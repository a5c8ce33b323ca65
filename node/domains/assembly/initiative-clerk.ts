import { initiativeState, proposalOfInitiative } from '../../../protocol/governance/initiative.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'
import { openInitiatives } from './initiatives.ts'

/** The node opens a vote for every initiative that enough support, once: the rule of the log sees to that. */
export function openInitiativeClerk(core: Core): Settler {
  const initiatives = openInitiatives(core.store)
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      for (const initiative of initiatives.pending(own.row)) {
        if (initiativeState(initiative, core.reader(own), core.now()) !== 'reached') continue
        const proposal = proposalOfInitiative(initiative, core.now())
        const answer = await core.write(own.id, 'proposal/opened', proposal)
        if (isRefusal(answer)) core.log.error({ code: answer.code, initiative: initiative.id }, 'opening-refused')
      }
    },
    /** Support comes in entries, and every entry brings a round. */
    nextDueMs: () => null,
  }
}
