import type { Codec } from '../../bytes/schema.ts'
import type { Refusal } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import type { Heeded, Objections } from '../standing-objections.ts'
import type { Mark, MethodCount, RationalCount, WeightedCount } from './count.ts'
import type { Outcome } from './outcome.ts'
import type { Profile } from './profile.ts'

/** Least and most: how many options one ballot names, and what points it gives to each of these. */
export type MarkLimits = {
  readonly named: readonly [least: number, most: number]
  readonly points: readonly [least: number, most: number]
}

/**
 * One way to decide, as the register knows it: what its rule says, what a ballot may say, what ballots add up to and what
 * follows from that. Rules given to it have passed `checkRule`, and choices `checkChoice`.
 */
export type Method<R extends { readonly method: string }> = {
  /** The rule in bytes, the name of the method included; whether it makes sense, `checkRule` says. */
  readonly rule: Codec<R>
  /** Whether the question is whether, not which. */
  isBinary(rule: R): boolean
  /** Which objections keep the question from passing; left out where the method heeds none. */
  readonly heeds?: Heeded
  /** Refuses a rule that contradicts itself: `proposal/bad` with the field and the problem. */
  checkRule(rule: R): Refusal | undefined
  /** Refuses a choice that the rule does not take: `ballot/bad-choice` with the problem. */
  checkChoice(rule: R, choice: Choice): Refusal | undefined
  /** The options in the order of the count. */
  options(rule: R): readonly string[]
  /** What a ballot gives to the options it names. */
  marks(rule: R, choice: Choice): readonly Mark[]
  limits(rule: R): MarkLimits
  /** What the outcome follows from, and how. */
  counting(rule: R): Counting<R>
  /**
   * The counts that more ballots can make of this one, `more` of them at most, such that an outcome which is the same
   * for all of these is the same for every other too. Left out where nobody can tell before the last ballot is in.
   */
  extremes?(rule: R, counted: MethodCount, more: number): readonly MethodCount[]
  /**
   * Who takes seats that were left, `selected`, by the ballots of the election: `gone` can take none any more, `seated` have
   * one. Left out where it takes no count of its own: then those go on who are next.
   */
  countback?(rule: R, profile: Profile, gone: readonly string[], seated: readonly string[], seed: Uint8Array): Outcome
}

/**
 * What an outcome follows from: the points of each option; these and cells, which are sums too; or whole ballots, which no
 * sum can stand for.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 * @param objections how the objections to the proposal stand.
 */
export type Counting<R> =
  | {
      readonly from: 'marks'
      decide(rule: R, points: RationalCount, seed: Uint8Array, objections: Objections): Outcome
    }
  | {
      readonly from: 'cells'
      readonly cells: Cells<R>
      decide(rule: R, count: WeightedCount, seed: Uint8Array): Outcome
    }
  | { readonly from: 'profile'; decide(rule: R, profile: Profile, seed: Uint8Array): Outcome }

/** Sums besides the points of options, in an order of the method's own: who is above whom, how often each grade was given. */
export type Cells<R> = {
  /** How many there are. */
  length(rule: R): number
  /** Reads ballots: the places of those to which each adds one. */
  reader(rule: R): (choice: Choice) => readonly number[]
  /** Whether any ballots come to these cells; there are as many as there should be, and none is above the ballots. */
  arePossible(rule: R, cells: readonly number[], counted: MethodCount): boolean
}
