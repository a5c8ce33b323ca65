import type { Core } from '../core.ts'

/** Something that has work to do after a commit or when its time comes. */
export type Settler = { settle(): Promise<void>; nextDueMs(): number | null }

/** Runs a settler, never twice at once, until nothing new has come in meanwhile. */
export type Settling = {
  /** Asks for a round; the promise resolves when a round that began after the call is done. */
  round(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Longest wait between two rounds: clocks jump, machines sleep, peers come back. */
const LONGEST_WAIT_MS = 5_000

/** Shortest rest after a round before a commit brings the next: under load a round does for many commits. */
const REST_MS = 20

/**
 * Keeps one of the node's duties up to date: a round after every commit and at every deadline. A node that was off at a
 * deadline does it at its start. An error is logged, and the next round tries again.
 */
export function startSettling(core: Core, settler: Settler): Settling {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const once = async () => {
    try {
      await settler.settle()
    } catch (error) {
      core.log.error({ err: error }, 'settling-failed')
    }
  }
  const run = async () => {
    do {
      again = false
      await once()
    } while (again && !stopped)
  }
  const round = (): Promise<void> => {
    if (stopped) return Promise.resolve()
    if (running) {
      again = true
      return running
    }
    running = run().finally(() => {
      running = undefined
      schedule()
    })
    return running
  }
  const schedule = () => {
    clearTimeout(timer)
    if (stopped) return
    const dueMs = settler.nextDueMs() ?? Number.POSITIVE_INFINITY
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(0, dueMs - core.now()) + 1)
    timer = setTimeout(round, wait)
    timer.unref()
  }
  let resting: NodeJS.Timeout | undefined
  let committed = false
  const roundForCommit = () => {
    committed = false
    void round().finally(() => {
      if (stopped) return
      resting = setTimeout(() => {
        resting = undefined
        if (committed) roundForCommit()
      }, REST_MS)
      resting.unref()
    })
  }
  const stopListening = core.writer.onCommit(() => {
    const isWaiting = committed
    committed = true
    if (!isWaiting && !resting) setImmediate(roundForCommit)
  })
  return {
    round,
    async [Symbol.asyncDispose]() {
      stopped = true
      stopListening()
      clearTimeout(timer)
      clearTimeout(resting)
      await running
    },
  }
}
