/** Time as the network uses it: for waiting only, so a clock that is set back or stands still does no harm. */
export type Timers = {
  /** Milliseconds that never go back; their beginning means nothing. */
  nowMs(): number
  /** Calls once, later. Returns the way to call it off. */
  after(ms: number, act: () => void): () => void
}

export const systemTimers: Timers = {
  nowMs: () => performance.now(),
  after(ms, act) {
    // Longer waits overflow Node's timers and would fire at once.
    const timer = setTimeout(act, Math.min(ms, 2 ** 31 - 1))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
