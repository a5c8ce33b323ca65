import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { Commitment } from '../governance/commitment.ts'
import { encodeCount, isBinary } from '../governance/method.ts'
import { hasQuorum } from '../governance/tally.ts'
import { compareRationals } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Verdict } from './aggregate.ts'
import type { FederationDecided } from './decision.ts'
import { followsFrom, type MandateIssued, positionOfTally, positionOfVerdict } from './mandate.ts'
import { type FederationProposal, sameQuestion } from './proposal.ts'
import type { Recount } from './recount.ts'

/**
 * Whether a recount is of the very vote, voters and ballots that the mandate's signature names. Only then is what is wrong
 * with it the group's own doing: anyone could put together a bundle that does not hold.
 */
export function isOfVote({ group, basis }: MandateIssued, recount: Recount): boolean {
  return (
    basis.type === 'ballots' &&
    recount.group === group &&
    recount.proposal.id === basis.proposal &&
    recount.closed.proposal === basis.proposal &&
    sameCommitment(recount.electorate, basis.electorate) &&
    sameCommitment(recount.ballots, basis.ballots) &&
    sameTable(recount.delegations, basis.delegations)
  )
}

/** The same for a decision: its roster and its mandates have to be those that the decision itself names. */
export function isOfDecision({ group, basis }: MandateIssued, below: DecisionBelow): boolean {
  const { groups, proposal } = below.body
  return (
    basis.type === 'decision' &&
    below.federation === group &&
    below.decided === basis.decision &&
    below.proposal.id === proposal &&
    groups.length === below.verdict.groups.length &&
    below.verdict.groups.every(({ group: id, weight, mandate }, i) => {
      const named = groups[i]
      const isNamed = named?.group === id && named.mandate === (mandate?.id ?? null)
      return isNamed && compareRationals(named.weight, weight) === 0
    })
  )
}

/** A federation's decision as its evidence shows it. */
export type DecisionBelow = {
  readonly federation: Cid
  readonly decided: Cid
  readonly decidedAtMs: number
  readonly body: FederationDecided
  readonly proposal: FederationProposal
  readonly verdict: Verdict
}

/** Refuses a mandate that says anything else than the recount of the vote it rests on. */
export function compareWithVote(
  mandate: MandateIssued,
  federation: Cid,
  asked: FederationProposal,
  recount: Recount,
): Refusal | undefined {
  const wrong = (what: string) => refuse('mandate/wrong-count', { what })
  const { basis } = mandate
  const { proposal, tally, electorate, closed } = recount
  if (basis.type !== 'ballots' || basis.proposal !== proposal.id || recount.group !== mandate.group)
    return wrong('vote')
  if (proposal.answers?.proposal !== asked.id || proposal.answers.federation !== federation) return wrong('question')
  if (!sameQuestion(asked.method, proposal.method)) return wrong('method')
  if (proposal.closesAtMs > asked.closesAtMs) return refuse('mandate/late', { closesAtMs: proposal.closesAtMs })
  if (!sameCommitment(basis.electorate, electorate)) return wrong('electorate')
  if (!sameCommitment(basis.ballots, closed.ballots)) return wrong('ballots')
  if (!sameTable(basis.delegations, closed.delegations)) return wrong('delegations')
  if (mandate.electorate !== electorate.count || !equalBytes(encodeCount(mandate.count), encodeCount(tally.count))) {
    return wrong('count')
  }
  if (!equalBytes(mandate.seed, closed.seed)) return wrong('seed')
  if (mandate.closedAtMs !== recount.closedAtMs) return wrong('time of closing')
  const position = isBinary(asked.method) ? positionOfTally(proposal.method, tally) : null
  if (mandate.quorumMet !== hasQuorum(tally) || !followsFrom(mandate.position, position))
    return refuse('mandate/bad-arithmetic')
}

/** Refuses a mandate that says anything else than the verified decision of the federation below. */
export function compareWithDecision(
  mandate: MandateIssued,
  federation: Cid,
  asked: FederationProposal,
  below: DecisionBelow,
): Refusal | undefined {
  const wrong = (what: string) => refuse('mandate/wrong-count', { what })
  const { basis } = mandate
  const { proposal, verdict } = below
  if (basis.type !== 'decision' || basis.federation !== below.federation || basis.decision !== below.decided) {
    return wrong('decision')
  }
  if (below.federation !== mandate.group) return wrong('decision')
  if (proposal.answers?.proposal !== asked.id || proposal.answers.federation !== federation) return wrong('question')
  if (!sameQuestion(asked.method, proposal.method)) return wrong('method')
  if (proposal.closesAtMs > asked.closesAtMs) return refuse('mandate/late', { closesAtMs: proposal.closesAtMs })
  if (!equalBytes(mandate.seed, verdict.seed)) return wrong('seed')
  if (mandate.closedAtMs !== below.decidedAtMs) return wrong('time of deciding')
  if (mandate.electorate !== verdict.popular.electorate) return wrong('electorate')
  if (!equalBytes(encodeCount(mandate.count), encodeCount(verdict.popular.count))) return wrong('count')
  const position = positionOfVerdict(proposal.method, verdict)
  if (mandate.quorumMet !== verdict.quorum.met || !followsFrom(mandate.position, position))
    return refuse('mandate/bad-arithmetic')
}

function sameTable(a: Commitment | undefined, b: Commitment | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameCommitment(a, b)
}

function sameCommitment(a: Commitment, b: Commitment): boolean {
  return a.count === b.count && equalBytes(a.root, b.root)
}
