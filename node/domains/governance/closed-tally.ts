import { paperTally } from '../../../protocol/governance/closed-paper.ts'
import { needsProfile } from '../../../protocol/governance/method.ts'
import { drawSeed, type Tally, tally } from '../../../protocol/governance/tally.ts'
import type { Store } from '../../store/open.ts'
import { openBallots } from './ballots.ts'
import type { StoredProposal } from './proposals.ts'

/** The result of a vote by what its closing says; undefined while it is open. */
export function openClosedTally(store: Store): (proposal: StoredProposal) => Tally | undefined {
  const ballots = openBallots(store)
  return proposal => {
    const { method, closed, closedAtMs, electorate } = proposal
    if (!closed || closedAtMs === null || !electorate) return undefined
    const seed = drawSeed(closed.seed, closed)
    const besides = {
      active: electorate.active?.count,
      ...(needsProfile(method) ? { profile: ballots.profile(proposal, closedAtMs) } : {}),
      ...(closed.objections ? { objections: closed.objections } : {}),
      ...(closed.paper ? { paper: paperTally(closed.paper) } : {}),
    }
    return tally(proposal, electorate.count, closed.count, seed, besides)
  }
}
