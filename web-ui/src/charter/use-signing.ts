import { signingHook } from '../signing-hook.ts'

/** Signs and sends what is done about the charter. */
export const useSigning = signingHook(() => import('../signing/charter.ts'))
