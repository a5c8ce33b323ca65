export const LEAST_PIN = 4

/** What is wrong with a PIN or password that somebody chooses; undefined where nothing is. */
export function pinProblem(pin: string): 'short' | 'guessable' | undefined {
  const letters = [...pin.normalize('NFKC')]
  if (letters.length < LEAST_PIN) return 'short'
  const steps = letters.slice(1).map((letter, i) => codeOf(letter) - codeOf(letters[i]))
  const [first = 0] = steps
  return Math.abs(first) <= 1 && steps.every(step => step === first) ? 'guessable' : undefined
}

const codeOf = (letter = '') => letter.codePointAt(0) ?? 0

const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 15 * 60_000

/** How long one waits after so many wrong PINs in a row: twice as long each time, up to a quarter of an hour. */
export function waitAfter(wrong: number): number {
  return wrong === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - 1), LONGEST_WAIT_MS)
}

/** What is left of a wait; never more than the longest, whatever became of the device's clock. */
export function leftOf(untilMs: number, nowMs: number): number {
  return Math.min(Math.max(untilMs - nowMs, 0), LONGEST_WAIT_MS)
}
