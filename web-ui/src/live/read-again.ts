const SOON_MS = 3_000
/** A node with too much to do is asked for everything no more often than this. */
const SELDOM_MS = 60_000

/**
 * Reads everything again soon: what this device had kept stood in for an answer that was slow, or lost on its way. As long as
 * that happens anew each time the next one is twice as far off.
 * @param isTold whether a stream tells what happens; one that is away reads everything when it is back.
 * @param later `setTimeout`.
 */
export function openReadAgain({
  isTold,
  readAll,
  later,
}: {
  isTold(): boolean
  readAll(): unknown
  later(act: () => void, ms: number): unknown
}): () => void {
  let isPlanned = false
  let waitMs = SOON_MS
  const read = async () => {
    isPlanned = false
    waitMs = Math.min(2 * waitMs, SELDOM_MS)
    if (isTold()) await readAll()
    if (!isPlanned) waitMs = SOON_MS
  }
  return () => {
    if (isPlanned) return
    isPlanned = true
    later(read, waitMs)
  }
}
