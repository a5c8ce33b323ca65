import type { MethodRule } from '../../../protocol/governance/method.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { fraction } from '../signing/rule-of-api.ts'
import { isYesOrNo, type YesOrNo } from '../yes-or-no.ts'

/** How a charter has votes counted where they say nothing themselves, in the fields of a form. */
export type UsualMethod = {
  /** Null where what is usual is a choice among options: then that stays. */
  readonly method: YesOrNo | null
  readonly threshold: string
}

export function usualMethodOf(rule: MethodRule): UsualMethod {
  const { method } = rule
  return {
    method: isYesOrNo(method) ? method : null,
    threshold: 'threshold' in rule ? formatRational(rule.threshold) : '2/3',
  }
}

export function ruleOfUsual(before: MethodRule, { method, threshold }: UsualMethod): MethodRule {
  if (method === null) return before
  if (method === 'supermajority' || method === 'consensus') return { method, threshold: fraction(threshold) }
  return { method }
}
