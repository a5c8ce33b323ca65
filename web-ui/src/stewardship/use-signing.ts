import { signingHook } from '../signing-hook.ts'

/** Signs and sends what a steward does about members. */
export const useSigning = signingHook(() => import('../signing/stewardship.ts'))
