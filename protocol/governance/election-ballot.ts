import type { CanonicalMap } from '../bytes/canonical.ts'
import { isProblem } from '../bytes/schema.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { checkRule, isBinary, type MethodRule, methodRuleCodec } from './method.ts'
import { MOST_OPTIONS } from './methods/options.ts'

/** Fields of rules that count options: a number that is larger than there are candidates means all of them. */
const OPTION_COUNTS = ['minApprovals', 'maxApprovals']

/** What a method needs to know besides the candidates, where nobody says otherwise. */
const USUAL: Readonly<Record<string, CanonicalMap>> = {
  approval: { minApprovals: 0, maxApprovals: MOST_OPTIONS },
  score: { maxScore: 5 },
  star: { maxScore: 5 },
  'majority-judgment': { grades: 6 },
  quadratic: { credits: 25 },
}

/** The ballot of an election by a method as it is usually held. */
export function usualBallot(method: string): CanonicalMap {
  return { ...(Object.hasOwn(USUAL, method) ? USUAL[method] : {}), method }
}

/**
 * The rule of an election between these candidates, by whatever method has options: the call's rule with the candidates
 * as options and its seats, no more than there are candidates. A method that has no seats fills one.
 * Refuses a method without options of that form: `election/bad`; and what its own check refuses.
 */
export function ballotRule(
  { ballot, seats }: { readonly ballot: CanonicalMap; readonly seats: number },
  options: readonly string[],
): MethodRule | Refusal {
  const most = options.length
  const fields: Record<string, CanonicalMap[string]> = { ...ballot, options }
  for (const name of OPTION_COUNTS) {
    const value = fields[name]
    if (typeof value === 'number' && value > most) fields[name] = most
  }
  const severally = methodRuleCodec.decode({ ...fields, seats: Math.min(seats, most) })
  const rule = isProblem(severally) && seats === 1 ? methodRuleCodec.decode(fields) : severally
  if (isProblem(rule)) return refuse('election/bad', { field: 'ballot', problem: rule.problem })
  if (isBinary(rule)) return refuse('election/bad', { field: 'ballot', problem: 'a question of yes or no' })
  return checkRule(rule) ?? rule
}
