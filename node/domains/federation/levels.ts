import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { JudgedMandate } from '../../../protocol/federation/aggregate.ts'
import type { FederationDecided } from '../../../protocol/federation/decision.ts'
import { type Blocks, readEntry, readEvidence, readKnown } from '../../../protocol/federation/evidence.ts'
import type { Mandate } from '../../../protocol/federation/mandate.ts'
import type { FederationProposal } from '../../../protocol/federation/proposal.ts'
import { replayRoster } from '../../../protocol/federation/replay-roster.ts'
import { type FederationGroup, readGenesisEntry } from '../../../protocol/federation/roster.ts'
import { type VetoRecord, vetoRecords } from '../../../protocol/federation/veto.ts'
import type { Witnesses } from '../../../protocol/federation/witnesses.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { openEvidenceTables } from './evidence-tables.ts'
import { currentMandates, setApart } from './set-apart.ts'
import { witnessesAt, witnessesNamed } from './witnessed-place.ts'

/** One federation before one proposal, as far as this node knows it. */
export type Level = {
  readonly federation: Cid
  readonly charter: Charter
  readonly proposal: FederationProposal
  readonly groups: readonly FederationGroup[]
  /** What was found against a mandate here; null where nothing was, or it was not looked at yet. */
  readonly mandates: readonly JudgedMandate[]
  readonly decided: {
    readonly body: FederationDecided
    readonly entry: Cid
    readonly atMs: number
    readonly witnesses: Witnesses | null
  } | null
  /** Mandates whose ballots this node has counted again. */
  readonly recounted: ReadonlySet<Cid>
  readonly vetoes: readonly VetoRecord[]
  /** The re-vote on them, where there is one. */
  readonly revote: { readonly id: Cid; readonly accepted: boolean | null } | null
  /** The level below a mandate, where it rests on a decision that is known here. */
  below(mandate: Mandate): Level | undefined
}

export type Levels = { of(proposal: Cid): Level | undefined }

/** Depth at which a chain of federations is cut, as in `verifyDecision`. */
const DEEPEST = 32

export function openLevels(core: Core): Levels {
  const { federations } = core.projections
  const evidence = openEvidenceTables(core.store)

  const revoteOf = (id: Cid): Level['revote'] => {
    const revote = federations.vetoes.revote(id)
    return revote ? { id: revote, accepted: federations.proposal(revote)?.decided?.accepted ?? null } : null
  }
  const ofTables = (id: Cid, depth: number): Level | undefined => {
    const proposal = federations.proposal(id)
    const log = proposal && [...core.logs.values()].find(({ row }) => row === proposal.log)
    const charter = log && charterOfVote(core.reader(log), proposal)
    if (!charter) return undefined
    const apart = setApart(federations, proposal)
    const known = currentMandates(federations, proposal).map((mandate): JudgedMandate & { root: Cid | null } => {
      const judgement = evidence.judgement(mandate.id)
      const problem = apart.has(mandate.group) ? 'feed/forked' : (judgement?.problem ?? null)
      return { mandate, problem, root: judgement?.root ?? null }
    })
    const spoken = new Set(known.map(({ mandate }) => mandate.group))
    const refused = federations.refusedMandates(id).filter(({ group }) => !spoken.has(group))
    const { decided: body, decidedEntry: entry } = proposal
    return {
      federation: log.id,
      charter,
      proposal,
      groups: federations.groups(log.row),
      mandates: [...known, ...refused.map((mandate): JudgedMandate => ({ mandate, problem: 'mandate/bad-signature' }))],
      decided:
        body && entry
          ? {
              body,
              entry,
              atMs: proposal.decidedAtMs ?? 0,
              witnesses: witnessesAt(core, log, charter, body.groups, entry),
            }
          : null,
      recounted: new Set(known.filter(({ problem, root }) => root && !problem).map(({ mandate }) => mandate.id)),
      vetoes: federations.vetoes.of(id),
      revote: revoteOf(id),
      below({ id: mandate, basis }) {
        if (basis.type !== 'decision' || depth >= DEEPEST) return undefined
        const local = federations.decidedBy(basis.decision)
        const root = evidence.judgement(mandate)?.root
        return local ? ofTables(local, depth + 1) : root ? ofEvidence(evidence, root, depth + 1) : undefined
      },
    }
  }
  return { of: id => ofTables(id, 0) }
}

/** A level out of evidence that was recounted when it came; it is not checked again. */
function ofEvidence(blocks: Blocks, root: Cid, depth: number): Level | undefined {
  const evidence = readEvidence(blocks, root)
  if (isRefusal(evidence) || evidence.type !== 'federation' || depth > DEEPEST) return undefined
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis), blocks.verify)
  const proposed = readKnown(blocks, evidence.proposal, 'federation/proposed')
  const decided = readKnown(blocks, evidence.decided, 'federation/decided')
  if (isRefusal(genesis) || isRefusal(proposed) || isRefusal(decided)) return undefined
  const under = decided.body.charter
  const roster = replayRoster(genesis, evidence.roster, blocks, { known: proposed, charter: under })
  if (isRefusal(roster)) return undefined
  const charter = charterOfVote(roster.reader, { charter: under }) ?? genesis.charter
  const roots = new Map(evidence.mandates.map(({ mandate, evidence: beneath }) => [mandate, beneath]))
  return {
    federation: genesis.id,
    charter,
    proposal: { ...proposed.body, id: proposed.entry.id, state: 'decided', charter: under },
    vetoes: vetoRecords(roster.vetoes),
    revote: null,
    groups: roster.groups,
    mandates: evidence.mandates.flatMap(({ mandate: id }): JudgedMandate[] => {
      const mandate = readKnown(blocks, id, 'mandate/issued')
      return isRefusal(mandate) ? [] : [{ mandate: { ...mandate.body, id }, problem: null }]
    }),
    decided: {
      body: decided.body,
      entry: decided.entry.id,
      atMs: decided.entry.header.at,
      witnesses: witnessesNamed(charter, decided.body.groups, roster.groups, evidence.place.checkpoint),
    },
    recounted: new Set(evidence.mandates.filter(item => item.evidence).map(({ mandate }) => mandate)),
    below({ id, basis }) {
      const beneath = roots.get(id)
      return basis.type === 'decision' && beneath ? ofEvidence(blocks, beneath, depth + 1) : undefined
    },
  }
}
