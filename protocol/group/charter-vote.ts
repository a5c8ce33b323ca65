import type { MethodRule } from '../governance/method.ts'
import type { ProposalOpened } from '../governance/proposal.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals, type Rational, rational } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Charter } from './charter.ts'
import { refuseChange } from './charter-entries.ts'

const HALF = rational(1, 2)
const TWO_THIRDS = rational(2, 3)

/**
 * What a vote on the charter asks for at least: two thirds of those for and against, and half of those entitled, or as much as
 * the group's votes usually do where that is more. Its terms are its author's: who could choose them freely could change the
 * charter alone.
 */
export function leastForCharter({ decisions }: Pick<Charter, 'decisions'>): { method: MethodRule; quorum: Rational } {
  const { method, quorum } = decisions
  const share = shareOf(method)
  const isStricter = share !== undefined && compareRationals(share, TWO_THIRDS) >= 0
  return {
    method: isStricter || method.method === 'consent' ? method : { method: 'supermajority', threshold: TWO_THIRDS },
    quorum: compareRationals(quorum, HALF) > 0 ? quorum : HALF,
  }
}

/** Refuses a vote on a change of the charter that could not take effect, or that asks for too little (`charter/weak-vote`). */
export function refuseCharterVote(proposal: ProposalOpened, reader: LogReader): Refusal | undefined {
  const { amendment, answers, origin, draft } = proposal
  if (!amendment) return
  const charter = reader.charter()
  if (!charter) return refuse('group/none')
  // Of an initiative the vote is word for word what was started, with its change.
  if (answers || (origin && origin.type !== 'initiative') || draft) {
    const problem = 'not in an answer, a draft, nor in an election'
    return refuse('proposal/bad', { field: 'amendment', problem })
  }
  return refuseChange(amendment, reader) ?? refuseWeakChange(proposal, charter)
}

/**
 * Refuses a vote on the charter that asks for less than it has to (`charter/weak-vote`); any other passes. Where the charter says
 * who is active, a quorum of those is one of the group's usual ones.
 */
export function refuseWeakChange(
  { amendment, method, quorum }: Pick<ProposalOpened, 'amendment' | 'method' | 'quorum'>,
  charter: Charter,
): Refusal | undefined {
  if (!amendment) return
  const least = leastForCharter(charter)
  if (!isAsStrict(method, least.method)) return refuse('charter/weak-vote', { field: 'method' })
  if (compareRationals(quorum, least.quorum) < 0) return refuse('charter/weak-vote', { field: 'quorum' })
}

/** By the same method with no smaller share, or by a larger share of another. */
function isAsStrict(method: MethodRule, least: MethodRule): boolean {
  const [share, needed] = [shareOf(method), shareOf(least)]
  if (share === undefined || needed === undefined) return method.method === least.method
  const order = compareRationals(share, needed)
  return method.method === least.method ? order >= 0 : order > 0
}

/** The share for, of those for and against, that passes; undefined where votes decide nothing. */
function shareOf(rule: MethodRule): Rational | undefined {
  if (rule.method === 'majority') return HALF
  return rule.method === 'supermajority' || rule.method === 'consensus' ? rule.threshold : undefined
}
