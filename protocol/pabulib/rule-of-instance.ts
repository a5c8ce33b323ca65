import { checkRule } from '../governance/method.ts'
import type { BudgetRule } from '../governance/methods/budget.ts'
import type { EqualSharesSelection } from '../governance/methods/equal-shares.ts'
import type { GreedySelection } from '../governance/methods/greedy.ts'
import type { Refusal } from '../refusal.ts'
import { bad } from './bad.ts'
import type { PabulibInstance } from './instance.ts'

const GREEDY: readonly GreedySelection['rule'][] = ['greedy', 'greedy-no-skip', 'greedy-threshold']

/** The rules of equal shares as the files name them. */
const EQUAL_SHARES: Readonly<Record<string, Pick<EqualSharesSelection, 'completion' | 'comparison'>>> = {
  equalshares: { completion: 'none', comparison: false },
  'equalshares/add1': { completion: 'add-one', comparison: false },
  'equalshares/add1-comparison': { completion: 'add-one', comparison: true },
}

/** Files mark a project that was withdrawn by this cost. */
const WITHDRAWN_COST = 999_999_999

/**
 * The rule that counts a file as its city did. Refused as `pabulib/bad`: rules other than the greedy ones and equal
 * shares, and a withdrawn project where a project that cannot be paid for ends the selection.
 */
export function methodOfInstance(instance: PabulibInstance): BudgetRule | Refusal {
  const selection = selectionNamed(instance.rule, instance.unitsPerCurrency)
  return selection
    ? methodWith(instance, selection)
    : bad(null, 'a rule that is not counted here', { rule: instance.rule })
}

/** The rule that selects from a file in a way of one's own; its threshold is kept. Refuses as `methodOfInstance` does. */
export function methodWith(instance: PabulibInstance, selection: BudgetRule['selection']): BudgetRule | Refusal {
  const withdrawn = instance.projects.find(({ cost }) => cost === WITHDRAWN_COST * instance.unitsPerCurrency)
  if (selection.rule === 'greedy-no-skip' && withdrawn) {
    return bad(null, 'a withdrawn project under greedy-no-skip', { project: withdrawn.id })
  }
  const { threshold } = instance
  const rule: BudgetRule = {
    method: 'budget',
    options: instance.projects.map(({ id, cost }) => ({ id, cost })),
    budget: instance.budget,
    ballot: instance.ballot,
    selection: threshold === undefined ? selection : { ...selection, threshold },
  }
  const contradiction = checkRule(rule)
  return contradiction ? bad(null, 'META contradicts itself', contradiction.detail) : rule
}

/** The selection by the name of a rule in the format; undefined where there is no such rule here. */
function selectionNamed(name: string, unitsPerCurrency: number): BudgetRule['selection'] | undefined {
  const greedy = GREEDY.find(rule => rule === name)
  if (greedy) return { rule: greedy }
  const shares = Object.hasOwn(EQUAL_SHARES, name) ? EQUAL_SHARES[name] : undefined
  return shares && { rule: 'equal-shares', ...shares, ...(unitsPerCurrency === 1 ? {} : { unitsPerCurrency }) }
}
