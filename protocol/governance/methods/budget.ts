import { boolean, integer, list, object, oneOf, optional, union } from '../../bytes/schema.ts'
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
import { type EqualSharesSelection, selectByEqualShares } from './equal-shares.ts'
import { type GreedySelection, type Priced, selectGreedily } from './greedy.ts'
import type { Counting, Method } from './method-type.ts'
import { checkOptions, checkWhole, MOST_OPTIONS } from './options.ts'
import { option, places, whole } from './rule-fields.ts'

/** A budget shared out among options with a price. `budget` and costs are whole numbers of one unit of money. */
export type BudgetRule = {
  readonly method: 'budget'
  readonly options: readonly Priced[]
  readonly budget: number
  readonly ballot: BudgetBallot
  readonly selection: GreedySelection | EqualSharesSelection
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
    selection: union('rule', {
      greedy: object({ threshold: optional(whole) }),
      'greedy-no-skip': object({ threshold: optional(whole) }),
      'greedy-threshold': object({ threshold: optional(whole) }),
      'equal-shares': object({
        completion: oneOf('none', 'add-one'),
        comparison: boolean,
        unitsPerCurrency: optional(integer({ min: 1 })),
        threshold: optional(whole),
      }),
    }),
  }),
  isBinary: () => false,
  checkRule: checkBudgetRule,
  checkChoice: checkBudget,
  options: ({ options }) => options.map(({ id }) => id),
  marks: ({ ballot }, choice) => budgetMarks(ballot, choice),
  limits: ({ ballot }) => limitsOfBudgetBallot(ballot),
  counting: ({ selection }) => countingBy(selection),
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

/** Sums say what is funded greedily; who shares the cost of what, ballots only. */
function countingBy(selection: BudgetRule['selection']): Counting<BudgetRule> {
  if (selection.rule === 'equal-shares') {
    return {
      from: 'profile',
      decide: (rule, profile, seed) => selectByEqualShares({ ...rule, selection }, profile, seed),
    }
  }
  return {
    from: 'marks',
    decide: ({ options, budget }, count, seed) => selectGreedily(options, budget, selection, count, seed),
  }
}

function checkSelection(selection: BudgetRule['selection']): Refusal | undefined {
  const { rule, threshold } = selection
  if (rule === 'greedy-threshold' && threshold === undefined) {
    return refuse('proposal/bad', { field: 'threshold', problem: 'not stated' })
  }
  const bad = threshold === undefined ? undefined : checkWhole('threshold', threshold, 0, Number.MAX_SAFE_INTEGER)
  if (bad || rule !== 'equal-shares') return bad
  return checkWhole('unitsPerCurrency', selection.unitsPerCurrency ?? 1, 1, Number.MAX_SAFE_INTEGER)
}
