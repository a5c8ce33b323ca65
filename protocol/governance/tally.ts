import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { bytes, cid, type Infer, integer, object } from '../bytes/schema.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { multiply, type Rational, rational } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { countOutcome, type MethodCount, type MethodRule, methodCountCodec, type Outcome } from './method.ts'

/** The result of one vote: what was counted, whether enough took part, and what follows. */
export type Tally = {
  /** Voters entitled. */
  readonly electorate: number
  /** Voters whose ballot counts, abstentions included. */
  readonly voters: number
  readonly count: MethodCount
  readonly quorum: { readonly needed: number; readonly met: boolean }
  readonly outcome: Outcome
}

/**
 * The tally of a vote from its additive count: the same bytes on every machine.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 */
export function tally(
  rule: MethodRule,
  quorum: Rational,
  electorate: number,
  count: MethodCount,
  seed: Uint8Array,
): Tally {
  const needed = votersNeeded(quorum, electorate)
  return {
    electorate,
    voters: count.ballots,
    count,
    quorum: { needed, met: count.ballots >= needed },
    outcome: countOutcome(rule, count, seed),
  }
}

/** The smallest number of voters that reaches the share. */
export function votersNeeded(quorum: Rational, electorate: number): number {
  const [numerator, denominator] = multiply(quorum, rational(electorate))
  return Number((numerator + denominator - 1n) / denominator)
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
  const mayCloseEarly = proposal.closesEarly && body.count.ballots === proposal.electorate.count
  // A ballot may come in the very millisecond of the deadline: the close is after it, by the entry's own time too.
  if (Math.min(nowMs, entry.header.at) <= proposal.closesAtMs && !mayCloseEarly)
    return refuse('proposal/too-early', { closesAtMs: proposal.closesAtMs })
  if (body.ballots.count !== reader.ballotCount(proposal.id)) {
    return refuse('proposal/bad', { field: 'ballots', problem: 'not all ballots that were accepted' })
  }
  if (!equalBytes(sha256(body.seed), proposal.electorate.seedCommitment)) {
    return refuse('proposal/bad', { field: 'seed', problem: 'not the seed committed to at opening' })
  }
}
