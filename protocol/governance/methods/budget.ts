import { integer, list, object, oneOf, optional, union } from '../../bytes/schema.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import {
  type BudgetBallot,
  budgetMarks,
  checkBudgetBallot,
  checkBudgetChoice,
  limitsOfBudgetBallot,
  MOST_POINTS,
} from './budget-ballot.ts'
import type { RationalCount } from './count.ts'
import { type GreedySelection, type Priced, selectGreedily } from './greedy.ts'
import type { Method } from './method-type.ts'
import { checkOptions, checkWhole, MOST_OPTIONS } from './options.ts'
import type { Outcome } from './outcome.ts'
import { option, places, whole } from './rule-fields.ts'

/** A budget shared out among options with a price. `budget` and costs are whole numbers of one unit of money. */
export type BudgetRule = {
  readonly method: 'budget'
  readonly options: readonly Priced[]
  readonly budget: number
  readonly ballot: BudgetBallot
  readonly selection: GreedySelection
}

const points = integer({ min: -MOST_POINTS, max: MOST_POINTS })
const length = { min: places, max: places }
const pointRange = { minPoints: points, maxPoints: points }

export const budget: Method<BudgetRule> = {
  rule: object({
    method: oneOf('budget'),
    options: list(object({ id: option, cost: whole }), { min: 1, max: MOST_OPTIONS }),
    budget: whole,
    ballot: union('type', {
      'choose-1': object({}),
      approval: object(length),
      cumulative: object({ ...length, ...pointRange, minSum: points, maxSum: points }),
      scoring: object({ ...length, ...pointRange }),
      ordinal: object({ min: places, points: list(points, { max: MOST_OPTIONS }) }),
    }),
    selection: object({ rule: oneOf('greedy', 'greedy-no-skip', 'greedy-threshold'), threshold: optional(whole) }),
  }),
  isBinary: () => false,
  checkRule: checkBudgetRule,
  checkChoice: checkBudget,
  options: ({ options }) => options.map(({ id }) => id),
  marks: ({ ballot }, choice) => budgetMarks(ballot, choice),
  limits: ({ ballot }) => limitsOfBudgetBallot(ballot),
  counting: () => ({ from: 'marks', decide: decideBudget }),
}

function checkBudgetRule(rule: BudgetRule): Refusal | undefined {
  const bad =
    checkOptions(rule.options.map(({ id }) => id)) ??
    checkWhole('budget', rule.budget, 0, Number.MAX_SAFE_INTEGER) ??
    checkBudgetBallot(rule.ballot, rule.options.length) ??
    checkSelection(rule.selection)
  if (bad) return bad
  for (const { id, cost } of rule.options) {
    if (!Number.isSafeInteger(cost) || cost < 0) {
      return refuse('proposal/bad', { field: 'options', problem: 'not a cost', option: id, found: cost })
    }
  }
}

function checkBudget(rule: BudgetRule, choice: Choice): Refusal | undefined {
  return checkBudgetChoice(rule.ballot, option => rule.options.some(({ id }) => id === option), choice)
}

/** @param seed 32 bytes; decides only between options with the same points and the same cost. */
function decideBudget(rule: BudgetRule, count: RationalCount, seed: Uint8Array): Outcome {
  return selectGreedily(rule.options, rule.budget, rule.selection, count, seed)
}

function checkSelection({ rule, threshold }: GreedySelection): Refusal | undefined {
  if (threshold !== undefined) return checkWhole('threshold', threshold, 0, Number.MAX_SAFE_INTEGER)
  if (rule === 'greedy-threshold') return refuse('proposal/bad', { field: 'threshold', problem: 'not stated' })
}
