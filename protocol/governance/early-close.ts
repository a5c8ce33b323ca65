import { extremesOf, type MethodCount } from './method.ts'
import type { ProposalOpened } from './proposal.ts'
import { type Tally, type Terms, tally } from './tally.ts'

/**
 * Whether a vote may close before its deadline: its proposal allows it, and everyone has voted, or no ballot that is still
 * to come could change the outcome. Where the group answers a federation everyone has to have voted whatever its proposal
 * says: the whole count goes there.
 */
export function mayCloseEarly(
  proposal: Pick<ProposalOpened, 'closesEarly' | 'answers'> & Terms,
  electorate: number,
  counted: MethodCount,
): boolean {
  const { closesEarly, answers } = proposal
  if (!closesEarly) return false
  if (counted.ballots >= electorate) return true
  return closesEarly === 'settled' && !answers && !couldStillChange(proposal, electorate, counted)
}

/**
 * Whether the ballots of those who have not voted could change who wins, or whether the question passes; those who have
 * voted stay by it. True wherever that is not certain: of methods without `extremes`, as long as anyone can vote.
 */
export function couldStillChange(terms: Terms, electorate: number, counted: MethodCount): boolean {
  const outstanding = electorate - counted.ballots
  if (outstanding <= 0) return false
  const extremes = extremesOf(terms.method, counted, outstanding)
  if (!extremes) return true
  const now = winners(tally(terms, electorate, counted, NO_SEED))
  return extremes.some(extreme => {
    const then = tally(terms, electorate, extreme, NO_SEED)
    return winners(then) !== now || then.outcome.ties.some(({ brokenBy }) => brokenBy === 'draw')
  })
}

/** Nobody knows the seed before the close; what a draw would decide counts as open. */
const NO_SEED = new Uint8Array(32)

function winners({ outcome: { accepted, selected } }: Tally): string {
  return JSON.stringify([accepted, selected.toSorted()])
}
