import type { BudgetRule } from './api/shapes.ts'
import { parseProjects } from './format/option-lines.ts'
import { whole } from './format/whole.ts'

/** How people vote on a budget. */
export const BUDGET_BALLOTS = ['approval', 'choose-1', 'cumulative', 'scoring', 'ordinal'] as const
export type BudgetBallotName = (typeof BUDGET_BALLOTS)[number]
/** How its money is given out. */
export const SELECTIONS = ['greedy', 'greedy-no-skip', 'greedy-threshold', 'equal-shares'] as const
export type SelectionName = (typeof SELECTIONS)[number]

/** What the fields say of a budget. */
export type BudgetFields = {
  readonly projects: string
  readonly budget: string
  readonly budgetBallot: BudgetBallotName
  readonly budgetPoints: string
  readonly selection: SelectionName
  readonly leastSupport: string
  readonly addsOne: boolean
  readonly compares: boolean
}

const MOST_POINTS = 1_000_000_000

/** The rule that the fields say; undefined while they say none. */
export function budgetOfDraft(fields: BudgetFields): BudgetRule | undefined {
  const options = parseProjects(fields.projects)
  const money = whole(fields.budget)
  if (!options || !money) return undefined
  const ballot = ballotOf(fields, options.length)
  const selection = selectionOf(fields)
  return ballot && selection ? { method: 'budget', options, budget: money, ballot, selection } : undefined
}

function ballotOf({ budgetBallot, budgetPoints }: BudgetFields, max: number): BudgetRule['ballot'] | undefined {
  switch (budgetBallot) {
    case 'approval':
      return { type: 'approval', min: 1, max }
    case 'choose-1':
      return { type: 'choose-1' }
    case 'ordinal':
      // As Borda: the last place still gets a point.
      return { type: 'ordinal', min: 1, points: Array.from({ length: max }, (_, place) => max - place) }
    default: {
      const most = whole(budgetPoints)
      if (!most || most > MOST_POINTS) return undefined
      const range = { min: 1, max, minPoints: 0, maxPoints: most }
      if (budgetBallot === 'scoring') return { type: 'scoring', ...range }
      return { type: 'cumulative', ...range, minSum: 1, maxSum: most }
    }
  }
}

function selectionOf({
  selection,
  leastSupport,
  addsOne,
  compares,
}: BudgetFields): BudgetRule['selection'] | undefined {
  if (selection === 'equal-shares') {
    return { rule: selection, completion: addsOne ? 'add-one' : 'none', comparison: compares }
  }
  if (selection !== 'greedy-threshold') return { rule: selection }
  const threshold = whole(leastSupport)
  return threshold ? { rule: selection, threshold } : undefined
}
