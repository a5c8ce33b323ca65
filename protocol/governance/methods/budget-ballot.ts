import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import type { Mark } from './count.ts'
import type { MarkLimits } from './method-type.ts'
import { checkLength, checkNamed, checkWhole } from './options.ts'

/** How many options a ballot may name. */
type Length = { readonly min: number; readonly max: number }
/** What one option may get. */
type PointRange = { readonly minPoints: number; readonly maxPoints: number }

/**
 * The kinds of ballot of participatory budgets, named as in the pabulib format.
 * Source: Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis" (IJCAI 2023).
 */
export type BudgetBallot =
  | { readonly type: 'choose-1' }
  | ({ readonly type: 'approval' } & Length)
  /** Points from a purse: their sum has limits too. */
  | ({ readonly type: 'cumulative'; readonly minSum: number; readonly maxSum: number } & Length & PointRange)
  /** Points to each option by itself. */
  | ({ readonly type: 'scoring' } & Length & PointRange)
  /** Options from the best on; the first gets the first of `points`, and so on down. */
  | { readonly type: 'ordinal'; readonly min: number; readonly points: readonly number[] }

/** Points one ballot may give to an option: enough for any purse, small enough to add up exactly. */
export const MOST_POINTS = 1_000_000_000

/** Limits that fit each other and the options there are. */
export function checkBudgetBallot(ballot: BudgetBallot, options: number): Refusal | undefined {
  switch (ballot.type) {
    case 'choose-1':
      return
    case 'approval':
      return checkLengths(ballot, options)
    case 'cumulative':
      return (
        checkLengths(ballot, options) ??
        checkPointRange(ballot, 0) ??
        checkWhole('maxSum', ballot.maxSum, 1, MOST_POINTS) ??
        checkWhole('minSum', ballot.minSum, 0, ballot.maxSum)
      )
    case 'scoring':
      return checkLengths(ballot, options) ?? checkPointRange(ballot, -MOST_POINTS)
    case 'ordinal':
      return checkRankPoints(ballot.points, options) ?? checkWhole('min', ballot.min, 0, ballot.points.length)
  }
}

/** Whether a choice fits the ballot, whatever its options are called. */
export function checkBudgetChoice(
  ballot: BudgetBallot,
  isOption: (option: string) => boolean,
  choice: Choice,
): Refusal | undefined {
  switch (ballot.type) {
    case 'choose-1':
      return 'approve' in choice ? checkList(choice.approve, isOption, { min: 1, max: 1 }) : wrongKind('approvals')
    case 'approval':
      return 'approve' in choice ? checkList(choice.approve, isOption, ballot) : wrongKind('approvals')
    case 'ordinal': {
      const length = { min: ballot.min, max: ballot.points.length }
      return 'rank' in choice ? checkList(choice.rank, isOption, length) : wrongKind('a ranking')
    }
    case 'scoring':
      return 'points' in choice ? checkPoints(choice.points, isOption, ballot) : wrongKind('points')
    case 'cumulative':
      if (!('points' in choice)) return wrongKind('points')
      return checkPoints(choice.points, isOption, ballot) ?? checkSum(choice.points, ballot.minSum, ballot.maxSum)
  }
}

/** What a choice gives to the options it names. */
export function budgetMarks(ballot: BudgetBallot, choice: Choice): readonly Mark[] {
  if ('approve' in choice) return choice.approve.map(option => [option, 1])
  if ('points' in choice) return choice.points
  if (!('rank' in choice) || ballot.type !== 'ordinal') return []
  return choice.rank.map((option, place) => [option, ballot.points[place] ?? 0])
}

/** How many options such a ballot names, and the least and most points that it gives to each. */
export function limitsOfBudgetBallot(ballot: BudgetBallot): MarkLimits {
  switch (ballot.type) {
    case 'choose-1':
      return { named: [1, 1], points: [1, 1] }
    case 'approval':
      return { named: [ballot.min, ballot.max], points: [1, 1] }
    case 'cumulative':
    case 'scoring':
      return { named: [ballot.min, ballot.max], points: [ballot.minPoints, ballot.maxPoints] }
    case 'ordinal': {
      const { min, points } = ballot
      return { named: [min, points.length], points: [points.at(-1) ?? 0, points[0] ?? 0] }
    }
  }
}

function checkLengths({ min, max }: Length, options: number): Refusal | undefined {
  return checkWhole('max', max, 1, options) ?? checkWhole('min', min, 0, max)
}

function checkPointRange({ minPoints, maxPoints }: PointRange, least: number): Refusal | undefined {
  return checkWhole('maxPoints', maxPoints, 1, MOST_POINTS) ?? checkWhole('minPoints', minPoints, least, maxPoints)
}

function checkRankPoints(points: readonly number[], options: number): Refusal | undefined {
  const bad = checkWhole('points', points.length, 1, options)
  if (bad) return bad
  let above = MOST_POINTS + 1
  for (const point of points) {
    if (!Number.isSafeInteger(point) || point < 0 || point >= above) {
      return refuse('proposal/bad', { field: 'points', problem: 'do not fall from rank to rank', found: point })
    }
    above = point
  }
}

function checkList(named: readonly string[], isOption: (option: string) => boolean, { min, max }: Length) {
  return checkLength(named.length, min, max) ?? checkNamed(named, isOption)
}

function checkPoints(
  marks: readonly Mark[],
  isOption: (option: string) => boolean,
  limits: Length & PointRange,
): Refusal | undefined {
  const named = marks.map(([option]) => option)
  const bad = checkList(named, isOption, limits)
  if (bad) return bad
  const { minPoints: least, maxPoints: most } = limits
  for (const [option, points] of marks) {
    if (!Number.isSafeInteger(points))
      return refuse('ballot/bad-choice', { problem: 'not whole points', option, points })
    if (points < least) return refuse('ballot/bad-choice', { problem: 'too few points', option, points, least })
    if (points > most) return refuse('ballot/bad-choice', { problem: 'too many points', option, points, most })
  }
}

function checkSum(marks: readonly Mark[], least: number, most: number): Refusal | undefined {
  const sum = marks.reduce((total, [, points]) => total + points, 0)
  if (sum < least) return refuse('ballot/bad-choice', { problem: 'too few points in all', sum, least })
  if (sum > most) return refuse('ballot/bad-choice', { problem: 'too many points in all', sum, most })
}

function wrongKind(taken: string): Refusal {
  return refuse('ballot/bad-choice', { problem: `the ballot takes ${taken}` })
}
