import type { Choice } from '../../../protocol/governance/choice.ts'
import type { BudgetRule, MethodRule } from '../api/shapes.ts'
import { MOST_NAMED_GRADES } from '../grade-name.ts'

/** More stars than these do not stand beside each other on a phone. */
const MOST_STARS = 7

/** An option as it stands on a ballot; `cost` where the question is about money. */
export type OptionItem = { readonly id: string; readonly cost?: number }

type Options = {
  readonly options: readonly OptionItem[]
  readonly budget?: number
  isComplete(choice: Choice): boolean
}

/** What a ballot of a method with options asks for: the form follows from it. */
export type ApproveForm = Options & { readonly kind: 'approve'; readonly least: number; readonly most: number }
export type PointsForm = Options & {
  readonly kind: 'points'
  readonly lowest: number
  readonly highest: number
  /** How points are given: as stars, as grades with a name each, or along a line. */
  readonly scale: 'stars' | 'grades' | 'line'
  /** Points to share out, or credits to spend, where there is a purse. */
  readonly purse?: Purse
}
export type Purse = {
  readonly total: number
  /** `points`: each takes one out of the purse; `squares`: so many votes take their square. */
  readonly pays: 'points' | 'squares'
}
type RankForm = Options & { readonly kind: 'rank'; readonly places: number }
/** A ranking where options may stand together. */
type TiersForm = Options & { readonly kind: 'tiers' }
export type Ballot = ApproveForm | PointsForm | RankForm | TiersForm

/** The form of a rule's ballot; undefined for yes or no, and for methods that this page does not know. */
export function ballotOf(rule: MethodRule): Ballot | undefined {
  switch (rule.method) {
    case 'approval': {
      const options = rule.options.map(id => ({ id }))
      return approve(options, rule.minApprovals, rule.maxApprovals)
    }
    case 'score':
    case 'star':
      return grade(rule.options, rule.maxScore, rule.maxScore <= MOST_STARS ? 'stars' : 'line')
    case 'majority-judgment':
      return grade(rule.options, rule.grades - 1, rule.grades <= MOST_NAMED_GRADES ? 'grades' : 'line')
    case 'quadratic': {
      const purse: Purse = { total: rule.credits, pays: 'squares' }
      const isComplete = (choice: Choice) => 'points' in choice && spentOf(choice.points, purse) <= rule.credits
      return { ...grade(rule.options, Math.floor(Math.sqrt(rule.credits)), 'line'), purse, isComplete }
    }
    case 'irv':
    case 'stv': {
      const options = rule.options.map(id => ({ id }))
      return { kind: 'rank', options, places: options.length, isComplete: choice => 'rank' in choice }
    }
    case 'schulze':
    case 'copeland':
      return { kind: 'tiers', options: rule.options.map(id => ({ id })), isComplete: choice => 'tiers' in choice }
    case 'budget':
      return budgetBallot(rule)
    default:
      return undefined
  }
}

function budgetBallot({ options, budget, ballot }: BudgetRule): Ballot {
  switch (ballot.type) {
    case 'choose-1':
      return { ...approve(options, 1, 1), budget }
    case 'approval':
      return { ...approve(options, ballot.min, ballot.max), budget }
    case 'ordinal': {
      const places = ballot.points.length
      const isComplete = (choice: Choice) => 'rank' in choice && within(choice.rank.length, ballot.min, places)
      return { kind: 'rank', options, budget, places, isComplete }
    }
    case 'scoring':
    case 'cumulative': {
      const { min, max, minPoints, maxPoints } = ballot
      const isSumSound = (sum: number) => ballot.type === 'scoring' || within(sum, ballot.minSum, ballot.maxSum)
      const isComplete = (choice: Choice) =>
        'points' in choice && within(choice.points.length, min, max) && isSumSound(sumOf(choice.points))
      const purse = ballot.type === 'cumulative' ? { purse: { total: ballot.maxSum, pays: 'points' } as const } : {}
      const lowest = Math.min(0, minPoints)
      return { kind: 'points', options, budget, lowest, highest: maxPoints, scale: 'line', ...purse, isComplete }
    }
  }
}

function approve(options: readonly OptionItem[], least: number, most: number): ApproveForm {
  const isComplete = (choice: Choice) => 'approve' in choice && within(choice.approve.length, least, most)
  return { kind: 'approve', options, least, most, isComplete }
}

function grade(options: readonly string[], highest: number, scale: PointsForm['scale']): PointsForm {
  const isComplete = (choice: Choice) => 'points' in choice
  return { kind: 'points', options: options.map(id => ({ id })), lowest: 0, highest, scale, isComplete }
}

/** What points take out of a purse. */
export function spentOf(points: readonly (readonly [string, number])[], { pays }: Purse): number {
  return pays === 'points' ? sumOf(points) : points.reduce((sum, [, given]) => sum + given * given, 0)
}

/** The most points, `wanted` at best, that what is left in a purse pays for. */
export function payable(wanted: number, left: number, { pays }: Purse): number {
  return Math.min(wanted, pays === 'points' ? left : Math.floor(Math.sqrt(left)))
}

function sumOf(points: readonly (readonly [string, number])[]): number {
  return points.reduce((sum, [, given]) => sum + given, 0)
}

/** Points with one option's changed; an option with none is left out. */
export function givePoints(
  points: readonly (readonly [string, number])[],
  option: string,
  given: number,
): (readonly [string, number])[] {
  const others = points.filter(([name]) => name !== option)
  return given === 0 ? others : [...others, [option, given]]
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
