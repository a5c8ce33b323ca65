import { signingHook } from '../signing-hook.ts'

/** Signs and sends what a group says of its seat on a council. */
export const useCouncilSigning = signingHook(() => import('../signing/council.ts'))
