import { type MethodRule, takesVotes } from '../governance/method.ts'
import type { Charter } from '../group/charter.ts'
import { leastForCharter } from '../group/charter-vote.ts'
import { compareRationals, type Rational, rational } from '../rational.ts'
import type { CouncilMoved } from './council-motion.ts'

/** How the council decides: the method over the voices of its seats, and the share of the member groups that must have spoken. */
export type CouncilRule = { readonly method: MethodRule; readonly quorum: Rational }

const HALF = rational(1, 2)

/**
 * What the charter says of its council; where it says nothing, as its decisions usually go if that is by votes for and against,
 * else by majority, and with half of the member groups at least.
 */
export function councilRule({ decisions, federation }: Pick<Charter, 'decisions' | 'federation'>): CouncilRule {
  if (federation?.council) return federation.council
  const { method, quorum } = decisions
  return {
    method: takesVotes(method) ? method : { method: 'majority' },
    quorum: compareRationals(quorum, HALF) > 0 ? quorum : HALF,
  }
}

/** By what a motion goes: one on the charter asks for at least what a group asks of its members for that. */
export function motionRule(
  charter: Pick<Charter, 'decisions' | 'federation'>,
  { does }: Pick<CouncilMoved, 'does'>,
): CouncilRule {
  const usual = councilRule(charter)
  return does.type === 'charter' ? leastForCharter({ decisions: usual }) : usual
}
