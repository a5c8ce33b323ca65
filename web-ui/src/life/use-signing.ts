import { signingHook } from '../signing-hook.ts'

/** Signs and sends what one does about a proposal. */
export const useSigning = signingHook(() => import('../signing/life.ts'))
