import { checkRule } from '../governance/method.ts'
import type { BudgetRule } from '../governance/methods/budget.ts'
import type { GreedySelection } from '../governance/methods/greedy.ts'
import type { Refusal } from '../refusal.ts'
import { bad } from './bad.ts'
import type { PabulibInstance } from './instance.ts'

const GREEDY: readonly GreedySelection['rule'][] = ['greedy', 'greedy-no-skip', 'greedy-threshold']

/** Files mark a project that was withdrawn by this cost. */
const WITHDRAWN_COST = 999_999_999

/**
 * The rule that counts a file as its city did. Refused as `pabulib/bad`: rules other than the greedy ones, and a
 * withdrawn project where a project that cannot be paid for ends the selection.
 */
export function methodOfInstance(instance: PabulibInstance): BudgetRule | Refusal {
  const name = GREEDY.find(greedy => greedy === instance.rule)
  if (!name) return bad(null, 'a rule that is not counted here', { rule: instance.rule })
  const withdrawn = instance.projects.find(({ cost }) => cost === WITHDRAWN_COST * instance.unitsPerCurrency)
  if (name === 'greedy-no-skip' && withdrawn) {
    return bad(null, 'a withdrawn project under greedy-no-skip', { project: withdrawn.id })
  }
  const rule: BudgetRule = {
    method: 'budget',
    options: instance.projects.map(({ id, cost }) => ({ id, cost })),
    budget: instance.budget,
    ballot: instance.ballot,
    selection: instance.threshold === undefined ? { rule: name } : { rule: name, threshold: instance.threshold },
  }
  const contradiction = checkRule(rule)
  return contradiction ? bad(null, 'META contradicts itself', contradiction.detail) : rule
}
