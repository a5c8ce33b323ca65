import { signingHook } from '../signing-hook.ts'

/** Signs and sends what delegates say in a council: motions and votes on them. */
export const useMoving = signingHook(() => import('../signing/motions.ts'))

/** What that makes stale. */
export const MOVED = [['councils'], ['federations']] as const
