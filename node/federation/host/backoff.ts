const FIRST_MS = 200
const CAP_MS = 60_000

/**
 * How long to wait before dialing a peer again, in milliseconds: 200 ms doubled for each failure in a row, never more than
 * a minute, and somewhere in the upper half of that, so that peers cut off together do not come back in one wave.
 */
export function redialDelayMs(failures: number, random: () => number): number {
  const fullMs = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures, 16))
  return Math.round(fullMs * (0.5 + random() / 2))
}
