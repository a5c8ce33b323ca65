import { proposalOfElection } from '../../../protocol/governance/election.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'
import { openElections } from './elections.ts'

/** The node opens the vote of every election once nominations are over, where enough will stand. */
export function openElectionClerk(core: Core): Settler {
  const elections = openElections(core.store)
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      for (const election of elections.pending(own.row)) {
        if (core.now() <= election.nominationsUntilMs) continue
        const vote = proposalOfElection(election, elections.candidates(election), core.now())
        if (isRefusal(vote)) continue
        const answer = await core.write(own.id, 'proposal/opened', vote)
        if (isRefusal(answer)) core.log.error({ code: answer.code, election: election.id }, 'opening-refused')
      }
    },
    nextDueMs() {
      const own = core.ownGroup()
      const times = own ? elections.pending(own.row).map(({ nominationsUntilMs }) => nominationsUntilMs) : []
      const coming = times.filter(untilMs => untilMs >= core.now())
      return coming.length === 0 ? null : Math.min(...coming)
    },
  }
}
