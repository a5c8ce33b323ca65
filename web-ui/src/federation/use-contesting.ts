import { signingHook } from '../signing-hook.ts'

/** Signs and sends what is said of vetoes, and the rounds of a ratification. */
export const useContesting = signingHook(() => import('../signing/contest.ts'))

/** What that makes stale. */
export const CONTESTED = [['federation-proposals']] as const
