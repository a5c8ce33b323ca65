import type { RationalCount } from './count.ts'
import type { Outcome } from './outcome.ts'
import { yesOrNo } from './yes-or-no.ts'

/** Passes unless an objection stands. */
export type ConsentRule = { readonly method: 'consent' }

/**
 * Consent: the votes are told and decide nothing; one objection that stands does. People judge which of them stand.
 * Source: Endenburg, "Sociocracy: The Organization of Decision-Making" (1998).
 * @param objectionsStanding objections with a reason that were upheld and not withdrawn.
 */
export function decideConsent(count: RationalCount, objectionsStanding: number): Outcome {
  const outcome = yesOrNo(objectionsStanding === 0, count)
  return { ...outcome, ties: outcome.ties.map(({ options }) => ({ options, brokenBy: 'none' })) }
}
