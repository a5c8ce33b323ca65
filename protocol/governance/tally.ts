import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { bytes, cid, type Infer, object, optional } from '../bytes/schema.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { Charter } from '../group/charter.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { closedPaper, isSamePaper, type PaperTally } from './closed-paper.ts'
import { commitment } from './commitment.ts'
import { refuseTooEarly } from './early-close.ts'
import {
  countOutcome,
  decideProfile,
  isBinary,
  isCountOf,
  type MethodCount,
  methodCountCodec,
  needsProfile,
  type Outcome,
  type Profile,
} from './method.ts'
import type { ProposalOpened, ProposalRecord } from './proposal.ts'
import {
  closedObjections,
  closeObjections,
  type Heeded,
  isSameEnd,
  NO_OBJECTIONS,
  type Objections,
} from './standing-objections.ts'
import { type Check, heededObjections, judgeThreshold, votersNeeded, votersOf } from './threshold.ts'
import { privacyOf } from './vote-privacy.ts'

/** What decides over a count, as the proposal states it. */
export type Terms = Pick<ProposalOpened, 'method' | 'quorum' | 'quorumOf' | 'thresholds'>

/** The result of one vote: what was counted, whether enough took part, and what follows. */
export type Tally = {
  /** Voters entitled. */
  readonly electorate: number
  /** Those of them who were active of late; null where nothing is asked of them. */
  readonly active: number | null
  /** Voters who cast a ballot, on paper too, or were represented by one, abstentions and spoilt sheets included. */
  readonly voters: number
  readonly count: MethodCount
  readonly quorum: { readonly needed: number; readonly met: boolean }
  /** What the proposal asks for besides, each met or not. */
  readonly checks: readonly Check[]
  /** How the objections stand; null where the vote heeds none. */
  readonly objections: (Objections & { readonly heeded: Heeded }) | null
  /** The sheets of paper; null where none was handed out. `counted` are in the count. */
  readonly paper: PaperTally | null
  /** Where the quorum or a check is not met nothing passes and nobody wins, whatever the method says. */
  readonly outcome: Outcome
}

/** What a tally takes besides a count. */
export type Besides = {
  /** The ballots of the count, for methods that look at them (`needsProfile`). */
  readonly profile?: Profile
  /** How the objections stand; there are none where nothing is said. */
  readonly objections?: Objections
  /** Of the electorate, those who were active of late: for terms that ask something of them. */
  readonly active?: number | undefined
  /** What the sheets of paper came to, where any were handed out. */
  readonly paper?: PaperTally
}

/**
 * The tally of a vote from its count: the same bytes on every machine.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 */
export function tally(
  terms: Terms,
  electorate: number,
  count: MethodCount,
  seed: Uint8Array,
  besides: Besides = {},
): Tally {
  const { method, quorum, quorumOf = 'eligible', thresholds = [] } = terms
  const { objections = NO_OBJECTIONS, paper } = besides
  const entitled = { eligible: electorate, active: besides.active }
  const voters = count.ballots + (paper?.spoilt ?? 0)
  const needed = votersNeeded(quorum, votersOf(quorumOf, entitled))
  const took = { ...count, ballots: voters }
  const checks = thresholds.map(threshold => judgeThreshold(threshold, entitled, took, objections))
  const met = voters >= needed
  const outcome = outcomeOf(terms, count, seed, besides)
  const heeded = heededObjections(terms)
  const isEnough = met && checks.every(check => check.met)
  return {
    electorate,
    active: besides.active ?? null,
    voters,
    count,
    quorum: { needed, met },
    checks,
    objections: heeded ? { heeded, standing: objections.standing, upheld: objections.upheld } : null,
    paper: paper ?? null,
    outcome: isEnough ? outcome : { ...outcome, accepted: isBinary(method) ? false : null, selected: [] },
  }
}

/** Whether enough took part for the vote to speak for its group. */
export function hasQuorum({ quorum, checks }: Tally): boolean {
  return quorum.met && checks.every(({ what, met }) => met || what !== 'voted')
}

function outcomeOf({ method }: Terms, count: MethodCount, seed: Uint8Array, besides: Besides): Outcome {
  const { profile, objections = NO_OBJECTIONS } = besides
  if (!needsProfile(method)) return countOutcome(method, count, seed, objections)
  if (!profile) throw new TypeError(`${method.method}: no outcome without the ballots themselves`)
  return decideProfile(method, profile, seed, objections)
}

/** What orders a tie: known to nobody before the close, not even to the node once the ballots are in. */
export function drawSeed(
  seed: Uint8Array,
  { ballots, paper }: Pick<ProposalClosed, 'ballots'> & { readonly paper?: ProposalClosed['paper'] },
): Uint8Array {
  return sha256(concatBytes(seed, ballots.root, ...(paper ? [paper.entries.root] : [])))
}

/** The node closes a vote at its deadline and reveals the seed it committed to at opening. */
export const proposalClosed = object({
  proposal: cid,
  ballots: commitment,
  /** The table of delegations by which ballots weigh more than one; absent where there is none. */
  delegations: optional(commitment),
  /** All entries about objections, and how many stand; absent where nobody has objected. */
  objections: optional(closedObjections),
  /** What was said of paper, and what the sheets came to; absent where nothing was. */
  paper: optional(closedPaper),
  seed: bytes(32),
  count: methodCountCodec,
  /** The 32 bytes k behind the ballot keys: where the roll-call is open to all, and nowhere else. */
  blinding: optional(bytes(32)),
})
export type ProposalClosed = Infer<typeof proposalClosed>

export function judgeClosed(
  { entry, body }: KnownEntry<'proposal/closed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const charter = reader.charter()
  if (entry.header.by !== charter?.node) return refuse('member/not-allowed', { kind: 'proposal/closed' })
  const proposal = reader.proposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state === 'closed') return refuse('proposal/closed')
  const isOpen = proposal.state === 'open' || proposal.state === 'closing'
  if (!proposal.electorate || !isOpen) return refuse('proposal/not-open', { state: proposal.state })
  if (
    !isCountOf(proposal.method, body.count) ||
    body.count.ballots + (body.paper?.spoilt ?? 0) > proposal.electorate.count
  ) {
    return refuse('proposal/bad', { field: 'count', problem: 'not what ballots by this method come to' })
  }
  const refusal =
    refuseTooEarly(proposal, reader, Math.min(nowMs, entry.header.at)) ??
    refuseTable(proposal, body, reader, nowMs) ??
    refuseObjections(proposal, body, reader) ??
    refusePaper(proposal, body, reader)
  if (refusal) return refusal
  if (body.ballots.count !== reader.ballotCount(proposal.id)) {
    return refuse('proposal/bad', { field: 'ballots', problem: 'not all ballots that were accepted' })
  }
  if (!equalBytes(sha256(body.seed), proposal.electorate.seedCommitment)) {
    return refuse('proposal/bad', { field: 'seed', problem: 'not the seed committed to at opening' })
  }
  return refuseBlinding(body, proposal, charterOfVote(reader, proposal) ?? charter)
}

/** What opens the ballot keys stands in the closing where everyone may learn who voted what, and only there. */
export function refuseBlinding(
  { blinding }: ProposalClosed,
  proposal: ProposalOpened,
  charter: Charter,
): Refusal | undefined {
  const isOpen = privacyOf(proposal, charter).rollCall === 'all'
  if (isOpen === (blinding !== undefined)) return undefined
  const problem = isOpen
    ? 'missing, though the roll-call is open to all'
    : 'given, though the roll-call is not open to all'
  return refuse('proposal/bad', { field: 'blinding', problem })
}

/** The closing has to name everything that was said about objections, and what follows from it. */
function refuseObjections(
  { id }: ProposalRecord,
  { objections: named }: ProposalClosed,
  reader: LogReader,
): Refusal | undefined {
  if (isSameEnd(named, closeObjections(reader.objections?.said(id) ?? []))) return
  return refuse('proposal/bad', { field: 'objections', problem: 'not all that were raised, withdrawn and judged' })
}

/** The whole table of who voted on paper has to be there where anything was said of paper, and all of that to be named. */
function refusePaper(
  { id, paperTable: seen }: ProposalRecord,
  { paper: named }: ProposalClosed,
  reader: LogReader,
): Refusal | undefined {
  const bad = (problem: string) => refuse('proposal/bad', { field: 'paper', problem })
  const closing = reader.paper?.closing(id)
  if (!closing) return named ? bad('nothing was said of paper') : undefined
  if (!seen || seen.partsSeen < seen.parts) return bad('the table of who voted on paper is not complete')
  const keys = { count: seen.count, root: seen.root }
  const isSame =
    named !== undefined &&
    isSamePaper(named, { entries: closing.entries, keys }) &&
    named.counted === closing.counted &&
    named.spoilt === closing.spoilt &&
    named.unsettled === closing.unsettled
  if (!isSame) return bad('not what was said of paper')
}

/** The whole table has to be there where anyone delegates, and to be the one that the closing names. */
function refuseTable(
  { id, closesAtMs, delegations: seen }: ProposalRecord,
  { delegations: named }: ProposalClosed,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const bad = (problem: string) => refuse('proposal/bad', { field: 'delegations', problem })
  if (!seen) {
    if (named) return bad('no such table')
    return reader.hasDelegations(id, Math.min(nowMs, closesAtMs)) ? bad('their table is missing') : undefined
  }
  if (seen.partsSeen < seen.parts) return bad('their table is not complete')
  if (named?.count !== seen.count || !equalBytes(named.root, seen.root)) return bad('not the table in the log')
}
