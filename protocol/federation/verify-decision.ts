import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { type VerifyMany, verifyEach } from '../keys/verify-many.ts'
import type { KnownEntry } from '../kinds.ts'
import { type Entry, signedMessage } from '../log/entry.ts'
import { isRefusal, type RefusalCode, refuse } from '../refusal.ts'
import { aggregate, type JudgedMandate, type Verdict } from './aggregate.ts'
import { decisionOf, type FederationDecided, federationDecided } from './decision.ts'
import { type Blocks, type FederationEvidence, readEntry, readEvidence, readKnown } from './evidence.ts'
import { compareWithDecision, compareWithVote } from './judge-mandate.ts'
import type { FederationProposal } from './proposal.ts'
import { type Recount, recountGroup } from './recount.ts'
import { replayRoster } from './replay-roster.ts'
import { type Notebook, openNotebook, type Report } from './report.ts'
import { type FederationGroup, readGenesisEntry } from './roster.ts'

/** A verified decision and what stands below each of its mandates. */
export type VerdictNode = {
  readonly federation: Cid
  readonly name: string
  readonly proposal: FederationProposal
  readonly decided: Cid
  readonly decidedAtMs: number
  readonly verdict: Verdict
  readonly below: ReadonlyMap<Cid, VerdictNode | Recount>
}

export type DecisionReport = Report & { readonly decision: VerdictNode | Recount | null }

/** Depth at which a chain of federations is cut: far past any real one, well before the stack ends. */
const DEEPEST = 32

/** Where the evidence is and how signatures are checked; `depth` is 0 at the top. */
export type Walk = { readonly blocks: Blocks; readonly verifyMany: VerifyMany; readonly depth: number }

/**
 * Checks a decision from evidence alone, down to every ballot that the evidence holds: signatures, rosters, charters,
 * counts, arithmetic. Nothing is taken on a node's word; what could not be recounted is named.
 * @param root id of the evidence (`encodeEvidence`): of a federation's decision or of one group's vote.
 */
export async function verifyDecision(
  root: Cid,
  blocks: Blocks,
  verifyMany: VerifyMany = verifyEach,
): Promise<DecisionReport> {
  const notebook = openNotebook()
  const decision = await verifyEvidence(root, { blocks, verifyMany, depth: 0 }, notebook, '')
  return { ...notebook.report(), decision: decision ?? null }
}

async function verifyEvidence(
  root: Cid,
  walk: Walk,
  notebook: Notebook,
  where: string,
): Promise<VerdictNode | Recount | undefined> {
  const evidence =
    walk.depth > DEEPEST ? refuse('evidence/missing', { problem: 'too deep' }) : readEvidence(walk.blocks, root)
  if (isRefusal(evidence)) return void notebook.find(where, evidence, root)
  return evidence.type === 'group'
    ? recountGroup(evidence, walk.blocks, walk.verifyMany, where, notebook)
    : verifyFederation(evidence, walk, where, notebook)
}

async function verifyFederation(
  evidence: FederationEvidence,
  walk: Walk,
  above: string,
  notebook: Notebook,
): Promise<VerdictNode | undefined> {
  const { blocks } = walk
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis))
  if (isRefusal(genesis)) return void notebook.find(above, genesis, evidence.genesis)
  const where = above === '' ? genesis.charter.name : above
  const proposed = readKnown(blocks, evidence.proposal, 'federation/proposed')
  if (isRefusal(proposed)) return void notebook.find(where, proposed, evidence.proposal)
  const decided = readKnown(blocks, evidence.decided, 'federation/decided')
  if (isRefusal(decided)) return void notebook.find(where, decided, evidence.decided)
  const roster = replayRoster(genesis, evidence.roster, blocks)
  if (isRefusal(roster)) return void notebook.find(where, roster)
  const proposal: FederationProposal = { ...proposed.body, id: proposed.entry.id, state: 'decided' }
  for (const { entry } of [proposed, decided]) {
    if (entry.header.log !== genesis.id) notebook.find(where, refuse('entry/wrong-log'), entry.id)
  }
  if (decided.body.proposal !== proposal.id) notebook.find(where, refuse('proposal/unknown'), decided.entry.id)
  if (decided.entry.header.by !== genesis.charter.node)
    notebook.find(where, refuse('entry/bad-signature'), decided.entry.id)
  await checkSignatures([proposed.entry, decided.entry, ...roster.entries], walk, where, notebook)
  notebook.checked('groups', 1)

  const judged: JudgedMandate[] = []
  const below = new Map<Cid, VerdictNode | Recount>()
  for (const item of evidence.mandates) {
    const mandate = readKnown(blocks, item.mandate, 'mandate/issued')
    if (isRefusal(mandate)) {
      notebook.find(where, mandate, item.mandate)
      continue
    }
    const group = roster.groups.find(g => g.id === mandate.body.group)
    const place = `${where} / ${group?.charter.name ?? 'a stranger'}`
    const stated = decided.body.groups.find(group => group.mandate === mandate.entry.id)?.reason ?? null
    const found = await judgeMandateCase(
      { mandate, group, federation: genesis.id, proposal, evidence: item.evidence, stated },
      walk,
      notebook,
      place,
    )
    if (found.below) below.set(mandate.body.group, found.below)
    judged.push({ mandate: { ...mandate.body, id: mandate.entry.id }, problem: found.problem })
  }
  const verdict = aggregate(genesis.charter, proposal, roster.groups, judged)
  if (!sameDecision(decided.body, decisionOf(proposal.id, verdict))) {
    notebook.find(
      where,
      refuse('mandate/bad-arithmetic', { what: 'the verdict does not follow from the mandates' }),
      decided.entry.id,
    )
  }
  return {
    federation: genesis.id,
    name: genesis.charter.name,
    proposal,
    decided: decided.entry.id,
    decidedAtMs: decided.entry.header.at,
    verdict,
    below,
  }
}

/** One mandate before the federation it was given to. */
export type MandateCase = {
  readonly mandate: KnownEntry<'mandate/issued'>
  /** The group in the federation's roster, if it is there. */
  readonly group: FederationGroup | undefined
  readonly federation: Cid
  readonly proposal: FederationProposal
  /** Root of the evidence behind it; null where nobody had it. */
  readonly evidence: Cid | null
  /** The reason under which the federation itself left it out, if it did: then what is rotten in it is no finding. */
  readonly stated: string | null
}

/** What speaks against one mandate: null where its signature and its evidence hold. */
export async function judgeMandateCase(
  { mandate: { entry, body }, group, federation, proposal, evidence, stated }: MandateCase,
  walk: Walk,
  notebook: Notebook,
  where: string,
): Promise<{ problem: RefusalCode | null; below?: VerdictNode | Recount }> {
  if (!group) return { problem: 'mandate/not-a-member' }
  const [signed] = await walk.verifyMany([signedMessage(entry)])
  notebook.checked('signatures', 1)
  if (!signed || entry.header.by !== group.charter.node || entry.header.log !== group.feed) {
    return { problem: 'mandate/bad-signature' }
  }
  if (!evidence) {
    if (stated === null) notebook.unrecounted(where)
    return { problem: isEvidenceReason(stated) ? stated : null }
  }
  const inner = openNotebook()
  const below = await verifyEvidence(evidence, { ...walk, depth: walk.depth + 1 }, inner, where)
  notebook.add(inner, { findings: stated === null })
  const findings = inner.report().findings.map(({ code }) => code)
  if (!below || findings.length > 0) return { problem: problemOf(findings), ...(below ? { below } : {}) }
  const refusal =
    'tally' in below
      ? compareWithVote(body, federation, proposal, below)
      : compareWithDecision(body, federation, proposal, below)
  if (refusal && stated === null) notebook.find(where, refusal, entry.id)
  return { problem: refusal?.code ?? null, below }
}

/** The code under which a mandate is left out whose evidence does not hold: the most telling one. */
function problemOf(codes: readonly RefusalCode[]): RefusalCode {
  return (
    codes.find(code => code.startsWith('ballot/')) ??
    (codes.includes('evidence/missing') ? 'mandate/no-evidence' : 'mandate/wrong-count')
  )
}

/** Reasons that only evidence can show; without it they stand as the federation's own word. */
function isEvidenceReason(reason: string | null): reason is RefusalCode {
  return (
    reason === 'mandate/wrong-count' || reason === 'mandate/no-evidence' || (reason?.startsWith('ballot/') ?? false)
  )
}

async function checkSignatures(
  entries: readonly Entry[],
  walk: Walk,
  where: string,
  notebook: Notebook,
): Promise<void> {
  const verdicts = await walk.verifyMany(entries.map(signedMessage))
  notebook.checked('signatures', entries.length)
  for (const [i, entry] of entries.entries()) {
    if (!verdicts[i]) notebook.find(where, refuse('entry/bad-signature'), entry.id)
  }
}

function sameDecision(a: FederationDecided, b: FederationDecided): boolean {
  const bytes = (decision: FederationDecided) => encodeCanonical(federationDecided.encode(decision))
  return equalBytes(bytes(a), bytes(b))
}
