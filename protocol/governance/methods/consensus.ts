import { type Rational, rational } from '../../rational.ts'

/** Passes if for / (for + against) >= `threshold`, as a supermajority does. */
export type ConsensusRule = { readonly method: 'consensus'; readonly threshold: Rational }

export const DEFAULT_CONSENSUS = rational(85, 100)
