import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { type BudgetBallot, checkBudgetBallot, checkBudgetChoice } from './budget-ballot.ts'
import type { RationalCount } from './count.ts'
import { type GreedySelection, type Priced, selectGreedily } from './greedy.ts'
import { checkOptions, checkWhole } from './options.ts'
import type { Outcome } from './outcome.ts'

/** A budget shared out among options with a price. `budget` and costs are whole numbers of one unit of money. */
export type BudgetRule = {
  readonly method: 'budget'
  readonly options: readonly Priced[]
  readonly budget: number
  readonly ballot: BudgetBallot
  readonly selection: GreedySelection
}

export function checkBudgetRule(rule: BudgetRule): Refusal | undefined {
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

export function checkBudget(rule: BudgetRule, choice: Choice): Refusal | undefined {
  return checkBudgetChoice(rule.ballot, option => rule.options.some(({ id }) => id === option), choice)
}

/** @param seed 32 bytes; decides only between options with the same points and the same cost. */
export function decideBudget(rule: BudgetRule, count: RationalCount, seed: Uint8Array): Outcome {
  return selectGreedily(rule.options, rule.budget, rule.selection, count, seed)
}

function checkSelection({ rule, threshold }: GreedySelection): Refusal | undefined {
  if (threshold !== undefined) return checkWhole('threshold', threshold, 0, Number.MAX_SAFE_INTEGER)
  if (rule === 'greedy-threshold') return refuse('proposal/bad', { field: 'threshold', problem: 'not stated' })
}
