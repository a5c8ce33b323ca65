import { object, oneOf, rational as rationalCodec } from '../../bytes/schema.ts'
import { type Rational, rational } from '../../rational.ts'
import type { Method } from './method-type.ts'
import { answer, checkThreshold, decideShare } from './yes-or-no.ts'

/** Passes if for / (for + against) >= `threshold`, as a supermajority does. */
export type ConsensusRule = { readonly method: 'consensus'; readonly threshold: Rational }

export const DEFAULT_CONSENSUS = rational(85, 100)

export const consensus: Method<ConsensusRule> = {
  ...answer,
  rule: object({ method: oneOf('consensus'), threshold: rationalCodec }),
  checkRule: ({ threshold }) => checkThreshold(threshold),
  counting: () => ({ from: 'marks', decide: ({ threshold }, points) => decideShare(threshold, points) }),
}
