import type { Page } from 'playwright-core'

/** Runs in a page before its own scripts: counts what it has asked and has no answer to yet. */
export function countAsked(): void {
  const { fetch } = window
  let asked = 0
  Reflect.defineProperty(window, 'asked', { get: () => asked })
  window.fetch = async (...request) => {
    asked += 1
    try {
      return await fetch(...request)
    } finally {
      asked -= 1
    }
  }
}

/** Waits until everything that a page has asked is answered and shown, and nothing on it moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const moves = document.getAnimations().some(({ playState, effect }) => {
      const lastsMs = Number(effect?.getComputedTiming().endTime ?? 0)
      return playState === 'running' && Number.isFinite(lastsMs)
    })
    // An answer is there before it is shown, and what it shows may ask again: two looks, a frame apart.
    const wasQuiet = Reflect.get(window, 'isQuiet') === true
    const isQuiet = Reflect.get(window, 'asked') === 0 && !moves
    Reflect.set(window, 'isQuiet', isQuiet && !wasQuiet)
    return isQuiet && wasQuiet
  })
}
