import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type MandateIssued, positionOfTally, positionOfVerdict } from '../../../protocol/federation/mandate.ts'
import { isBinary } from '../../../protocol/governance/method.ts'
import { hasQuorum } from '../../../protocol/governance/tally.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openClosedTally } from '../governance/closed-tally.ts'
import type { Membership } from './federations.ts'
import type { Judging } from './judging.ts'
import type { StoredFederationProposal } from './stored-proposals.ts'

/** What this group has to say to a federation's proposal. */
export type Mandates = {
  /** The veto that stands of this group against a proposal. */
  ownVeto(own: LogRow, asked: StoredFederationProposal): Cid | undefined
  /** The mandate that follows from this group's own result; undefined while there is none. */
  of(own: LogRow, membership: Membership, asked: StoredFederationProposal): MandateIssued | undefined
}

export function openMandates(core: Core, judging: Judging): Mandates {
  const { federations, proposals } = core.projections
  const closedTally = openClosedTally(core.store)

  const resultOfVote = (asked: StoredFederationProposal) => {
    const id = proposals.answering(asked.id)
    const proposal = id && proposals.get(id)
    const result = proposal && closedTally(proposal)
    if (!result || !proposal.closed || !proposal.electorate || proposal.closedAtMs === null) return undefined
    const { closed, electorate, method } = proposal
    return {
      basis: {
        type: 'ballots' as const,
        proposal: proposal.id,
        electorate: { count: electorate.count, root: electorate.root },
        ballots: closed.ballots,
        ...(closed.delegations ? { delegations: closed.delegations } : {}),
      },
      electorate: electorate.count,
      count: closed.count,
      quorumMet: hasQuorum(result),
      position: isBinary(asked.method) ? positionOfTally(method, result) : null,
      closedAtMs: proposal.closedAtMs,
      seed: closed.seed,
    }
  }
  const resultOfDecision = (own: LogRow, asked: StoredFederationProposal) => {
    const id = federations.answering(own.row, asked.id)
    const proposal = id && federations.proposal(id)
    if (!proposal?.decidedEntry || proposal.decidedAtMs === null) return undefined
    const verdict = judging.verdict(own, proposal)
    return {
      basis: { type: 'decision' as const, federation: own.id, decision: proposal.decidedEntry },
      electorate: verdict.popular.electorate,
      count: verdict.popular.count,
      quorumMet: verdict.quorum.met,
      position: positionOfVerdict(proposal.method, verdict),
      closedAtMs: proposal.decidedAtMs,
      seed: verdict.seed,
    }
  }

  const ownVeto = (own: LogRow, asked: StoredFederationProposal) =>
    federations.vetoes.of(asked.id).find(({ group, state }) => group === own.id && state === 'standing')?.id

  return {
    ownVeto,
    of(own, membership, asked) {
      const above = core.logs.get(membership.federation)
      const standing = above && federations.group(above.row, own.id)
      if (!standing) return undefined
      const isFederation = core.reader(own).charter()?.members === 'groups'
      const result = isFederation ? resultOfDecision(own, asked) : resultOfVote(asked)
      const veto = result?.position === 'against' ? ownVeto(own, asked) : undefined
      const said = veto ? { position: 'veto' as const, veto } : {}
      return result && { proposal: asked.id, group: own.id, weight: standing.weight, revision: 0, ...result, ...said }
    },
  }
}
