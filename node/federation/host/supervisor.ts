import { redialDelayMs } from './backoff.ts'
import type { PeerKey } from './peer-key.ts'

/** A connection that lasts so long starts the count of failures anew. */
const STABLE_MS = 10_000
/** The node with the greater key lets the other one dial first, so that two seldom dial each other at once. */
const YIELD_MS = 1_000
/** A slow machine that dialed a whole large federation at once would finish no handshake in time. */
const DIALS_AT_ONCE = 8

export type DialState = {
  addresses: string[]
  /** Dials in a row that failed, and connections that ended soon. */
  failures: number
  nextDialAtMs: number | null
}

export type Supervisor = {
  /** The peers to keep connected, for ever; dials to others stop. */
  replace(peers: ReadonlyMap<PeerKey, string[]>): void
  connected(peer: PeerKey): void
  disconnected(peer: PeerKey, livedMs: number): void
  /** Where a peer says, or somebody in its name, that it is on this local network: tried besides what the roster says. */
  found(peer: PeerKey, addresses: readonly string[]): void
  state(peer: PeerKey): DialState | undefined
  stop(): void
}

type Parts = {
  self: PeerKey
  now: () => number
  random: () => number
  /** Resolves when the peer is connected and has answered. */
  dial(peer: PeerKey, addresses: string[], signal: AbortSignal): Promise<void>
  isConnected(peer: PeerKey): boolean
  onFailure(peer: PeerKey, failures: number, error: unknown): void
}

type Supervised = DialState & {
  readonly peer: PeerKey
  /** Heard on the local network, and unsigned. */
  nearby: readonly string[]
  timer: NodeJS.Timeout | undefined
  attempt: AbortController | undefined
}

/** Anybody on the local network can say anything: no more of it is tried. */
const MAX_NEARBY = 4

/**
 * Keeps dialing the peers that are not connected: js-libp2p gives up after five attempts and forgets addresses after an
 * hour. Peers without an address (behind a NAT) are waited for.
 */
export function superviseDials({ self, now, random, dial, isConnected, onFailure }: Parts): Supervisor {
  const supervised = new Map<PeerKey, Supervised>()
  /** Those whose time has come, while others are being dialed. */
  const queue = new Set<Supervised>()
  let dialing = 0

  function rest(entry: Supervised): void {
    queue.delete(entry)
    clearTimeout(entry.timer)
    entry.timer = undefined
    entry.nextDialAtMs = null
    entry.attempt?.abort()
    entry.attempt = undefined
  }

  function schedule(entry: Supervised, delayMs: number): void {
    rest(entry)
    if (entry.addresses.length + entry.nearby.length === 0) return
    const waitMs = delayMs + (self < entry.peer ? 0 : YIELD_MS)
    entry.nextDialAtMs = now() + waitMs
    entry.timer = setTimeout(() => {
      entry.nextDialAtMs = null
      queue.add(entry)
      dialNext()
    }, waitMs)
  }

  /** Whoever has failed least goes first: a node that has just come back does not wait behind those that are gone. */
  function dialNext(): void {
    while (dialing < DIALS_AT_ONCE) {
      const [next] = [...queue].sort((a, b) => a.failures - b.failures)
      if (next === undefined) return
      queue.delete(next)
      void attempt(next)
    }
  }

  async function attempt(entry: Supervised): Promise<void> {
    const { peer } = entry
    if (isConnected(peer)) return rest(entry)
    const controller = new AbortController()
    entry.attempt = controller
    dialing++
    try {
      await dial(peer, [...entry.nearby, ...entry.addresses], controller.signal)
    } catch (error) {
      if (entry.attempt !== controller) return
      entry.failures++
      onFailure(peer, entry.failures, error)
      schedule(entry, redialDelayMs(entry.failures, random))
    } finally {
      if (entry.attempt === controller) entry.attempt = undefined
      dialing--
      dialNext()
    }
  }

  return {
    replace(peers) {
      for (const [peer, entry] of supervised) {
        if (peers.has(peer)) continue
        rest(entry)
        supervised.delete(peer)
      }
      for (const [peer, addresses] of peers) {
        const entry = supervised.get(peer)
        if (entry !== undefined && sameAddresses(entry.addresses, addresses)) continue
        const renewed = entry ?? newEntry(peer, addresses)
        renewed.addresses = addresses
        renewed.failures = 0
        supervised.set(peer, renewed)
        if (!isConnected(peer)) schedule(renewed, Math.round(random() * 50))
      }
    },
    connected(peer) {
      const entry = supervised.get(peer)
      if (entry !== undefined) rest(entry)
    },
    disconnected(peer, livedMs) {
      const entry = supervised.get(peer)
      if (entry === undefined) return
      entry.failures = livedMs >= STABLE_MS ? 0 : entry.failures + 1
      schedule(entry, redialDelayMs(entry.failures, random))
    },
    found(peer, addresses) {
      const entry = supervised.get(peer)
      const nearby = addresses.slice(0, MAX_NEARBY)
      if (entry === undefined || sameAddresses(entry.nearby, nearby)) return
      entry.nearby = nearby
      if (!isConnected(peer)) schedule(entry, 0)
    },
    state(peer) {
      const entry = supervised.get(peer)
      return entry && { addresses: entry.addresses, failures: entry.failures, nextDialAtMs: entry.nextDialAtMs }
    },
    stop() {
      for (const entry of supervised.values()) rest(entry)
      supervised.clear()
    },
  }
}

function newEntry(peer: PeerKey, addresses: string[]): Supervised {
  return { peer, addresses, nearby: [], failures: 0, nextDialAtMs: null, timer: undefined, attempt: undefined }
}

function sameAddresses(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((address, position) => address === after[position])
}
