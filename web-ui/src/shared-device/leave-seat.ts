import type { Api } from '../api/client.ts'

const PATIENCE_MS = 3_000
const RETRY_MS = 3_000
/** What was pressed before "Done" may still be on its way to the node. */
const SETTLING_MS = 10_000
const LOOK_MS = 50

/**
 * Ends the node's session: its cookie is nobody's any more. Where the node is away it is tried again for as long as the
 * seat `isEmpty`; who signs in next replaces it.
 */
export async function endSession(api: Api, isEmpty: () => boolean): Promise<void> {
  try {
    await api.DELETE('/sessions/current', { signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    setTimeout(() => (isEmpty() ? endSession(api, isEmpty) : undefined), RETRY_MS)
  }
}

/** Waits until nothing is being signed or sent any more, but not for ever. */
export async function settled(isMutating: () => number): Promise<void> {
  const until = Date.now() + SETTLING_MS
  while (isMutating() > 0 && Date.now() < until) await new Promise(resolve => setTimeout(resolve, LOOK_MS))
}
