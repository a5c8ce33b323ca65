import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'
import { PATIENCE_MS } from './browser.ts'

const BETWEEN_LOOKS_MS = 50

/**
 * Looks until it is as expected, as people do: a page shows what it knows and reads on, so one look may come too early.
 * A text is expected as a pattern, all else as it is. What was seen last is what a failure tells.
 */
export async function sees(
  t: Test,
  look: () => Promise<unknown>,
  expected: unknown,
  message = `seen: ${expected}`,
): Promise<void> {
  const patienceEndsAt = performance.now() + PATIENCE_MS
  let seen = await look()
  while (!isAs(seen, expected) && performance.now() < patienceEndsAt) {
    await new Promise(resolve => setTimeout(resolve, BETWEEN_LOOKS_MS))
    seen = await look()
  }
  if (expected instanceof RegExp) t.match(seen, expected, message)
  else t.same(seen, expected, message)
}

const isAs = (seen: unknown, expected: unknown): boolean =>
  expected instanceof RegExp ? expected.test(String(seen)) : isDeepStrictEqual(seen, expected)
