import type { Rational } from '../../rational.ts'
import type { OptionPoints } from './count.ts'

/** `method`: the method's own rule ordered the options; `draw`: the seed did; `none`: the order decides nothing. */
export type TieBreak = 'method' | 'draw' | 'none'

/** Options that got the same, and what ordered them. */
export type Tie = { readonly options: readonly string[]; readonly brokenBy: TieBreak }

/** One step of a method that takes several: what each option had at that time, and what became of some. */
export type Round = {
  readonly standing: readonly OptionPoints[]
  readonly elected: readonly string[]
  readonly eliminated: readonly string[]
  /** Votes that elect in this round, where the method has a quota. */
  readonly quota?: Rational
  /** Votes behind none of the standing options, where each vote is behind one at most. */
  readonly exhausted?: Rational
  /** What the option that is elected cost those who want it, where voters buy options out of a share each. */
  readonly payment?: Payment
}

/** A purchase out of equal shares; voters by weight, money in the unit of the budget. */
export type Payment = {
  /** What everybody had before the first purchase. */
  readonly share: Rational
  /** What each supporter pays for a point that they gave; an approval is one point. */
  readonly price: Rational
  /** Supporters who pay that. */
  readonly full: Rational
  /** Supporters who have less left, and pay all of it. */
  readonly short: Rational
  /** Supporters who have nothing left. */
  readonly spent: Rational
  /** What everybody together has left afterwards. */
  readonly left: Rational
}

/** What follows from a count. */
export type Outcome = {
  /** Whether the proposal passes; null where the question is which, not whether. */
  readonly accepted: boolean | null
  /** The options that win, best first; empty where the question is yes or no. */
  readonly selected: readonly string[]
  /** All options, best first; what got the same stands together, in the order in which it was broken. */
  readonly ranking: readonly (readonly string[])[]
  readonly ties: readonly Tie[]
  /** In the order in which they happened; empty where the method has one step only. */
  readonly rounds: readonly Round[]
}
