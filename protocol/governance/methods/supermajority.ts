import { type Rational, rational } from '../../rational.ts'

/** Passes if for / (for + against) >= `threshold`: decided by `decideShare`. */
export type SupermajorityRule = { readonly method: 'supermajority'; readonly threshold: Rational }

export const DEFAULT_SUPERMAJORITY = rational(2, 3)
