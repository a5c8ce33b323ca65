import { signingHook } from '../signing-hook.ts'

const useSigning = signingHook(() => import('../signing/paper.ts'))

/** Signs and sends what one does about the paper of a vote. */
export function usePaperSigning(proposal: string, onDone?: () => void) {
  return useSigning(
    [
      ['paper', proposal],
      ['proposal', proposal],
    ],
    onDone,
  )
}
