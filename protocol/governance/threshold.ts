import { type Infer, list, object, oneOf, rational as rationalCodec } from '../bytes/schema.ts'
import { compareRationals, multiply, ONE, type Rational, rational, ZERO } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type MethodCount, type MethodRule, takesVotes } from './method.ts'

/**
 * What a proposal asks for besides what its method does: that at least a share of those who cast a ballot, or of all who
 * are eligible, are for it; or that a share of the eligible voted. As in every question of yes or no, the cast are those
 * for and against; abstentions count among those who voted.
 */
const threshold = object({ what: oneOf('for', 'voted'), of: oneOf('cast', 'eligible'), share: rationalCodec })
export type Threshold = Infer<typeof threshold>

/** More than anybody can keep in mind is a mistake. */
export const thresholdsCodec = list(threshold, { min: 1, max: 8 })

/** A threshold and how the vote stands to it; `needed` and `reached` are voters. */
export type Check = Threshold & { readonly needed: number; readonly reached: number; readonly met: boolean }

/** Refuses thresholds that say nothing, or that no vote by this rule can be held against. */
export function checkThresholds(thresholds: readonly Threshold[], rule: MethodRule): Refusal | undefined {
  const bad = (problem: string) => refuse('proposal/bad', { field: 'thresholds', problem })
  for (const { what, of, share } of thresholds) {
    if (compareRationals(share, ZERO) <= 0 || compareRationals(share, ONE) > 0) return bad('not a share')
    if (what === 'voted' && of === 'cast') return bad('all who cast a ballot voted')
    if (what === 'for' && !takesVotes(rule)) return bad('a ballot of this method is not for or against')
  }
}

export function judgeThreshold(asked: Threshold, electorate: number, { ballots, counts }: MethodCount): Check {
  const points = (vote: string) => counts.find(({ option }) => option === vote)?.points ?? 0
  const cast = points('for') + points('against')
  // A share of nobody is reached by nobody.
  const needed = Math.max(1, votersNeeded(asked.share, asked.of === 'cast' ? cast : electorate))
  const reached = asked.what === 'for' ? points('for') : ballots
  return { ...asked, needed, reached, met: reached >= needed }
}

/** The smallest number of voters that reaches the share. */
export function votersNeeded(share: Rational, voters: number): number {
  const [numerator, denominator] = multiply(share, rational(voters))
  return Number((numerator + denominator - 1n) / denominator)
}
