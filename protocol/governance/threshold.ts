import { type Infer, list, object, oneOf, optional, rational as rationalCodec, union } from '../bytes/schema.ts'
import { compareRationals, multiply, ONE, type Rational, rational, ZERO } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type MethodCount, type MethodRule, objectionsOfMethod, takesVotes } from './method.ts'
import type { Heeded, Objections } from './standing-objections.ts'

/**
 * What a proposal asks for besides what its method does: that at least a share of those who cast a ballot, or of all who
 * are eligible, are for it; or that a share of the eligible voted. As in every question of yes or no, the cast are those
 * for and against; abstentions count among those who voted. `objections`: that none is upheld.
 */
const share = object({ of: oneOf('cast', 'eligible', 'active'), share: rationalCodec })
const threshold = union('what', { for: share, voted: share, objections: object({}) })
export type Threshold = Infer<typeof threshold>
/** What is a share, and of whom; not how large. */
export type ShareAsked = Pick<Exclude<Threshold, { what: 'objections' }>, 'what' | 'of'>

/** Of whom the quorum is a share: of all who are eligible where nothing is said. */
export const quorumOfCodec = optional(oneOf('active'))

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

/** How many voters there are to take a share of. */
export type Entitled = {
  readonly eligible: number
  /** Those of them who were active of late; undefined where nothing is asked of them. */
  readonly active: number | undefined
}

/** The terms of a proposal that may ask something of them. */
export type AsksOfActive = {
  readonly quorumOf?: 'active' | undefined
  readonly thresholds?: readonly Threshold[] | undefined
}

/** Whether anything is a share of those who were active of late. */
export function asksOfActive({ quorumOf, thresholds = [] }: AsksOfActive): boolean {
  return quorumOf === 'active' || thresholds.some(asked => asked.what !== 'objections' && asked.of === 'active')
}

export function judgeThreshold(
  asked: Threshold,
  entitled: Entitled,
  { ballots, counts }: MethodCount,
  { upheld }: Objections,
): Check {
  if (asked.what === 'objections') return { ...asked, needed: 0, reached: upheld, met: upheld === 0 }
  const points = (vote: string) => counts.find(({ option }) => option === vote)?.points ?? 0
  const cast = points('for') + points('against')
  // A share of nobody is reached by nobody.
  const needed = Math.max(1, votersNeeded(asked.share, asked.of === 'cast' ? cast : votersOf(asked.of, entitled)))
  const reached = asked.what === 'for' ? points('for') : ballots
  return { ...asked, needed, reached, met: reached >= needed }
}

/** The number of voters that a share is taken of. */
export function votersOf(whom: 'eligible' | 'active', { eligible, active }: Entitled): number {
  if (whom === 'eligible') return eligible
  if (active === undefined) throw new TypeError('a share of the active, and nobody counted them')
  return active
}

/** The smallest number of voters that reaches the share. */
export function votersNeeded(share: Rational, voters: number): number {
  const [numerator, denominator] = multiply(share, rational(voters))
  return Number((numerator + denominator - 1n) / denominator)
}
