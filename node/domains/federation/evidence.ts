import type { Cid } from '../../../protocol/bytes/cid.ts'
import {
  type Blocks,
  blocksOfEntry,
  type Evidence,
  encodeEvidence,
  entriesOf,
  type FederationEvidence,
  type GroupEvidence,
  readEntry,
  readEvidence,
} from '../../../protocol/federation/evidence.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { openBallots } from '../governance/ballots.ts'
import { openPaperSheets } from '../paper/paper-sheets.ts'
import { type EvidenceTables, openEvidenceTables } from './evidence-tables.ts'
import { logPlaceOf } from './log-place.ts'
import { objectionEvidence, paperEvidence } from './rights-evidence.ts'
import { idOf, placed, replacedAfter, rosterBefore, voteBehind } from './roster-evidence.ts'
import { witnessedPlace } from './witnessed-place.ts'

/** A recount bundle as it leaves this node: the table of contents first, then every block once. */
export type Bundle = { readonly root: Cid; readonly blocks: Iterable<[Cid, Uint8Array]> }

/**
 * Evidence behind this group's own vote: charter, proposal, electorate, every ballot, closing and its place.
 * @param isWithin as part of the evidence of a later vote, which shows how charter and node changed before.
 */
export function evidenceOfVote(core: Core, proposalId: Cid, isWithin = false): Bundle | Refusal {
  const proposal = core.projections.proposals.get(proposalId)
  const own = core.ownGroup()
  if (!own || proposal?.log !== own.row) return refuse('proposal/unknown')
  if (!proposal.closedEntry) return refuse('proposal/not-closed', { closesAtMs: proposal.closesAtMs })
  const place = logPlaceOf(core, own, proposal.closedEntry)
  if (isRefusal(place)) return place
  const ballots = openBallots(core.store)
  const objections = objectionEvidence(core, own.row, proposalId)
  const paper = {
    table: openPaperSheets(core.store).tableIds(proposalId),
    entries: paperEvidence(core, own.row, proposalId),
  }
  const replaced = isWithin ? [] : core.tables.ofKinds(own.row, ['node/replaced'])
  const amendments = isWithin ? [] : charterEvidence(core, own.row, proposal.closedEntry, replaced.at(-1)?.index ?? 0)
  return bundle(core, {
    type: 'group',
    genesis: own.id,
    proposal: proposalId,
    electorate: ballots.electorateIds(proposal),
    ballots: ballots.ids(proposal),
    ...(proposal.delegations ? { delegations: ballots.delegationIds(proposal) } : {}),
    ...(objections.length > 0 ? { objections } : {}),
    ...(proposal.closed?.paper ? { paper } : {}),
    ...(replaced.length > 0 ? { replacements: replaced.map(idOf) } : {}),
    ...(amendments.length > 0 ? { amendments } : {}),
    closed: proposal.closedEntry,
    place,
  })
}

/**
 * Evidence behind a federation's decision: charter, roster, proposal, mandates, decision, and beneath each mandate the
 * evidence that this node holds of it.
 */
export function evidenceOfDecision(core: Core, proposalId: Cid): Bundle | Refusal {
  const { federations } = core.projections
  const proposal = federations.proposal(proposalId)
  const log = [...core.logs.values()].find(row => row.row === proposal?.log)
  if (!proposal || !log) return refuse('proposal/unknown')
  if (!proposal.decidedEntry || !proposal.decided) return refuse('proposal/not-open', { state: proposal.state })
  const held = openEvidenceTables(core.store)
  const decidedAt = core.tables.placeOf(proposal.decidedEntry)
  if (!decidedAt) return refuse('evidence/missing', { id: proposal.decidedEntry })
  const charter = charterOfVote(core.reader(log), proposal)
  if (!charter) return refuse('evidence/missing', { id: log.id })
  const place = witnessedPlace(core, log, charter, proposal.decided.groups, proposal.decidedEntry)
  if (isRefusal(place)) return place
  // Who joined or left later was not decided over.
  const said = federations.vetoes.said(proposalId)
  const vetoes = said
    .filter(({ index }) => index < decidedAt.index)
    .map(({ known, index }) => ({ id: known.entry.id, index }))
  const settlement = said.filter(({ index }) => index > decidedAt.index).map(({ known }) => known.entry.id)
  const roster = rosterBefore(core, log.row, decidedAt.index, vetoes)
  // What a group that has two histories rests its mandate on, nobody looks at.
  const mandates = proposal.decided.groups.flatMap(({ mandate, reason }) =>
    mandate ? [{ mandate, evidence: reason === 'feed/forked' ? null : rootOf(core, held, mandate) }] : [],
  )
  const leftOut = proposal.decided.groups.flatMap(({ group, mandate, reason }) =>
    mandate && reason === 'feed/forked' ? [group, feedOf(core, mandate)].filter(log => log !== null) : [],
  )
  const forks = federations.forksIn(leftOut)
  const replacements = replacedAfter(core, log.row, decidedAt.index)
  const contested = proposal.overrides && evidenceOfDecision(core, proposal.overrides.proposal)
  if (contested && isRefusal(contested)) return contested
  const before = proposal.round?.follows
  const follows = before && federations.proposal(before)
  return bundle(core, {
    type: 'federation',
    genesis: log.id,
    roster,
    proposal: proposalId,
    mandates,
    ...(forks.length > 0 ? { forks } : {}),
    decided: proposal.decidedEntry,
    ...(settlement.length > 0 ? { settlement } : {}),
    ...(contested ? { contested: contested.root } : {}),
    ...(replacements.length > 0 ? { replacements } : {}),
    ...(follows?.decidedEntry ? { follows: { proposal: follows.id, decided: follows.decidedEntry } } : {}),
    place,
  })
}

/** Evidence behind what a federation's council has decided: charter, roster, seats, every vote on the motion, and its closing. */
export function evidenceOfMotion(core: Core, id: Cid): Bundle | Refusal {
  const { motions } = core.projections.federations
  const motion = motions.get(id)
  const log = [...core.logs.values()].find(row => row.row === motion?.log)
  if (!motion || !log) return refuse('motion/unknown')
  if (motion.withdrawnAtMs !== null) return refuse('motion/withdrawn')
  if (!motion.closed) return refuse('motion/too-early', { closesAtMs: motion.closesAtMs })
  const { entry, body } = motion.closed
  const closedAt = core.tables.placeOf(entry)
  const charter = charterOfVote(core.reader(log), motion)
  if (!closedAt || !charter) return refuse('evidence/missing', { id: entry })
  const place = witnessedPlace(core, log, charter, body.groups, entry)
  if (isRefusal(place)) return place
  const replacements = replacedAfter(core, log.row, closedAt.index)
  return bundle(core, {
    type: 'motion',
    genesis: log.id,
    roster: rosterBefore(core, log.row, closedAt.index, placed(core, motions.entries(id))),
    motion: id,
    closed: entry,
    ...(replacements.length > 0 ? { replacements } : {}),
    place,
  })
}

/** How the charter was changed before a vote was closed, and before the node got the key that it has. */
function charterEvidence(core: Core, log: number, closed: Cid, replacedAt: number): Amendments {
  const end = Math.max(core.tables.placeOf(closed)?.index ?? 0, replacedAt)
  return core.tables
    .ofKinds(log, ['charter/amended'])
    .filter(({ refused, index }) => refused === null && index < end)
    .map(stored => {
      const proposal = voteBehind(stored)
      const vote = proposal ? evidenceOfVote(core, proposal, true) : null
      return { amended: idOf(stored), vote: vote && !isRefusal(vote) ? vote.root : null }
    })
}
type Amendments = NonNullable<GroupEvidence['amendments']>

function feedOf(core: Core, mandate: Cid): Cid | null {
  const entry = core.tables.entry(mandate)
  const read = entry ? decodeEntry(entry.signed) : refuse('evidence/missing')
  return isRefusal(read) ? null : read.header.log
}

/** Evidence behind a mandate that this node has issued, for whoever recounts it. */
export function evidenceOfMandate(core: Core, mandateId: Cid): Bundle | Refusal {
  const mandate = core.projections.federations.mandate(mandateId)
  if (!mandate) return refuse('evidence/missing', { mandate: mandateId })
  if (mandate.basis.type === 'ballots') return evidenceOfVote(core, mandate.basis.proposal)
  const decided = core.tables.entry(mandate.basis.decision)
  const proposal = decided && core.projections.federations.decidedBy(mandate.basis.decision)
  return proposal ? evidenceOfDecision(core, proposal) : refuse('evidence/missing', { mandate: mandateId })
}

/** Root of the evidence of a mandate: fetched and kept, or made here where the mandate is this node's own. */
function rootOf(core: Core, held: EvidenceTables, mandate: Cid): Cid | null {
  const judged = held.judgement(mandate)
  // What was no evidence of the mandate helps nobody.
  if (judged) return judged.problem === 'mandate/no-evidence' ? null : judged.root
  const own = evidenceOfMandate(core, mandate)
  return isRefusal(own) ? null : own.root
}

function bundle(core: Core, evidence: Evidence): Bundle {
  const { root, bytes } = encodeEvidence(evidence)
  return { root, blocks: blocksOf(core, openEvidenceTables(core.store), root, bytes, evidence, new Set()) }
}

function* blocksOf(
  core: Core,
  held: EvidenceTables,
  root: Cid,
  bytes: Uint8Array,
  evidence: Evidence,
  sent: Set<Cid>,
): Iterable<[Cid, Uint8Array]> {
  const fresh = (id: Cid) => !sent.has(id) && sent.add(id) !== undefined
  if (fresh(root)) yield [root, bytes]
  for (const id of entriesOf(evidence)) {
    for (const [block, blockBytes] of entryBlocks(core, held, id)) if (fresh(block)) yield [block, blockBytes]
  }
  if (evidence.type === 'group') return yield* charterBlocks(core, held, evidence, sent)
  if (evidence.type === 'motion') return
  if (evidence.contested) yield* contestedBlocks(core, held, evidence, sent)
  for (const { mandate, evidence: below } of evidence.mandates) {
    if (!below) continue
    const inner = readEvidence(held, below)
    const innerBytes = held.get(below)
    if (!isRefusal(inner) && innerBytes) yield* blocksOf(core, held, below, innerBytes, inner, sent)
    else {
      const own = evidenceOfMandate(core, mandate)
      if (!isRefusal(own)) for (const [id, ownBytes] of own.blocks) if (fresh(id)) yield [id, ownBytes]
    }
  }
}

/** The votes that the charter rests on: of evidence that was fetched, as they came; else as this node has them. */
function* charterBlocks(
  core: Core,
  held: EvidenceTables,
  { amendments = [] }: GroupEvidence,
  sent: Set<Cid>,
): Iterable<[Cid, Uint8Array]> {
  for (const { amended, vote } of amendments) {
    if (!vote) continue
    const inner = readEvidence(held, vote)
    const innerBytes = held.get(vote)
    const stored = core.tables.entry(amended)
    const proposal = stored && voteBehind(stored)
    if (!isRefusal(inner) && innerBytes) yield* blocksOf(core, held, vote, innerBytes, inner, sent)
    else if (proposal) yield* unsent(evidenceOfVote(core, proposal, true), sent)
  }
}

function* unsent(bundle: Bundle | Refusal, sent: Set<Cid>): Iterable<[Cid, Uint8Array]> {
  if (isRefusal(bundle)) return
  for (const [id, bytes] of bundle.blocks) {
    if (sent.has(id)) continue
    sent.add(id)
    yield [id, bytes]
  }
}

/** What a re-vote rests on: of one that was fetched, as it came; else as this node has it. */
function* contestedBlocks(
  core: Core,
  held: EvidenceTables,
  { contested, proposal }: FederationEvidence,
  sent: Set<Cid>,
): Iterable<[Cid, Uint8Array]> {
  if (!contested) return
  const inner = readEvidence(held, contested)
  const innerBytes = held.get(contested)
  if (!isRefusal(inner) && innerBytes) return yield* blocksOf(core, held, contested, innerBytes, inner, sent)
  const about = core.projections.federations.proposal(proposal)?.overrides?.proposal
  if (about) yield* unsent(evidenceOfDecision(core, about), sent)
}

/** Leaf and body of an entry: from this node's logs, or as fetched. */
function entryBlocks(core: Core, held: Blocks, id: Cid): [Cid, Uint8Array][] {
  const stored = core.tables.entry(id)
  if (stored) return blocksOfEntry(stored.signed)
  const fetched = readEntry(held, id)
  return isRefusal(fetched) ? [] : blocksOfEntry(fetched.signed)
}
