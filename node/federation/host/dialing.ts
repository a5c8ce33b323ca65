import type { Connection, Libp2p } from '@libp2p/interface'
import { CODE_P2P, type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { abortedBy, HostError } from './host-error.ts'
import type { Links } from './links.ts'
import { type PeerKey, peerIdOfKey } from './peer-key.ts'

/** Name resolution, TCP, handshake and the first answer together. */
const DIAL_MS = 15_000

/** Connects, and resolves when the other side has answered over the connection: before that it may still refuse us. */
export async function dialAddresses(
  node: Libp2p,
  links: Links,
  addresses: Multiaddr[],
  signal: AbortSignal,
): Promise<Connection> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(DIAL_MS)])
  if (limit.aborted) throw abortedBy(limit)
  try {
    const connection = await node.dial(addresses, { signal: limit })
    await links.confirmed(connection, limit)
    return connection
  } catch (error) {
    if (error instanceof HostError) throw error
    throw limit.aborted ? abortedBy(limit) : new HostError('peer/unreachable', error)
  }
}

/** Addresses of a known peer: each one without a peer id gets it, so that nobody else can answer there. */
export function addressesOf(peer: PeerKey, addresses: readonly string[]): Multiaddr[] {
  const suffix = `/p2p/${peerIdOfKey(peer)}`
  return addresses.map(address => {
    const parsed = parseAddress(address)
    // The address through a relay names the relay first; whose address it is comes last.
    return parsed.getComponents().at(-1)?.code === CODE_P2P ? parsed : parsed.encapsulate(suffix)
  })
}

export function parseAddress(address: string): Multiaddr {
  try {
    return multiaddr(address)
  } catch (error) {
    throw new HostError('peer/bad-address', error)
  }
}
