import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { Charter } from '../group/charter.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import { type VerifyMany, verifyEach } from '../keys/verify-many.ts'
import { judge, type KnownEntry } from '../kinds.ts'
import { signedMessage } from '../log/entry.ts'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../refusal.ts'
import { aggregate, type JudgedMandate, type Verdict } from './aggregate.ts'
import { decisionOf, type FederationDecided, federationDecided } from './decision.ts'
import { type Blocks, type FederationEvidence, readEntry, readEvidence, readKnown } from './evidence.ts'
import { type Fork, judgeFork } from './fork.ts'
import { compareWithDecision, compareWithVote, isOfDecision, isOfVote } from './judge-mandate.ts'
import type { MandateIssued } from './mandate.ts'
import type { FederationProposal } from './proposal.ts'
import { type Recount, recountGroup } from './recount.ts'
import { type EarlierProposal, replayRoster } from './replay-roster.ts'
import { type Finding, type Notebook, openNotebook, type Report } from './report.ts'
import { type FederationGroup, readGenesisEntry } from './roster.ts'
import { readRoundBefore, replaySettlement } from './verify-contest.ts'
import { type MotionNode, verifyMotion } from './verify-motion.ts'
import { type VetoRecord, vetoRecords } from './veto.ts'
import { checkSignatures, checkStatement, checkWitnesses, readSuccession, type Walk } from './walk.ts'
import type { Witnesses } from './witnesses.ts'

/** A verified decision and what stands below each of its mandates. */
export type VerdictNode = {
  readonly federation: Cid
  readonly name: string
  readonly proposal: FederationProposal
  readonly decided: Cid
  readonly decidedAtMs: number
  /** The decision as its node states it. */
  readonly body: FederationDecided
  readonly verdict: Verdict
  /** Who vouches for it that this is the log's one history; null where a cosignature does not hold. */
  readonly witnesses: Witnesses | null
  readonly below: ReadonlyMap<Cid, VerdictNode | Recount>
  /** Under which it was asked. */
  readonly charter: Charter
  /** Vetoes of the proposal, as they stood when the evidence was put together. */
  readonly vetoes: readonly VetoRecord[]
  /** The decision whose vetoes this one overrides, or not. */
  readonly contested: VerdictNode | null
}

/** What some evidence is of: a federation's decision, one group's vote, or a motion of a council. */
export type Verified = VerdictNode | Recount | MotionNode

export type DecisionReport = Report & { readonly decision: Verified | null }

/** Depth at which a chain of federations is cut: far past any real one, well before the stack ends. */
const DEEPEST = 32

/**
 * Checks a decision from evidence alone, down to every ballot that the evidence holds: signatures, rosters, charters,
 * counts, arithmetic. Nothing is taken on a node's word; what could not be recounted is named.
 * @param root id of the evidence (`encodeEvidence`): of a federation's decision, of one group's vote or of a council's motion.
 */
export async function verifyDecision(
  root: Cid,
  blocks: Blocks,
  verifyMany: VerifyMany = verifyEach,
): Promise<DecisionReport> {
  const notebook = openNotebook()
  const decision = await verifyEvidence(root, { blocks, verifyMany, depth: 0, walked: new Set() }, notebook, '')
  return { ...notebook.report(), decision: decision ?? null }
}

async function verifyEvidence(root: Cid, walk: Walk, notebook: Notebook, where: string): Promise<Verified | undefined> {
  if (walk.walked.has(root)) return void notebook.find(where, refuse('evidence/bad', { problem: 'stands twice' }), root)
  walk.walked.add(root)
  const evidence =
    walk.depth > DEEPEST ? refuse('evidence/missing', { problem: 'too deep' }) : readEvidence(walk.blocks, root)
  if (isRefusal(evidence)) return void notebook.find(where, evidence, root)
  if (evidence.type === 'motion') return verifyMotion(evidence, walk, where, notebook)
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
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis), blocks.verify)
  if (isRefusal(genesis)) return void notebook.find(above, genesis, evidence.genesis)
  const where = above === '' ? genesis.charter.name : above
  const proposed = readKnown(blocks, evidence.proposal, 'federation/proposed')
  if (isRefusal(proposed)) return void notebook.find(where, proposed, evidence.proposal)
  const decided = readKnown(blocks, evidence.decided, 'federation/decided')
  if (isRefusal(decided)) return void notebook.find(where, decided, evidence.decided)
  const contested = await verifyContested(evidence, proposed, genesis.id, walk, where, notebook)
  const succession = readSuccession(genesis, evidence, walk, where, notebook)
  const nodes = succession.map(({ node }) => node)
  const round = readRoundBefore(evidence, proposed, nodes, { blocks, notebook, where })
  const earlier = [...round.earlier, ...(contested ? [earlierOf(contested)] : [])]
  const under = decided.body.charter
  const roster = replayRoster(genesis, evidence.roster, blocks, { known: proposed, charter: under }, earlier)
  if (isRefusal(roster)) return void notebook.find(where, roster)
  const proposal: FederationProposal = { ...proposed.body, id: proposed.entry.id, state: 'decided', charter: under }
  if (roster.refusesProposal) return void notebook.find(where, roster.refusesProposal, proposal.id)
  const charter = charterOfVote(roster.reader, proposal) ?? genesis.charter
  const asked = (id: Cid): FederationProposal | undefined =>
    id === proposal.id ? { ...proposal, state: 'open' } : undefined
  const refused = judge(decided, { ...roster.reader, federationProposal: asked }, decided.entry.header.at)
  if (refused) notebook.find(where, refused, decided.entry.id)
  const decision = { entry: decided.entry.id, atMs: decided.entry.header.at, body: decided.body }
  const settled = replaySettlement(
    evidence,
    { proposal, decision, before: roster.vetoes, reader: roster.reader },
    { blocks, notebook, where },
  )
  checkStatement(decided.entry, evidence.place, succession, where, notebook, blocks.verify)
  const named = new Set(decided.body.groups.map(({ group }) => group))
  const voters = roster.groups.filter(({ id }) => named.has(id))
  const witnesses = checkWitnesses(decided.entry, evidence.place, { charter, groups: voters }, walk, where, notebook)
  notebook.checked('signatures', 1)
  const signed = [proposed.entry, decided.entry, ...roster.entries, ...settled.entries, ...round.entries]
  await checkSignatures(signed, walk, where, notebook)
  notebook.checked('groups', 1)

  const forks = readForks(evidence, walk, where, notebook)
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
      {
        mandate,
        group,
        federation: genesis.id,
        proposal,
        evidence: item.evidence,
        stated,
        forked: group !== undefined && isForked(group, forks),
      },
      walk,
      notebook,
      place,
    )
    if (found.below) below.set(mandate.body.group, found.below)
    judged.push({ mandate: { ...mandate.body, id: mandate.entry.id }, problem: found.problem })
  }
  const verdict = aggregate(charter, proposal, roster.groups, judged, vetoRecords(roster.vetoes))
  if (!sameDecision(decided.body, decisionOf(proposal.id, verdict, under))) {
    notebook.find(
      where,
      refuse('mandate/bad-arithmetic', { what: 'the verdict does not follow from the mandates' }),
      decided.entry.id,
    )
  }
  return {
    federation: genesis.id,
    name: charter.name,
    proposal,
    decided: decided.entry.id,
    decidedAtMs: decided.entry.header.at,
    body: decided.body,
    verdict,
    witnesses,
    below,
    charter,
    vetoes: settled.vetoes,
    contested: contested ?? null,
  }
}

/** A re-vote stands on the decision that it is about, which is verified all the way down as well. */
async function verifyContested(
  { contested }: FederationEvidence,
  { entry, body: { overrides } }: KnownEntry<'federation/proposed'>,
  federation: Cid,
  walk: Walk,
  where: string,
  notebook: Notebook,
): Promise<VerdictNode | undefined> {
  if (!overrides) return
  const found = contested && (await verifyEvidence(contested, { ...walk, depth: walk.depth + 1 }, notebook, where))
  if (found && 'verdict' in found && found.federation === federation && found.proposal.id === overrides.proposal) {
    return found
  }
  notebook.find(where, refuse('evidence/missing', { what: 'the contested decision' }), entry.id)
}

function earlierOf({ proposal, decided, decidedAtMs, body, vetoes }: VerdictNode): EarlierProposal {
  return { proposal: { ...proposal, decision: { entry: decided, atMs: decidedAtMs, body } }, vetoes }
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
  /** Whether it is proven that the group's node has signed two histories. */
  readonly forked: boolean
}

/** What speaks against one mandate: null where its signature and its evidence hold. */
export async function judgeMandateCase(
  { mandate: { entry, body }, group, federation, proposal, evidence, stated, forked }: MandateCase,
  walk: Walk,
  notebook: Notebook,
  where: string,
): Promise<{ problem: RefusalCode | null; below?: VerdictNode | Recount }> {
  if (!group) return { problem: 'mandate/not-a-member' }
  if (stated === 'feed/forked') {
    if (!forked) notebook.find(where, refuse('fork/unproven', { problem: 'no proof in the evidence' }), entry.id)
    return { problem: forked ? stated : null }
  }
  const [signed] = await walk.verifyMany([signedMessage(entry)])
  notebook.checked('signatures', 1)
  if (!signed || entry.header.by !== group.charter.node || entry.header.log !== group.feed) {
    return { problem: 'mandate/bad-signature' }
  }
  // That no evidence could be had can be neither shown nor disproved: it is named among what was not recounted.
  if (stated === 'mandate/no-evidence') {
    notebook.unrecounted(where)
    return { problem: stated }
  }
  if (!evidence) {
    if (stated === null) notebook.unrecounted(where)
    else if (isEvidenceReason(stated)) notebook.find(where, refuse('evidence/missing', { reason: stated }), entry.id)
    return { problem: null }
  }
  const inner = openNotebook()
  const found = await verifyEvidence(evidence, { ...walk, depth: walk.depth + 1 }, inner, where)
  // A council speaks for no group: what it has decided stands behind no mandate.
  const below = found && 'motion' in found ? undefined : found
  notebook.add(inner, { findings: stated === null })
  const refusal = judgeBelow(body, federation, proposal, below, inner.report().findings)
  if (refusal && stated === null) notebook.find(where, refusal, entry.id)
  return { problem: refusal?.code ?? null, ...(below ? { below } : {}) }
}

/** What the evidence proves of second histories: a proof speaks for itself, whoever entered it. */
function readForks({ forks = [] }: FederationEvidence, { blocks }: Walk, where: string, notebook: Notebook): Fork[] {
  return forks.flatMap(id => {
    const known = readKnown(blocks, id, 'log/forked')
    const refused = isRefusal(known) ? known : judgeFork(known.body, blocks.verify)
    notebook.checked('signatures', 2)
    if (refused) notebook.find(where, refused, id)
    return refused || isRefusal(known) ? [] : [known.body]
  })
}

/** By the key that speaks for the group: of one that took its place, no fork of the former is told. */
function isForked({ id, feed, charter }: FederationGroup, forks: readonly Fork[]): boolean {
  return forks.some(({ log, key }) => key === charter.node && (log === id || log === feed))
}

/** What the evidence shows against a mandate. */
function judgeBelow(
  mandate: MandateIssued,
  federation: Cid,
  asked: FederationProposal,
  below: VerdictNode | Recount | undefined,
  findings: readonly Finding[],
): Refusal | undefined {
  if (!below) return refuse('mandate/no-evidence')
  const isOwn = 'tally' in below ? isOfVote(mandate, below) : isOfDecision(mandate, below)
  const code = isOwn ? problemOf(findings.map(({ code }) => code)) : 'mandate/no-evidence'
  if (code) return refuse(code)
  return 'tally' in below
    ? compareWithVote(mandate, federation, asked, below)
    : compareWithDecision(mandate, federation, asked, below)
}

/**
 * The code under which a mandate is left out whose evidence does not hold: the most telling one. Against the group speaks
 * only what it has signed for; a piece that is missing or that anyone could have made up is no evidence.
 */
function problemOf(codes: readonly RefusalCode[]): RefusalCode | undefined {
  if (codes.length === 0) return undefined
  const isShown = (code: RefusalCode) => /^(ballot|mandate|proposal)\//.test(code) && code !== 'mandate/no-evidence'
  if (!codes.every(isShown)) return 'mandate/no-evidence'
  return codes.find(code => code.startsWith('ballot/')) ?? 'mandate/wrong-count'
}

/** Reasons that only evidence can show. */
function isEvidenceReason(reason: string): boolean {
  return reason === 'mandate/wrong-count' || reason.startsWith('ballot/')
}

function sameDecision(a: FederationDecided, b: FederationDecided): boolean {
  const bytes = (decision: FederationDecided) => encodeCanonical(federationDecided.encode(decision))
  return equalBytes(bytes(a), bytes(b))
}
