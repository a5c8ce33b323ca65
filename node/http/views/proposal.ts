import { toBase64 } from '../../../protocol/bytes/base64.ts'
import type { ClosedPaper } from '../../../protocol/governance/closed-paper.ts'
import type { MethodCount, MethodRule } from '../../../protocol/governance/method.ts'
import { medianGrade } from '../../../protocol/governance/methods/majority-judgment.ts'
import { heededObjections } from '../../../protocol/governance/threshold.ts'
import { formatRational, rational } from '../../../protocol/rational.ts'
import type { StandingTally } from '../../domains/governance/live-tally.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { Standing } from '../../domains/governance/standing.ts'
import type { ProposalSummary, ProposalView, TallyView } from '../schema/governance.ts'
import { jsonOf } from './json-of.ts'

export function proposalSummary(proposal: StoredProposal, standing: Standing): ProposalSummary {
  const { electorate, voters, tally, privacy } = standing
  return {
    id: proposal.id,
    title: proposal.title,
    state: proposal.state,
    method: proposal.method.method,
    openedAtMs: proposal.openedAtMs,
    closesAtMs: proposal.closesAtMs,
    answers: proposal.answers && { ...proposal.answers },
    electorate,
    voters,
    liveTally: privacy.liveTally,
    accepted: tally?.final ? tally.outcome.accepted : null,
  }
}

export function proposalView(
  proposal: StoredProposal,
  standing: Standing,
  byName: string | null,
): Omit<ProposalView, 'amendment'> {
  const { electorate, closed, closedEntry, closedAtMs } = proposal
  return {
    ...proposalSummary(proposal, standing),
    text: proposal.text,
    by: proposal.by,
    byName,
    methodRule: jsonOf(proposal.method),
    quorum: formatRational(proposal.quorum),
    quorumOf: proposal.quorumOf ?? 'eligible',
    activeDays: electorate?.active?.days ?? null,
    thresholds: jsonOf(proposal.thresholds ?? []),
    heeds: heededObjections(proposal) ?? null,
    origin: proposal.origin ? { ...proposal.origin } : null,
    closesEarly: proposal.closesEarly,
    area: proposal.area ?? null,
    draft: proposal.draft ?? null,
    evaluatesAtMs: proposal.evaluatesAtMs ?? null,
    paper: proposal.paper ? { ...proposal.paper } : null,
    rollCall: standing.privacy.rollCall,
    electorateRoot: electorate && toBase64(electorate.root),
    closed:
      closed && closedEntry && closedAtMs !== null
        ? {
            ballots: { count: closed.ballots.count, root: toBase64(closed.ballots.root) },
            delegations: closed.delegations
              ? { count: closed.delegations.count, root: toBase64(closed.delegations.root) }
              : null,
            objections: closed.objections ? { ...closed.objections, root: toBase64(closed.objections.root) } : null,
            paper: closed.paper ? closedPaperView(closed.paper) : null,
            seed: toBase64(closed.seed),
            blinding: closed.blinding ? toBase64(closed.blinding) : null,
            at: closedAtMs,
            entry: closedEntry,
          }
        : null,
    tally: standing.tally && tallyView(proposal.method, standing.tally),
  }
}

export function tallyView(method: MethodRule, tally: StandingTally): TallyView {
  const { electorate, active, voters, quorum, checks, objections, paper, count, outcome, final, delegated } = tally
  return {
    electorate,
    active,
    voters,
    quorum: { ...quorum },
    checks: jsonOf(checks),
    objections: objections && { ...objections },
    paper: paper && { ...paper },
    counts: jsonOf(count.counts),
    outcome: jsonOf(outcome),
    pairs: pairsView(method, count),
    grades: gradesView(method, count),
    final,
    delegated,
  }
}

function pairsView({ method }: MethodRule, { counts, cells = [] }: MethodCount): number[][] | null {
  if (method !== 'schulze' && method !== 'copeland') return null
  return counts.map((_, row) => cells.slice(row * counts.length, (row + 1) * counts.length))
}

function gradesView(rule: MethodRule, { cells = [] }: MethodCount): TallyView['grades'] {
  if (rule.method !== 'majority-judgment') return null
  const { grades } = rule
  return rule.options.map((_, row) => {
    const given = cells.slice(row * grades, (row + 1) * grades)
    return { given, median: medianGrade(given.map(ballots => rational(ballots))) ?? null }
  })
}

function closedPaperView({ entries, keys, ...sheets }: ClosedPaper) {
  return {
    entries: { count: entries.count, root: toBase64(entries.root) },
    keys: { count: keys.count, root: toBase64(keys.root) },
    ...sheets,
  }
}
