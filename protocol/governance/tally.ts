import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { bytes, cid, type Infer, object, optional } from '../bytes/schema.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
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
import { type Check, judgeThreshold, votersNeeded, votersOf } from './threshold.ts'

/** What decides over a count, as the proposal states it. */
export type Terms = Pick<ProposalOpened, 'method' | 'quorum' | 'quorumOf' | 'thresholds'>

/** The result of one vote: what was counted, whether enough took part, and what follows. */
export type Tally = {
  /** Voters entitled. */
  readonly electorate: number
  /** Those of them who were active of late; null where nothing is asked of them. */
  readonly active: number | null
  /** Voters who cast a ballot or were represented by one, abstentions included. */
  readonly voters: number
  readonly count: MethodCount
  readonly quorum: { readonly needed: number; readonly met: boolean }
  /** What the proposal asks for besides, each met or not. */
  readonly checks: readonly Check[]
  /** Where the quorum or a check is not met nothing passes and nobody wins, whatever the method says. */
  readonly outcome: Outcome
}

/** What a tally takes besides a count. */
export type Besides = {
  /** The ballots of the count, for methods that look at them (`needsProfile`). */
  readonly profile?: Profile
  /** How many objections stand; none where nothing is said. */
  readonly objections?: number
  /** Of the electorate, those who were active of late: for terms that ask something of them. */
  readonly active?: number | undefined
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
  const entitled = { eligible: electorate, active: besides.active }
  const needed = votersNeeded(quorum, votersOf(quorumOf, entitled))
  const checks = thresholds.map(threshold => judgeThreshold(threshold, entitled, count))
  const met = count.ballots >= needed
  const outcome = outcomeOf(terms, count, seed, besides)
  const isEnough = met && checks.every(check => check.met)
  return {
    electorate,
    active: besides.active ?? null,
    voters: count.ballots,
    count,
    quorum: { needed, met },
    checks,
    outcome: isEnough ? outcome : { ...outcome, accepted: isBinary(method) ? false : null, selected: [] },
  }
}

/** Whether enough took part for the vote to speak for its group. */
export function hasQuorum({ quorum, checks }: Tally): boolean {
  return quorum.met && checks.every(({ what, met }) => met || what !== 'voted')
}

function outcomeOf({ method }: Terms, count: MethodCount, seed: Uint8Array, besides: Besides): Outcome {
  const { profile, objections = 0 } = besides
  if (!needsProfile(method)) return countOutcome(method, count, seed, objections)
  if (!profile) throw new TypeError(`${method.method}: no outcome without the ballots themselves`)
  return decideProfile(method, profile, seed, objections)
}

/** What orders a tie: known to nobody before the close, not even to the node once the ballots are in. */
export function drawSeed(seed: Uint8Array, ballotsRoot: Uint8Array): Uint8Array {
  return sha256(concatBytes(seed, ballotsRoot))
}

/** The node closes a vote at its deadline and reveals the seed it committed to at opening. */
export const proposalClosed = object({
  proposal: cid,
  ballots: commitment,
  /** The table of delegations by which ballots weigh more than one; absent where there is none. */
  delegations: optional(commitment),
  seed: bytes(32),
  count: methodCountCodec,
})
export type ProposalClosed = Infer<typeof proposalClosed>

export function judgeClosed(
  { entry, body }: KnownEntry<'proposal/closed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'proposal/closed' })
  const proposal = reader.proposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state === 'closed') return refuse('proposal/closed')
  const isOpen = proposal.state === 'open' || proposal.state === 'closing'
  if (!proposal.electorate || !isOpen) return refuse('proposal/not-open', { state: proposal.state })
  if (!isCountOf(proposal.method, body.count) || body.count.ballots > proposal.electorate.count) {
    return refuse('proposal/bad', { field: 'count', problem: 'not what ballots by this method come to' })
  }
  const refusal =
    refuseTooEarly(proposal, reader, Math.min(nowMs, entry.header.at)) ?? refuseTable(proposal, body, reader, nowMs)
  if (refusal) return refusal
  if (body.ballots.count !== reader.ballotCount(proposal.id)) {
    return refuse('proposal/bad', { field: 'ballots', problem: 'not all ballots that were accepted' })
  }
  if (!equalBytes(sha256(body.seed), proposal.electorate.seedCommitment)) {
    return refuse('proposal/bad', { field: 'seed', problem: 'not the seed committed to at opening' })
  }
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
