import { signingHook } from '../signing-hook.ts'

/** Signs and sends offers and announcements. */
export const useSigning = signingHook(() => import('../signing/offers.ts'))
