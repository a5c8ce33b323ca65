import { object, oneOf, rational as rationalCodec } from '../../bytes/schema.ts'
import { type Rational, rational } from '../../rational.ts'
import type { RationalCount } from './count.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'
import { answer, checkThreshold, decideShare } from './yes-or-no.ts'

/** Passes if for / (for + against) >= `threshold`, as a supermajority does, and no objection is upheld. */
export type ConsensusRule = { readonly method: 'consensus'; readonly threshold: Rational }

export const DEFAULT_CONSENSUS = rational(85, 100)

export const consensus: Method<ConsensusRule> = {
  ...answer,
  heeds: 'upheld',
  rule: object({ method: oneOf('consensus'), threshold: rationalCodec }),
  checkRule: ({ threshold }) => checkThreshold(threshold),
  counting: () => ({
    from: 'marks',
    decide: (rule, points, _, { upheld }) => decideConsensus(rule, points, upheld),
  }),
}

/** @param objectionsUpheld objections that were judged to have ground, and not withdrawn. */
export function decideConsensus(rule: ConsensusRule, count: RationalCount, objectionsUpheld: number): Outcome {
  const outcome = decideShare(rule.threshold, count)
  return objectionsUpheld === 0 ? outcome : { ...outcome, accepted: false }
}
