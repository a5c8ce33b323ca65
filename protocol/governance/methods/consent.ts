import { object, oneOf } from '../../bytes/schema.ts'
import type { RationalCount } from './count.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'
import { answer, yesOrNo } from './yes-or-no.ts'

/** Passes unless an objection stands. */
export type ConsentRule = { readonly method: 'consent' }

export const consent: Method<ConsentRule> = {
  ...answer,
  heeds: 'standing',
  rule: object({ method: oneOf('consent') }),
  checkRule: () => undefined,
  counting: () => ({ from: 'marks', decide: (_, points, __, { standing }) => decideConsent(points, standing) }),
}

/**
 * Consent: the votes are told and decide nothing; one objection that stands does. People judge which of them stand.
 * Source: Endenburg, "Sociocracy: The Organization of Decision-Making" (1998).
 * @param objectionsStanding objections that were neither withdrawn nor judged to be without ground.
 */
export function decideConsent(count: RationalCount, objectionsStanding: number): Outcome {
  const outcome = yesOrNo(objectionsStanding === 0, count)
  return { ...outcome, ties: outcome.ties.map(({ options }) => ({ options, brokenBy: 'none' })) }
}
