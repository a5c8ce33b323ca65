import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { formatRational } from '../../../protocol/rational.ts'
import type { StandingTally } from '../../domains/governance/live-tally.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { ProposalSummary, ProposalView, TallyView } from '../schema/governance.ts'
import { jsonOf } from './json-of.ts'

export function proposalSummary(proposal: StoredProposal, tally: StandingTally): ProposalSummary {
  return {
    id: proposal.id,
    title: proposal.title,
    state: proposal.state,
    method: proposal.method.method,
    openedAtMs: proposal.openedAtMs,
    closesAtMs: proposal.closesAtMs,
    answers: proposal.answers && { ...proposal.answers },
    electorate: tally.electorate,
    voters: tally.voters,
    accepted: tally.final ? tally.outcome.accepted : null,
  }
}

export function proposalView(proposal: StoredProposal, tally: StandingTally, byName: string | null): ProposalView {
  const { electorate, closed, closedEntry, closedAtMs } = proposal
  return {
    ...proposalSummary(proposal, tally),
    text: proposal.text,
    by: proposal.by,
    byName,
    methodRule: jsonOf(proposal.method),
    quorum: formatRational(proposal.quorum),
    quorumOf: proposal.quorumOf ?? 'eligible',
    activeDays: electorate?.active?.days ?? null,
    thresholds: jsonOf(proposal.thresholds ?? []),
    origin: proposal.origin ? { ...proposal.origin } : null,
    closesEarly: proposal.closesEarly,
    area: proposal.area ?? null,
    draft: proposal.draft ?? null,
    evaluatesAtMs: proposal.evaluatesAtMs ?? null,
    electorateRoot: electorate && toBase64(electorate.root),
    closed:
      closed && closedEntry && closedAtMs !== null
        ? {
            ballots: { count: closed.ballots.count, root: toBase64(closed.ballots.root) },
            delegations: closed.delegations
              ? { count: closed.delegations.count, root: toBase64(closed.delegations.root) }
              : null,
            seed: toBase64(closed.seed),
            at: closedAtMs,
            entry: closedEntry,
          }
        : null,
    tally: tallyView(tally),
  }
}

export function tallyView({
  electorate,
  active,
  voters,
  quorum,
  checks,
  count,
  outcome,
  final,
}: StandingTally): TallyView {
  return {
    electorate,
    active,
    voters,
    quorum: { ...quorum },
    checks: jsonOf(checks),
    counts: jsonOf(count.counts),
    outcome: jsonOf(outcome),
    final,
  }
}
