import { signingHook } from '../signing-hook.ts'

/** Signs and sends what is said of a request for a membership. */
export const useSigning = signingHook(() => import('../signing/lost-key.ts'))
