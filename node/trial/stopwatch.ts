/** Steps of a trial, in their order. Those from `found` to `mandate` come once for each area. */
export const PHASES = ['read', 'found', 'sign', 'vote', 'close', 'mandate', 'decide', 'verify'] as const
export type TrialPhase = (typeof PHASES)[number]

/** Seconds that each phase took, all areas together. */
export type TrialSeconds = { readonly [P in TrialPhase | 'total']: number }

/** Adds up how long each phase takes. */
export type Stopwatch = {
  time<T>(phase: TrialPhase, work: () => Promise<T> | T): Promise<T>
  seconds(): TrialSeconds
}

export function startStopwatch(): Stopwatch {
  const startMs = performance.now()
  const spentMs = { read: 0, found: 0, sign: 0, vote: 0, close: 0, mandate: 0, decide: 0, verify: 0 }
  return {
    async time(phase, work) {
      const beganMs = performance.now()
      try {
        return await work()
      } finally {
        spentMs[phase] += performance.now() - beganMs
      }
    },
    seconds() {
      const { read, found, sign, vote, close, mandate, decide, verify } = spentMs
      const total = performance.now() - startMs
      return {
        read: inSeconds(read),
        found: inSeconds(found),
        sign: inSeconds(sign),
        vote: inSeconds(vote),
        close: inSeconds(close),
        mandate: inSeconds(mandate),
        decide: inSeconds(decide),
        verify: inSeconds(verify),
        total: inSeconds(total),
      }
    },
  }
}

/** Milliseconds in seconds, to the millisecond. */
function inSeconds(ms: number): number {
  return Math.round(ms) / 1_000
}
