import type { VotePrivacy } from '../../../protocol/governance/vote-privacy.ts'
import type { Core } from '../../core.ts'
import { openBallots } from './ballots.ts'
import type { LiveTallies, StandingTally } from './live-tally.ts'
import type { StoredProposal } from './proposals.ts'
import { openVotePrivacy } from './vote-privacy.ts'

/** What a vote shows of itself to everyone who may read of it. */
export type Standing = {
  readonly privacy: VotePrivacy
  readonly electorate: number
  /**
   * Who has voted or is represented. While the tally is hidden only who has cast a ballot: the votes that a ballot carries
   * would tell whose it was.
   */
  readonly voters: number
  /** Null while it is hidden. */
  readonly tally: StandingTally | null
}

export type Standings = { of(proposal: StoredProposal): Standing }

export function openStandings(core: Pick<Core, 'store' | 'projections'>, tallies: LiveTallies): Standings {
  const ballots = openBallots(core.store)
  const privacyIn = openVotePrivacy(core)
  return {
    of(proposal) {
      const privacy = privacyIn(proposal)
      if (!privacy.liveTally && proposal.state !== 'closed') {
        const electorate = proposal.electorate?.count ?? 0
        return { privacy, electorate, voters: ballots.cast(proposal), tally: null }
      }
      const tally = tallies.of(proposal, privacy.rollCall)
      return { privacy, electorate: tally.electorate, voters: tally.voters, tally }
    },
  }
}
