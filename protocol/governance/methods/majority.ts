import { compareRationals } from '../../rational.ts'
import type { RationalCount } from './count.ts'
import type { Outcome } from './outcome.ts'
import { forAndAgainst, yesOrNo } from './yes-or-no.ts'

export type MajorityRule = { readonly method: 'majority' }

/** Passes if more are for than against; abstentions count for the quorum only, and a tie does not pass. */
export function decideMajority(count: RationalCount): Outcome {
  const [inFavour, against] = forAndAgainst(count)
  return yesOrNo(compareRationals(inFavour, against) > 0, count)
}
