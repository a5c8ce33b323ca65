import type { Cid } from '../../../protocol/bytes/cid.ts'
import { aggregate, type JudgedMandate, type Verdict } from '../../../protocol/federation/aggregate.ts'
import type { Mandate } from '../../../protocol/federation/mandate.ts'
import { openNotebook } from '../../../protocol/federation/report.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { judgeMandateCase } from '../../../protocol/federation/verify-decision.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openEvidenceTables } from './evidence-tables.ts'
import { currentMandates, setApart } from './set-apart.ts'
import type { StoredFederationProposal } from './stored-proposals.ts'

/**
 * Brings the evidence behind a mandate into this node's tables, from the node that issued it or from whoever has it.
 * @returns the root of the evidence, or why it could not be had now.
 */
export type FetchEvidence = (mandate: Cid, issuer: FederationGroup) => Promise<Cid | Refusal>

/** Recounts mandates from their evidence and aggregates what holds. */
export type Judging = {
  /** Judges every mandate that came in and was not judged yet; what cannot be fetched waits, unless this is the end. */
  round(own: LogRow, proposal: StoredFederationProposal, isFinal: boolean): Promise<void>
  /** Mandates with what was found against them, those included that the feed's own rule refused. */
  judged(proposal: StoredFederationProposal): JudgedMandate[]
  /** The verdict that follows now; of a decided proposal the one that was decided, whatever came in since. */
  verdict(federation: LogRow, proposal: StoredFederationProposal): Verdict
}

export function openJudging(core: Core, fetchEvidence: FetchEvidence): Judging {
  const { federations } = core.projections
  const evidence = openEvidenceTables(core.store)

  const mandateEntry = (id: Cid) => {
    const stored = core.tables.entry(id)
    const entry = stored && decodeEntry(stored.signed)
    const known = entry && !isRefusal(entry) ? openBody('mandate/issued', entry) : refuse('evidence/missing')
    if (isRefusal(known)) throw new Error('a mandate without its entry')
    return known
  }
  const evidenceOf = async (
    mandate: Cid,
    group: FederationGroup | undefined,
    own: LogRow,
    proposal: StoredFederationProposal,
  ): Promise<Cid | null | Refusal> => {
    const needsRecount = charterOfVote(core.reader(own), proposal)?.federation?.evidence === 'recount'
    return group && needsRecount ? fetchEvidence(mandate, group) : null
  }
  const judged = (proposal: StoredFederationProposal): JudgedMandate[] => {
    const apart = setApart(federations, proposal)
    const mandates = currentMandates(federations, proposal).flatMap((mandate): JudgedMandate[] => {
      if (apart.has(mandate.group)) return [{ mandate, problem: 'feed/forked' }]
      const judgement = evidence.judgement(mandate.id)
      return judgement ? [{ mandate, problem: judgement.problem }] : []
    })
    const spoken = new Set(mandates.map(({ mandate }) => mandate.group))
    const refused = federations.refusedMandates(proposal.id).filter(({ group }) => !spoken.has(group))
    return [...mandates, ...refused.map((mandate): JudgedMandate => ({ mandate, problem: 'mandate/bad-signature' }))]
  }

  const judge = async (own: LogRow, proposal: StoredFederationProposal, mandate: Mandate, isFinal: boolean) => {
    const { id } = mandate
    const group = federations.group(own.row, mandate.group)
    const root = await evidenceOf(id, group, own, proposal)
    if (isRefusal(root)) {
      core.log.info({ mandate: id, code: root.code }, 'evidence-not-here')
      if (isFinal) evidence.judged({ mandate: id, root: null, problem: 'mandate/no-evidence' }, core.now())
      return
    }
    const { problem } = await judgeMandateCase(
      {
        mandate: mandateEntry(id),
        group,
        federation: own.id,
        proposal,
        evidence: root,
        stated: null,
        forked: false,
      },
      { blocks: evidence, verifyMany: core.verifier.verifyMany, depth: 0, walked: new Set() },
      openNotebook(),
      group?.charter.name ?? '',
    )
    evidence.judged({ mandate: id, root, problem }, core.now())
  }

  return {
    async round(own, proposal, isFinal) {
      const apart = setApart(federations, proposal)
      const unjudged = currentMandates(federations, proposal).filter(
        ({ id, group }) => !apart.has(group) && !evidence.judgement(id),
      )
      // Side by side: a peer that is slow to give its evidence keeps no other group waiting.
      await Promise.all(unjudged.map(mandate => judge(own, proposal, mandate, isFinal)))
    },
    judged,
    verdict(federation, proposal) {
      const charter = charterOfVote(core.reader(federation), proposal)
      if (!charter) throw new Error('a federation without its charter')
      const { decided } = proposal
      const vetoes = federations.vetoes.of(proposal.id)
      if (!decided) return aggregate(charter, proposal, federations.groups(federation.row), judged(proposal), vetoes)
      const groups = decided.groups.flatMap(({ group: id, weight }): FederationGroup[] => {
        const group = federations.group(federation.row, id)
        return group ? [{ ...group, weight, state: 'member' }] : []
      })
      const named = new Set(decided.groups.map(({ mandate }) => mandate))
      const mandates = judged(proposal).filter(({ mandate }) => named.has(mandate.id))
      return aggregate(charter, proposal, groups, mandates, vetoes)
    },
  }
}
