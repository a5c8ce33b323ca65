import type { Cid } from '../bytes/cid.ts'
import type { Peer } from './feed-sync-pull.ts'

const FIRST_MS = 60_000
const LONGEST_MS = 3_600_000

/**
 * Who gave something of a log that did not hold: not asked for that log again for a minute, then two, four, … up to an
 * hour. Of other logs the peer is still believed, since a broken log may be its writer's doing.
 */
export function distrustList() {
  const entries = new Map<string, { times: number; untilMs: number }>()
  const nameOf = (peer: Peer, log: Cid) => `${peer} ${log}`
  return {
    add(peer: Peer, log: Cid, nowMs: number): void {
      const times = (entries.get(nameOf(peer, log))?.times ?? 0) + 1
      entries.set(nameOf(peer, log), { times, untilMs: nowMs + Math.min(LONGEST_MS, FIRST_MS * 2 ** (times - 1)) })
    },
    has: (peer: Peer, log: Cid, nowMs: number): boolean =>
      entries.size > 0 && (entries.get(nameOf(peer, log))?.untilMs ?? 0) > nowMs,
    forgive(peer: Peer, log: Cid): void {
      entries.delete(nameOf(peer, log))
    },
    /** Of one log everyone is believed again. */
    forgiveAll(log: Cid): void {
      for (const name of entries.keys()) if (name.endsWith(` ${log}`)) entries.delete(name)
    },
    /** Forgets what is long over. */
    prune(nowMs: number): void {
      for (const [name, { untilMs }] of entries) if (untilMs + LONGEST_MS < nowMs) entries.delete(name)
    },
  }
}
