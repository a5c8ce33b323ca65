import type { MethodRule } from './api/shapes.ts'

const YES_OR_NO: readonly MethodRule['method'][] = ['majority', 'supermajority', 'consensus', 'consent']

/** Whether a ballot of this method is one vote: for, against or abstain. */
export function isYesOrNo(method: MethodRule['method']): boolean {
  return YES_OR_NO.includes(method)
}
