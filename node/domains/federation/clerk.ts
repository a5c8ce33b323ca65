import type { Cid } from '../../../protocol/bytes/cid.ts'
import { aggregate, type JudgedMandate } from '../../../protocol/federation/aggregate.ts'
import { decisionOf } from '../../../protocol/federation/decision.ts'
import { type Mandate, positionOfTally, positionOfVerdict } from '../../../protocol/federation/mandate.ts'
import { openNotebook } from '../../../protocol/federation/report.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { judgeMandateCase } from '../../../protocol/federation/verify-decision.ts'
import { isBinary } from '../../../protocol/governance/method.ts'
import { LONGEST_VOTE_MS, SHORTEST_VOTE_MS } from '../../../protocol/governance/proposal.ts'
import { drawSeed, tally } from '../../../protocol/governance/tally.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openEvidenceTables } from './evidence-tables.ts'
import type { Membership, StoredFederationProposal } from './federations.ts'

/**
 * Brings the evidence behind a mandate into this node's tables, from the node that issued it or from whoever has it.
 * @returns the root of the evidence, or why it could not be had now.
 */
export type FetchEvidence = (mandate: Cid, issuer: FederationGroup) => Promise<Cid | Refusal>

/** What the node does for its group's federations, and for its own if it is one. */
export type FederationClerk = {
  /** Everything that is due now: open what came down, mandate what was closed, decide what is complete. */
  settle(): Promise<void>
  nextDueMs(): number | null
}

export function openFederationClerk(core: Core, fetchEvidence: FetchEvidence): FederationClerk {
  const { federations, proposals } = core.projections
  const evidence = openEvidenceTables(core.store)
  const report = (event: string, answer: unknown) => {
    if (isRefusal(answer)) core.log.warn({ code: answer.code, ...answer.detail }, event)
  }

  /** A federation's proposal comes down: it opens here by itself where the charter says so. */
  const openBelow = async (own: LogRow, membership: Membership, asked: StoredFederationProposal) => {
    const charter = core.reader(own).charter()
    if (charter?.federatedProposals !== 'open-at-once') return
    const { title, text, method, closesAtMs, mandatesByMs } = asked
    const answers = { federation: membership.federation, proposal: asked.id }
    const now = core.now()
    if (charter.members === 'groups') {
      if (federations.answering(asked.id) || now >= closesAtMs) return
      const rule = isBinary(method) ? charter.decisions.method : method
      // Half of the time between the ballots' end and the mandates' is this level's, the other half the one above's.
      const byMs = closesAtMs + Math.floor((mandatesByMs - closesAtMs) / 2)
      const body = { title, text, method: rule, closesAtMs, mandatesByMs: byMs, answers }
      return report('relay-refused', await core.write(own.id, 'federation/proposed', body))
    }
    if (proposals.answering(asked.id) || closesAtMs - now < SHORTEST_VOTE_MS) return
    report(
      'opening-refused',
      await core.write(own.id, 'proposal/opened', {
        title,
        text,
        method: isBinary(method) ? charter.decisions.method : method,
        quorum: charter.decisions.quorum,
        closesAtMs: Math.min(closesAtMs, now + LONGEST_VOTE_MS),
        closesEarly: true,
        answers,
      }),
    )
  }

  /** What was closed or decided here goes up as this group's mandate. */
  const mandateUp = async (own: LogRow, membership: Membership, asked: StoredFederationProposal) => {
    const given = federations.mandates(asked.id).some(({ group }) => group === own.id)
    const above = core.logs.get(membership.federation)
    const standing = above && federations.group(above.row, own.id)
    if (given || !standing) return
    const charter = core.reader(own).charter()
    const result = charter?.members === 'groups' ? resultOfDecision(own, asked) : resultOfVote(asked)
    if (!result) return
    const body = { proposal: asked.id, group: own.id, weight: standing.weight, revision: 0, ...result }
    report('mandate-refused', await core.write(membership.feed, 'mandate/issued', body))
  }

  const resultOfVote = (asked: StoredFederationProposal) => {
    const id = proposals.answering(asked.id)
    const proposal = id && proposals.get(id)
    if (!proposal?.closed || !proposal.electorate || proposal.closedAtMs === null) return undefined
    const { closed, electorate, method, quorum } = proposal
    const seed = drawSeed(closed.seed, closed.ballots.root)
    const result = tally(method, quorum, electorate.count, closed.count, seed)
    return {
      basis: {
        type: 'ballots' as const,
        proposal: proposal.id,
        electorate: { count: electorate.count, root: electorate.root },
        ballots: closed.ballots,
      },
      electorate: electorate.count,
      count: closed.count,
      quorumMet: result.quorum.met,
      position: isBinary(asked.method) ? positionOfTally(method, result) : null,
      closedAtMs: proposal.closedAtMs,
      seed: closed.seed,
    }
  }
  const resultOfDecision = (own: LogRow, asked: StoredFederationProposal) => {
    const id = federations.answering(asked.id)
    const proposal = id && federations.proposal(id)
    if (!proposal?.decidedEntry || proposal.decidedAtMs === null) return undefined
    const verdict = verdictOf(own, proposal)
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

  const judgedMandates = (proposal: StoredFederationProposal): JudgedMandate[] =>
    federations.mandates(proposal.id).flatMap(mandate => {
      const judgement = evidence.judgement(mandate.id)
      return judgement ? [{ mandate, problem: judgement.problem }] : []
    })
  const verdictOf = (own: LogRow, proposal: StoredFederationProposal) => {
    const charter = core.reader(own).charter()
    if (!charter) throw new Error('a federation without its charter')
    return aggregate(charter, proposal, federations.groups(own.row), judgedMandates(proposal))
  }

  /** Recounts a mandate from its evidence, once. What cannot be had now is asked for again until the deadline. */
  const judge = async (own: LogRow, proposal: StoredFederationProposal, mandate: Mandate, final: boolean) => {
    const group = federations.group(own.row, mandate.group)
    const recount = core.reader(own).charter()?.federation?.evidence === 'recount'
    let root: Cid | null = null
    if (group && recount) {
      const fetched = await fetchEvidence(mandate.id, group)
      if (!isRefusal(fetched)) root = fetched
      else if (!final) return
      else return evidence.judged({ mandate: mandate.id, root, problem: 'mandate/no-evidence' }, core.now())
    }
    const stored = core.tables.entry(mandate.id)
    const entry = stored && decodeEntry(stored.signed)
    if (!entry || isRefusal(entry)) throw new Error('a mandate without its entry')
    const known = openBody('mandate/issued', entry)
    if (isRefusal(known)) throw new Error('a mandate without its body')
    const found = await judgeMandateCase(
      { mandate: known, group, federation: own.id, proposal, evidence: root, stated: null },
      { blocks: evidence, verifyMany: core.verifier.verifyMany, depth: 0 },
      openNotebook(),
      group?.charter.name ?? '',
    )
    evidence.judged({ mandate: mandate.id, root, problem: found.problem }, core.now())
  }

  /** A federation decides when every member group has spoken, or at the deadline for mandates. */
  const decide = async (own: LogRow, proposal: StoredFederationProposal) => {
    const final = core.now() > proposal.mandatesByMs
    const mandates = federations.mandates(proposal.id)
    for (const mandate of mandates) {
      if (!evidence.judgement(mandate.id)) await judge(own, proposal, mandate, final)
    }
    const spoken = new Set(judgedMandates(proposal).map(({ mandate }) => mandate.group))
    const members = federations.groups(own.row).filter(({ state }) => state === 'member')
    if (members.length === 0 || (!final && members.some(({ id }) => !spoken.has(id)))) return
    const body = decisionOf(proposal.id, verdictOf(own, proposal))
    report('decision-refused', await core.write(own.id, 'federation/decided', body))
  }

  const stored = (log: number, state?: 'open' | 'decided') =>
    federations.proposals(log, state).flatMap(id => federations.proposal(id) ?? [])

  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      for (const membership of federations.memberships(own.row)) {
        const above = core.logs.get(membership.federation)
        if (!above) continue
        for (const asked of stored(above.row, 'open')) {
          await openBelow(own, membership, asked)
          await mandateUp(own, membership, asked)
        }
      }
      for (const proposal of stored(own.row, 'open')) await decide(own, proposal)
    },
    nextDueMs() {
      const own = core.ownGroup()
      const due = own ? stored(own.row, 'open').map(({ mandatesByMs }) => mandatesByMs + 1) : []
      return due.length === 0 ? null : Math.min(...due)
    },
  }
}
