import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { extremesOf, type MethodCount } from './method.ts'
import type { ProposalOpened, ProposalRecord } from './proposal.ts'
import { type Tally, type Terms, tally } from './tally.ts'

/**
 * Refuses to close a vote before its deadline, unless it may close early.
 * @param atMs the node's clock, or the time by which the entry is dated if that is earlier. A ballot may come in the very
 * millisecond of the deadline: the close is after it.
 */
export function refuseTooEarly(proposal: ProposalRecord, reader: LogReader, atMs: number): Refusal | undefined {
  const { id, closesAtMs, closesEarly, electorate } = proposal
  if (atMs > closesAtMs) return
  const isEarly =
    closesEarly !== false &&
    mayCloseEarly(proposal, electorate?.count ?? 0, reader.directCount(id), electorate?.active?.count)
  if (!isEarly) return refuse('proposal/too-early', { closesAtMs })
}

/**
 * Whether a vote may close before its deadline: its proposal allows it, and everyone has voted, or no ballot that is still
 * to come could change the outcome. Where the group answers a federation everyone has to have voted whatever its proposal
 * says: the whole count goes there.
 * Who is represented can still vote, so only ballots of their own count here.
 * @param direct the count of the ballots alone, whomever they speak for.
 * @param active of the electorate, those who were active of late.
 */
export function mayCloseEarly(
  proposal: Pick<ProposalOpened, 'closesEarly' | 'answers'> & Terms,
  electorate: number,
  direct: MethodCount,
  active?: number,
): boolean {
  const { closesEarly, answers } = proposal
  if (!closesEarly) return false
  if (direct.ballots >= electorate) return true
  return closesEarly === 'settled' && !answers && !couldStillChange(proposal, electorate, direct, active)
}

/**
 * Whether the ballots of those who have not voted could change who wins, or whether the question passes; those who have
 * voted stay by it. True wherever that is not certain: of methods without `extremes`, as long as anyone can vote.
 */
export function couldStillChange(terms: Terms, electorate: number, counted: MethodCount, active?: number): boolean {
  const outstanding = electorate - counted.ballots
  if (outstanding <= 0) return false
  const extremes = extremesOf(terms.method, counted, outstanding)
  if (!extremes) return true
  const now = winners(tally(terms, electorate, counted, NO_SEED, { active }))
  return extremes.some(extreme => {
    const then = tally(terms, electorate, extreme, NO_SEED, { active })
    return winners(then) !== now || then.outcome.ties.some(({ brokenBy }) => brokenBy === 'draw')
  })
}

/** Nobody knows the seed before the close; what a draw would decide counts as open. */
const NO_SEED = new Uint8Array(32)

function winners({ outcome: { accepted, selected } }: Tally): string {
  return JSON.stringify([accepted, selected.toSorted()])
}
