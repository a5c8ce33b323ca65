import { object, oneOf } from '../../bytes/schema.ts'
import { compareRationals } from '../../rational.ts'
import type { RationalCount } from './count.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'
import { allForOrAgainst, answer, forAndAgainst, yesOrNo } from './yes-or-no.ts'

export type MajorityRule = { readonly method: 'majority' }

export const majority: Method<MajorityRule> = {
  ...answer,
  extremes: (_, counted, more) => allForOrAgainst(counted, more, 1),
  rule: object({ method: oneOf('majority') }),
  checkRule: () => undefined,
  counting: () => ({ from: 'marks', decide: (_, points) => decideMajority(points) }),
}

/** Passes if more are for than against; abstentions count for the quorum only, and a tie does not pass. */
export function decideMajority(count: RationalCount): Outcome {
  const [inFavour, against] = forAndAgainst(count)
  return yesOrNo(compareRationals(inFavour, against) > 0, count)
}
