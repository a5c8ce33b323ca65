import { isBroken } from '../api/problem.ts'
import type { StreamState } from './stream.ts'

/** Where the live stream is not to be had, or an answer was not, the page asks this often. */
const POLL_MS = 5_000
/** Cosignatures are in no log, so nothing tells of them: while a decision waits for some the page asks so often. */
const WITNESSED_MS = 3_000

/** Marks reads of decisions, which witnesses make whole. */
export const WITNESSED = { isWitnessed: true } as const

/**
 * In how many milliseconds something is read again though nothing has told of it; false where what happens is told.
 * @param read what it is known by, and what was read last.
 */
export function asksAgainIn(
  { meta, state: { data, error } }: { meta?: object | undefined; state: { data: unknown; error: unknown } },
  stream: StreamState,
): number | false {
  if (meta === WITNESSED && [data].flat().some(isWaiting)) return WITNESSED_MS
  return stream === 'live' && !isBroken(error) ? false : POLL_MS
}

function isWaiting(decision: unknown): boolean {
  return typeof decision === 'object' && decision !== null && Reflect.get(decision, 'state') === 'waiting'
}
