import type { Connection, Libp2p, Listener, PeerId } from '@libp2p/interface'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import type { Logger } from 'pino'

/** Relays to be reached through, at once: one may go away. */
const RELAYS = 2
/** How often it is looked whether there are enough. */
const LOOK_EVERY_MS = 5_000
/** What a node speaks that passes connections on (libp2p circuit relay v2). */
const HOP_PROTOCOL = '/libp2p/circuit/relay/0.2.0/hop'

/** What listens for connections, as far as it is needed here. */
export type Listeners = {
  listen(addresses: Multiaddr[]): Promise<void>
  getListeners(): Listener[]
}

/**
 * A service of libp2p's that hands out what makes it listen: relays are found after the start. Not the manager itself, since
 * what is a service is started, and it would listen twice.
 */
export function relayListeners({ transportManager }: { transportManager: Listeners }): Listeners {
  return {
    listen: addresses => transportManager.listen(addresses),
    getListeners: () => transportManager.getListeners(),
  }
}

type Parts = {
  readonly node: Libp2p<{ relayListeners: Listeners }>
  readonly isAllowed: (peer: PeerId) => boolean
  readonly log: Logger
}

export type Relays = { stop(): void }

/**
 * Keeps a node that cannot be reached from outside reachable through its peers (libp2p circuit relay v2, reservations).
 * js-libp2p makes no reservation again after a relay was away, so it is looked after here, for ever. A peer that this node
 * has dialed can be reached by others too; the first two of them that pass connections on are asked.
 */
export function keepRelays({ node, isAllowed, log }: Parts): Relays {
  const listeners = node.services.relayListeners
  const listenerOf = new Map<string, Listener>()
  let isLooking = false

  async function look(): Promise<void> {
    if (isLooking) return
    isLooking = true
    try {
      for (const { remotePeer } of await candidates()) {
        if (reserved() >= RELAYS) return
        await reserve(remotePeer)
      }
    } finally {
      isLooking = false
    }
  }

  const isReserved = (listener: Listener) => listener.getAddrs().length > 0
  const reserved = () => [...listenerOf.values()].filter(isReserved).length

  async function candidates(): Promise<Connection[]> {
    const dialed = node
      .getConnections()
      .filter(({ remotePeer, direction, direct }) => direct && direction === 'outbound' && isAllowed(remotePeer))
      .sort((one, other) => one.timeline.open - other.timeline.open)
    const able = await Promise.all(dialed.map(({ remotePeer }) => passesOn(remotePeer)))
    return dialed.filter(({ remotePeer }, at) => {
      const listener = listenerOf.get(String(remotePeer))
      return able[at] && !(listener && isReserved(listener))
    })
  }

  async function passesOn(peer: PeerId): Promise<boolean> {
    if (!(await node.peerStore.has(peer))) return false
    return (await node.peerStore.get(peer)).protocols.includes(HOP_PROTOCOL)
  }

  /** One listener a relay, for good: what was once made is asked again, or each loss of a relay would leave one behind. */
  async function reserve(relay: PeerId): Promise<void> {
    const address = multiaddr(`/p2p/${relay}/p2p-circuit`)
    try {
      const before = listenerOf.get(String(relay))
      if (before) await before.listen(address)
      else {
        const others = new Set(listeners.getListeners())
        await listeners.listen([address])
        const made = listeners.getListeners().find(listener => !others.has(listener))
        if (made) listenerOf.set(String(relay), made)
      }
      log.info({ relay: String(relay) }, 'relay.reserved')
    } catch (error) {
      log.debug({ relay: String(relay), error }, 'relay.not-reserved')
    }
  }

  const lookAgain = () => void look()
  node.addEventListener('peer:update', lookAgain)
  const looking = setInterval(lookAgain, LOOK_EVERY_MS)
  return {
    stop() {
      clearInterval(looking)
      node.removeEventListener('peer:update', lookAgain)
    },
  }
}
