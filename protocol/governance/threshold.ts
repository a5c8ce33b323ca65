import { type Infer, list, object, oneOf, rational as rationalCodec, union } from '../bytes/schema.ts'
import { compareRationals, multiply, ONE, type Rational, rational, ZERO } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type MethodCount, type MethodRule, objectionsOfMethod, takesVotes } from './method.ts'
import type { Heeded, Objections } from './standing-objections.ts'

/**
 * What a proposal asks for besides what its method does: that at least a share of those who cast a ballot, or of all who
 * are eligible, are for it; or that a share of the eligible voted. As in every question of yes or no, the cast are those
 * for and against; abstentions count among those who voted. `objections`: that none is upheld.
 */
const share = object({ of: oneOf('cast', 'eligible'), share: rationalCodec })
const threshold = union('what', { for: share, voted: share, objections: object({}) })
export type Threshold = Infer<typeof threshold>

/** More than anybody can keep in mind is a mistake. */
export const thresholdsCodec = list(threshold, { min: 1, max: 8 })

/** A threshold and how the vote stands to it; `needed` and `reached` are voters, or objections that were upheld. */
export type Check = Threshold & { readonly needed: number; readonly reached: number; readonly met: boolean }

/** Refuses thresholds that say nothing, or that no vote by this rule can be held against. */
export function checkThresholds(thresholds: readonly Threshold[], rule: MethodRule): Refusal | undefined {
  const bad = (problem: string) => refuse('proposal/bad', { field: 'thresholds', problem })
  for (const threshold of thresholds) {
    if (threshold.what === 'objections') continue
    const { what, of, share } = threshold
    if (compareRationals(share, ZERO) <= 0 || compareRationals(share, ONE) > 0) return bad('not a share')
    if (what === 'voted' && of === 'cast') return bad('all who cast a ballot voted')
    if (what === 'for' && !takesVotes(rule)) return bad('a ballot of this method is not for or against')
  }
}

/** Which objections a vote heeds: by its method, or because its proposal asks for it. Undefined where they decide nothing. */
export function heededObjections(terms: {
  readonly method: MethodRule
  readonly thresholds?: readonly Threshold[] | undefined
}): Heeded | undefined {
  const byThreshold = terms.thresholds?.some(({ what }) => what === 'objections') ? 'upheld' : undefined
  return objectionsOfMethod(terms.method) ?? byThreshold
}

export function judgeThreshold(
  asked: Threshold,
  electorate: number,
  { ballots, counts }: MethodCount,
  { upheld }: Objections,
): Check {
  if (asked.what === 'objections') return { ...asked, needed: 0, reached: upheld, met: upheld === 0 }
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
