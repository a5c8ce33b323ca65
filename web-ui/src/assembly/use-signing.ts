import { signingHook } from '../signing-hook.ts'

/** Signs and sends what one does about an election, an initiative or a draw. */
export const useSigning = signingHook(() => import('../signing/assembly.ts'))
