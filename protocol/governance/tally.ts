import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { bytes, cid, type Infer, integer, object } from '../bytes/schema.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { mayCloseEarly } from './early-close.ts'
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
import type { ProposalOpened } from './proposal.ts'
import { type Check, judgeThreshold, votersNeeded } from './threshold.ts'

/** What decides over a count, as the proposal states it. */
export type Terms = Pick<ProposalOpened, 'method' | 'quorum' | 'thresholds'>

/** The result of one vote: what was counted, whether enough took part, and what follows. */
export type Tally = {
  /** Voters entitled. */
  readonly electorate: number
  /** Voters whose ballot counts, abstentions included. */
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
  const { method, quorum, thresholds = [] } = terms
  const needed = votersNeeded(quorum, electorate)
  const checks = thresholds.map(threshold => judgeThreshold(threshold, electorate, count))
  const met = count.ballots >= needed
  const outcome = outcomeOf(terms, count, seed, besides)
  const isEnough = met && checks.every(check => check.met)
  return {
    electorate,
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
  ballots: object({ count: integer({ min: 0 }), root: bytes(32) }),
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
  if (!proposal.electorate || proposal.state !== 'open') return refuse('proposal/not-open', { state: proposal.state })
  if (!isCountOf(proposal.method, body.count) || body.count.ballots > proposal.electorate.count) {
    return refuse('proposal/bad', { field: 'count', problem: 'not what ballots by this method come to' })
  }
  // A ballot may come in the very millisecond of the deadline: the close is after it, by the entry's own time too.
  const isDue = Math.min(nowMs, entry.header.at) > proposal.closesAtMs
  if (!isDue && !mayCloseEarly(proposal, proposal.electorate.count, body.count))
    return refuse('proposal/too-early', { closesAtMs: proposal.closesAtMs })
  if (body.ballots.count !== reader.ballotCount(proposal.id)) {
    return refuse('proposal/bad', { field: 'ballots', problem: 'not all ballots that were accepted' })
  }
  if (!equalBytes(sha256(body.seed), proposal.electorate.seedCommitment)) {
    return refuse('proposal/bad', { field: 'seed', problem: 'not the seed committed to at opening' })
  }
}
