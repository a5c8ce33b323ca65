import { encodeCanonical } from '../bytes/canonical.ts'
import { ONE } from '../rational.ts'
import type { Refusal } from '../refusal.ts'
import type { Choice } from './choice.ts'
import { methodCountCodec } from './method-codec.ts'
import { type ApprovalRule, approvalMarks, checkApproval, checkApprovalRule } from './methods/approval.ts'
import { type BudgetRule, checkBudget, checkBudgetRule, decideBudget } from './methods/budget.ts'
import { budgetMarks, pointsOfBudgetMark } from './methods/budget-ballot.ts'
import type { ConsensusRule } from './methods/consensus.ts'
import {
  countMarks,
  emptyCountOf,
  type Mark,
  type MethodCount,
  type RationalCount,
  scaleCount,
} from './methods/count.ts'
import { decideMajority, type MajorityRule } from './methods/majority.ts'
import type { Outcome } from './methods/outcome.ts'
import { checkScoreRule, checkScores, pointMarks, type ScoreRule } from './methods/score.ts'
import { fillSeats } from './methods/seats.ts'
import type { SupermajorityRule } from './methods/supermajority.ts'
import { checkThreshold, checkVote, decideShare, VOTES, voteMarks } from './methods/yes-or-no.ts'

export type { Choice, Vote } from './choice.ts'
export { choiceCodec } from './choice.ts'
export { methodCountCodec, methodRuleCodec } from './method-codec.ts'
export { DEFAULT_CONSENSUS } from './methods/consensus.ts'
export {
  addCounts,
  addRationalCounts,
  type MethodCount,
  type RationalCount,
  scaleCount,
} from './methods/count.ts'
export type { Outcome } from './methods/outcome.ts'
export { DEFAULT_SUPERMAJORITY } from './methods/supermajority.ts'

/** Rules of methods that answer yes or no. */
export type BinaryRule = MajorityRule | SupermajorityRule | ConsensusRule

/** How a proposal is decided: the method and everything it needs, fixed when the proposal opens. */
export type MethodRule = BinaryRule | ApprovalRule | ScoreRule | BudgetRule

/** Whether the question is whether, not which. */
export function isBinary(rule: MethodRule): rule is BinaryRule {
  return rule.method === 'majority' || rule.method === 'supermajority' || rule.method === 'consensus'
}

/** The options of a rule in the order of its count: for, against, abstain where the question is yes or no. */
export function optionsOf(rule: MethodRule): readonly string[] {
  if (isBinary(rule)) return VOTES
  return rule.method === 'budget' ? rule.options.map(({ id }) => id) : rule.options
}

/** Refuses a rule that contradicts itself: `proposal/bad` with the field and the problem. */
export function checkRule(rule: MethodRule): Refusal | undefined {
  switch (rule.method) {
    case 'majority':
      return
    case 'supermajority':
    case 'consensus':
      return checkThreshold(rule.threshold)
    case 'approval':
      return checkApprovalRule(rule)
    case 'score':
      return checkScoreRule(rule)
    case 'budget':
      return checkBudgetRule(rule)
  }
}

/** Refuses a choice that the rule does not take: `ballot/bad-choice` with the problem. The rule is sound already. */
export function checkChoice(rule: MethodRule, choice: Choice): Refusal | undefined {
  switch (rule.method) {
    case 'majority':
    case 'supermajority':
    case 'consensus':
      return checkVote(choice)
    case 'approval':
      return checkApproval(rule, choice)
    case 'score':
      return checkScores(rule, choice)
    case 'budget':
      return checkBudget(rule, choice)
  }
}

export function emptyCount(rule: MethodRule): MethodCount {
  return emptyCountOf(optionsOf(rule))
}

/**
 * Whether ballots by this rule can come to a count that somebody else sent: its options in its order, none named more
 * often than ballots were cast, none with more or fewer points than the ballots that name it may give.
 */
export function isCountOf(rule: MethodRule, counted: MethodCount): boolean {
  const options = optionsOf(rule)
  const [least, most] = pointsOfMark(rule)
  const named = counted.counts.reduce((sum, { ballots }) => sum + ballots, 0)
  return (
    counted.counts.length === options.length &&
    (!isBinary(rule) || named === counted.ballots) &&
    counted.counts.every(
      ({ option, ballots, points }, place) =>
        option === options[place] &&
        ballots <= counted.ballots &&
        points >= ballots * least &&
        points <= ballots * most,
    )
  )
}

/** Least and most points that one ballot gives to an option it names. */
function pointsOfMark(rule: MethodRule): readonly [least: number, most: number] {
  if (rule.method === 'score') return [0, rule.maxScore]
  return rule.method === 'budget' ? pointsOfBudgetMark(rule.ballot) : [1, 1]
}

/** Adds up choices that `checkChoice` has passed, one a voter, in any order. */
export function count(rule: MethodRule, choices: Iterable<Choice>): MethodCount {
  return countMarks(optionsOf(rule), marksOf(rule, choices))
}

/**
 * What follows from points by option, weighted or not: the same on every machine and in every order of the input.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 */
export function decideOutcome(rule: MethodRule, points: RationalCount, seed: Uint8Array): Outcome {
  switch (rule.method) {
    case 'majority':
      return decideMajority(points)
    case 'supermajority':
    case 'consensus':
      return decideShare(rule.threshold, points)
    case 'approval':
    case 'score':
      return fillSeats(points, rule.seats, seed)
    case 'budget':
      return decideBudget(rule, points, seed)
  }
}

/** What follows from a plain count, every ballot weighing one. */
export function countOutcome(rule: MethodRule, counted: MethodCount, seed: Uint8Array): Outcome {
  return decideOutcome(rule, scaleCount(counted, ONE), seed)
}

/** The canonical bytes of a count. */
export function encodeCount(counted: MethodCount): Uint8Array {
  return encodeCanonical(methodCountCodec.encode(counted))
}

function* marksOf(rule: MethodRule, choices: Iterable<Choice>): Iterable<readonly Mark[]> {
  for (const choice of choices) yield marksOfChoice(rule, choice)
}

function marksOfChoice(rule: MethodRule, choice: Choice): readonly Mark[] {
  switch (rule.method) {
    case 'majority':
    case 'supermajority':
    case 'consensus':
      return voteMarks(choice)
    case 'approval':
      return approvalMarks(choice)
    case 'score':
      return pointMarks(choice)
    case 'budget':
      return budgetMarks(rule.ballot, choice)
  }
}
