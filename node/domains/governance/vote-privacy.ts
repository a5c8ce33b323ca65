import { privacyOf, type VotePrivacy } from '../../../protocol/governance/vote-privacy.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import type { Core } from '../../core.ts'
import type { StoredProposal } from './proposals.ts'

/** @returns what a vote of this node shows of itself, by its proposal and the charter of its group. */
export function openVotePrivacy({ projections }: Pick<Core, 'projections'>) {
  return (proposal: StoredProposal): VotePrivacy => {
    const charter = charterOfVote(projections.reader(proposal.log), proposal)
    if (!charter) throw new Error('a proposal of a group without its charter')
    return privacyOf(proposal, charter)
  }
}
