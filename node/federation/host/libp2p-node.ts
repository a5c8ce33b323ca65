import { type CircuitRelayService, circuitRelayServer, circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import type { GossipSub, GossipSubComponents } from '@libp2p/gossipsub'
import { type Identify, identify } from '@libp2p/identify'
import type { Libp2p, MultiaddrConnection, PeerDiscovery, PeerId, PrivateKey } from '@libp2p/interface'
import { type MulticastDNSComponents, mdns } from '@libp2p/mdns'
import { noise } from '@libp2p/noise'
import { type Ping, ping } from '@libp2p/ping'
import { preSharedKey } from '@libp2p/pnet'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import type { Multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { type Listeners, relayListeners } from './relays.ts'
import { safeYamux } from './safe-yamux.ts'

/** Larger than any federation's roster; it bounds what strangers' half-open connections can take. */
const MAX_CONNECTIONS = 1_024
/** Handshakes at once, and new connections a second from one address: a whole federation may sit behind one. */
const MAX_PENDING = 64
const MAX_NEW_PER_SECOND = 64
/** Below the 4 MiB at which js-libp2p resets a paused stream; by default the window may grow to 16 MiB. */
const MAX_WINDOW_BYTES = 1024 * 1024
/** Our own ping and several of the monitor's may be under way at once. */
const MAX_PINGS = 16
const PING_EVERY_MS = 10_000
const ASK_AROUND_EVERY_MS = 20_000
/** Peers that can be reached only through this node, at once. */
const MAX_RELAYED = 64

type Services = {
  identify: Identify
  ping: Ping
  gossip: GossipSub
  relayListeners: Listeners
  relay?: CircuitRelayService
}
export type CommunalNode = Libp2p<Services>

type Options = {
  privateKey: PrivateKey
  listen: string[]
  announce: string[]
  agent: string
  /** Whether this node passes on what others say to peers that cannot be reached: it can be reached itself. */
  relays: boolean
  /** Told who else is on the local network, and where; absent: nobody is asked, and nobody answered. */
  onNearby: ((peer: PeerId, addresses: Multiaddr[]) => void) | undefined
  /** The key file of a private network: whoever has another, or none, gets no word. */
  networkKey: Uint8Array | undefined
  refuses(peer: PeerId): boolean
  /** Told of every connection whose other end has proved its key. */
  onProved(peer: PeerId, connection: MultiaddrConnection): void
  isAllowed(peer: PeerId): boolean
  gossip(components: GossipSubComponents): GossipSub
}

/**
 * A libp2p node as we use it, not started: TCP, WebSocket and relayed connections; noise, yamux; no discovery, no DHT, no
 * dialing of its own accord.
 */
export function createNode(options: Options): Promise<CommunalNode> {
  return createLibp2p<Services>({
    privateKey: options.privateKey,
    nodeInfo: { userAgent: options.agent },
    addresses: { listen: options.listen, announce: options.announce },
    transports: [tcp({ maxConnections: MAX_CONNECTIONS }), webSockets(), circuitRelayTransport()],
    ...(options.networkKey ? { connectionProtector: preSharedKey({ psk: options.networkKey }) } : {}),
    connectionEncrypters: [noise()],
    streamMuxers: [safeYamux({ streamOptions: { maxStreamWindowSize: MAX_WINDOW_BYTES } })],
    connectionGater: {
      denyInboundEncryptedConnection(peer, connection) {
        if (options.refuses(peer)) return true
        options.onProved(peer, connection)
        return false
      },
      denyOutboundEncryptedConnection(peer, connection) {
        options.onProved(peer, connection)
        return false
      },
      // Only members of the same federations are passed on to each other, and only by members.
      denyInboundRelayReservation: peer => !options.isAllowed(peer),
      denyOutboundRelayedConnection: (from, to) => !options.isAllowed(from) || !options.isAllowed(to),
      denyInboundRelayedConnection: relay => !options.isAllowed(relay),
      // Addresses are kept by our supervisor and passed with every dial.
      filterMultiaddrForPeer: () => false,
    },
    connectionManager: {
      maxConnections: MAX_CONNECTIONS,
      maxIncomingPendingConnections: MAX_PENDING,
      inboundConnectionThreshold: MAX_NEW_PER_SECOND,
    },
    // A busy peer answers late: who is gone is told by its silence (`silence.ts`), and a ping only keeps either end from it.
    connectionMonitor: { pingInterval: PING_EVERY_MS, abortConnectionOnPingFailure: false },
    peerDiscovery: options.onNearby ? [localNetwork(options.onNearby)] : [],
    services: {
      // Run by us on every new connection: its answer is the proof that the peer took us in.
      identify: identify({ runOnConnectionOpen: false }),
      ping: ping({ maxInboundStreams: MAX_PINGS, maxOutboundStreams: MAX_PINGS }),
      gossip: ({ privateKey, peerId, peerStore, registrar, connectionManager, logger }) =>
        options.gossip({ privateKey, peerId, peerStore, registrar, connectionManager, logger }),
      relayListeners,
      ...(options.relays ? { relay: relayServer() } : {}),
    },
    start: false,
  })
}

/** By default a relayed connection is cut after two minutes or 128 KiB; a federation's own relays carry a whole sync. */
function relayServer() {
  return circuitRelayServer({ reservations: { maxReservations: MAX_RELAYED, applyDefaultLimit: false } })
}

type Around = MulticastDNSComponents & {
  readonly peerId: PeerId
  readonly transportManager: { getAddrs(): Multiaddr[] }
}

/**
 * Who is on the local network, and where: there the addresses that this node listens at, whatever it tells the world. Heard
 * from at once, since libp2p tells of a peer only once, and not where it is.
 */
function localNetwork(onNearby: NonNullable<Options['onNearby']>) {
  return ({ peerId, transportManager, addressManager, logger }: Around): PeerDiscovery => {
    const getAddresses = () => transportManager.getAddrs().map(address => address.encapsulate(`/p2p/${peerId}`))
    const here = Object.assign(Object.create(addressManager), { getAddresses })
    const asking = mdns({ interval: ASK_AROUND_EVERY_MS })({ addressManager: here, logger })
    asking.addEventListener('peer', ({ detail: { id, multiaddrs } }) => onNearby(id, multiaddrs))
    return asking
  }
}
