import type { MethodRule } from './api/shapes.ts'

/** Methods whose ballot is one vote: for, against or abstain. */
export const YES_OR_NO = ['majority', 'supermajority', 'consensus', 'consent'] as const
export type YesOrNo = (typeof YES_OR_NO)[number]

/** Whether a ballot of this method is one vote: for, against or abstain. */
export function isYesOrNo(method: MethodRule['method']): method is YesOrNo {
  return YES_OR_NO.some(name => name === method)
}
