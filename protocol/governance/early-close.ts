import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { extremesOf, type MethodCount } from './method.ts'
import { isPaperSettled, type PaperStanding } from './paper.ts'
import type { ProposalOpened, ProposalRecord } from './proposal.ts'
import { countObjections, NO_OBJECTIONS, type Objections } from './standing-objections.ts'
import { type Tally, type Terms, tally } from './tally.ts'
import { heededObjections } from './threshold.ts'

/**
 * Refuses to close a vote of which a sheet of paper is out, until every sheet is agreed on after the deadline, or the time for keying
 * is over. @returns null where no sheet is out.
 */
export function refuseUnsettledPaper(
  { closesAtMs, paper }: Pick<ProposalOpened, 'closesAtMs' | 'paper'>,
  standing: PaperStanding,
  atMs: number,
): Refusal | undefined | null {
  if (!paper || standing.issued === 0) return null
  const keyedByMs = closesAtMs + paper.keyingMs
  const isDue = atMs > keyedByMs || (atMs > closesAtMs && isPaperSettled(standing))
  return isDue ? undefined : refuse('proposal/too-early', { closesAtMs: keyedByMs })
}

/**
 * Refuses to close a vote before its deadline, unless it may close early.
 * @param atMs the node's clock, or the time by which the entry is dated if that is earlier. A ballot may come in the very
 * millisecond of the deadline: the close is after it.
 */
export function refuseTooEarly(proposal: ProposalRecord, reader: LogReader, atMs: number): Refusal | undefined {
  const { id, closesAtMs, closesEarly, electorate, paper } = proposal
  const unsettled = paper && reader.paper ? refuseUnsettledPaper(proposal, reader.paper.said(id), atMs) : null
  if (unsettled !== null) return unsettled
  if (atMs > closesAtMs) return
  const besides = () => ({
    objections: countObjections(reader.objections?.said(id) ?? []),
    active: electorate?.active?.count,
  })
  const isEarly =
    closesEarly !== false && mayCloseEarly(proposal, electorate?.count ?? 0, reader.directCount(id), besides())
  if (!isEarly) return refuse('proposal/too-early', { closesAtMs })
}

/** What is said, and of whom something is asked, besides the ballots. */
type Besides = { readonly objections?: Objections; readonly active?: number | undefined }

/**
 * Whether a vote may close before its deadline: its proposal allows it, and everyone has voted, or no ballot that is still
 * to come could change the outcome. Where the group answers a federation everyone has to have voted whatever its proposal
 * says: the whole count goes there. An objection that waits for a judgement keeps a vote open that heeds it; and one that could
 * still be raised keeps a vote from being settled as long as it could pass.
 * Who is represented can still vote, so only ballots of their own count here.
 * @param direct the count of the ballots alone, whomever they speak for.
 * @param besides how objections stand, and, of the electorate, those who were active of late.
 */
export function mayCloseEarly(
  proposal: Pick<ProposalOpened, 'closesEarly' | 'answers'> & Terms,
  electorate: number,
  direct: MethodCount,
  { objections: { standing, upheld } = NO_OBJECTIONS, active }: Besides = {},
): boolean {
  const { closesEarly, answers } = proposal
  if (!closesEarly) return false
  const hasEveryone = direct.ballots >= electorate
  const heeds = heededObjections(proposal) !== undefined
  if (hasEveryone && heeds && closesEarly === true) return standing === upheld
  if (hasEveryone && !heeds) return true
  if (answers && !hasEveryone) return false
  return closesEarly === 'settled' && !couldStillChange(proposal, electorate, direct, active)
}

/**
 * Whether the ballots of those who have not voted, or objections to what would pass, could change who wins, or whether the
 * question passes; those who have voted stay by it. True wherever that is not certain: of methods without `extremes`, as long as anyone can vote.
 */
export function couldStillChange(terms: Terms, electorate: number, counted: MethodCount, active?: number): boolean {
  const outstanding = electorate - counted.ballots
  const now = tally(terms, electorate, counted, NO_SEED, { active })
  if (heededObjections(terms) && (now.outcome.accepted ?? now.outcome.selected.length > 0)) return true
  if (outstanding <= 0) return false
  const extremes = extremesOf(terms.method, counted, outstanding)
  if (!extremes) return true
  return extremes.some(extreme => {
    const then = tally(terms, electorate, extreme, NO_SEED, { active })
    return winners(then) !== winners(now) || then.outcome.ties.some(({ brokenBy }) => brokenBy === 'draw')
  })
}

/** Nobody knows the seed before the close; what a draw would decide counts as open. */
const NO_SEED = new Uint8Array(32)

function winners({ outcome: { accepted, selected } }: Tally): string {
  return JSON.stringify([accepted, selected.toSorted()])
}
