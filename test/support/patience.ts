import { setTimeout as wait } from 'node:timers/promises'

/**
 * How long a test waits for what must come. A slow machine is no failure, and what gossip has lost is fetched only when nodes
 * compare heads, up to 75 seconds later.
 */
export const PATIENCE_MS = 120_000

/** Waits until the condition holds; throws when patience has run out, with what came instead where somebody says it. */
export async function until(condition: () => boolean, came?: () => string): Promise<void> {
  const startedMs = performance.now()
  while (!condition()) {
    if (performance.now() - startedMs > PATIENCE_MS) {
      throw new Error([`not within ${PATIENCE_MS} ms: ${condition}`, ...(came ? [`came: ${came()}`] : [])].join('; '))
    }
    await wait(10)
  }
}

/** Asks until there is an answer, and gives it; throws when patience has run out. */
export async function come<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const startedMs = performance.now()
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() - startedMs > PATIENCE_MS) throw new Error(`not within ${PATIENCE_MS} ms: ${ask}`)
    await wait(20)
  }
}
