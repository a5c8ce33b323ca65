import { object, oneOf, rational as rationalCodec } from '../../bytes/schema.ts'
import { type Rational, rational } from '../../rational.ts'
import type { Method } from './method-type.ts'
import { allForOrAgainst, answer, checkThreshold, decideShare } from './yes-or-no.ts'

/** Passes if for / (for + against) >= `threshold`. */
export type SupermajorityRule = { readonly method: 'supermajority'; readonly threshold: Rational }

export const DEFAULT_SUPERMAJORITY = rational(2, 3)

export const supermajority: Method<SupermajorityRule> = {
  ...answer,
  extremes: (_, counted, more) => allForOrAgainst(counted, more, 1),
  rule: object({ method: oneOf('supermajority'), threshold: rationalCodec }),
  checkRule: ({ threshold }) => checkThreshold(threshold),
  counting: () => ({ from: 'marks', decide: ({ threshold }, points) => decideShare(threshold, points) }),
}
