import { countProfile, decideProfile, type MethodCount, type Outcome, profileOf } from '../governance/method.ts'
import type { BudgetRule } from '../governance/methods/budget.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { PabulibInstance } from './instance.ts'
import { methodOfInstance, methodWith } from './rule-of-instance.ts'

/** Ways to select from a file other than its own. */
export const BUDGET_METHODS = ['greedy', 'equal-shares'] as const
export type BudgetMethod = (typeof BUDGET_METHODS)[number]

/** What a file comes to. */
export type CountedInstance = {
  readonly rule: BudgetRule
  readonly counted: MethodCount
  readonly outcome: Outcome
}

/**
 * Counts a file by its own rule, or by another: `greedy`, or `equal-shares` with raised shares and no comparison where
 * the file's own rule is none of equal shares. Refuses what `methodOfInstance` refuses.
 * @param seed 32 bytes that order what stays tied after the rule's own order.
 */
export function countInstance(
  instance: PabulibInstance,
  method: BudgetMethod | undefined,
  seed: Uint8Array,
): CountedInstance | Refusal {
  const rule = ruleFor(instance, method)
  if (isRefusal(rule)) return rule
  const profile = profileOf(instance.ballots.map(({ choice }) => choice))
  return { rule, counted: countProfile(rule, profile), outcome: decideProfile(rule, profile, seed) }
}

function ruleFor(instance: PabulibInstance, method: BudgetMethod | undefined): BudgetRule | Refusal {
  if (method === undefined) return methodOfInstance(instance)
  if (method === 'greedy') return methodWith(instance, { rule: 'greedy' })
  const own = methodOfInstance(instance)
  if (!isRefusal(own) && own.selection.rule === 'equal-shares') return own
  const { unitsPerCurrency } = instance
  const units = unitsPerCurrency === 1 ? {} : { unitsPerCurrency }
  return methodWith(instance, { rule: 'equal-shares', completion: 'add-one', comparison: false, ...units })
}
