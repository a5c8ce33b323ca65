import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Logger } from 'pino'
import { concatBytes } from '../../../protocol/bytes/compare.ts'
import { nativeSignerFromSeed } from '../../log/native-signer.ts'
import { admissionList } from './admission.ts'
import { addressesOf, dialAddresses, parseAddress } from './dialing.ts'
import { type AnswerMany, type AskOptions, openExchange, type ServeOptions } from './exchange.ts'
import { type MessageId, type OnGossip, openGossip } from './gossip.ts'
import { BARRED_MS } from './guard.ts'
import { HostError } from './host-error.ts'
import { type CommunalNode, createNode } from './libp2p-node.ts'
import { watchLinks } from './links.ts'
import { keyOfPeerId, type PeerKey } from './peer-key.ts'
import { type Noted, openPeerNotes } from './peer-notes.ts'
import { keepRelays } from './relays.ts'
import { type Route, relaysOf, routeOf } from './route.ts'
import { watchSilence } from './silence.ts'
import { superviseDials } from './supervisor.ts'
import { countTraffic, type Traffic } from './traffic.ts'

/** Strangers at an open door at once. */
const MAX_STRANGERS = 16
/** Open connections are asked to close for so long, then cut. */
const STOP_MS = 3_000

const NO_ROUTE = { route: null, transport: null, isLocal: null, relay: null } as const

export type { PeerKey } from './peer-key.ts'

/** How it is reached now is null while it is not connected. */
export type PeerStatus = Noted & {
  peer: PeerKey
  connected: boolean
  /** Milliseconds since the epoch. */
  since: number | null
  /** Round trip, measured every ten seconds; null before the first time. */
  rttMs: number | null
  route: Route['route'] | null
  transport: Route['transport'] | null
  isLocal: boolean | null
  relay: PeerKey | null
  /** Nodes through which it says that it can be reached. */
  relays: PeerKey[]
  addresses: string[]
  /** Dials in a row that failed. */
  failures: number
  nextDialAtMs: number | null
}

/** The network as everything above it sees it; no type of libp2p's crosses it. What fails throws HostError with a code. */
export type NetworkHost = {
  readonly publicKey: PeerKey
  /** Multiaddrs to reach this node at, each with its /p2p/ part. */
  addresses(): string[]
  /** Replaces the allow-list. Its peers are dialed until they are connected, for ever; others are cut off. */
  allow(peers: Iterable<{ key: PeerKey; addresses: string[] }>): void
  /** Until then strangers may connect, for protocols served with `strangers` only, and are cut off after 30 s. */
  openDoor(until: AbortSignal): void
  /** Connects once, to join by a ticket: the peer may be a stranger, and is cut off after 30 s unless allowed by then. */
  dial(address: string, signal?: AbortSignal): Promise<PeerKey>
  /** One message there, one back, within 30 s. */
  request(peer: PeerKey, protocol: string, message: Uint8Array, options?: AskOptions): Promise<Uint8Array>
  /** One message there, any number back; the peer sends no faster than they are taken. */
  requestMany(peer: PeerKey, protocol: string, message: Uint8Array, options?: AskOptions): AsyncIterable<Uint8Array>
  /** Answers requests. A throw tells the caller 'peer/failed', or the code of the HostError thrown; never the reason. */
  handle(
    protocol: string,
    handler: (message: Uint8Array, from: PeerKey, signal: AbortSignal) => Promise<Uint8Array>,
    options?: ServeOptions,
  ): void
  handleMany(protocol: string, handler: AnswerMany, options?: ServeOptions): void
  /** Takes part in a topic. A validator that throws ignores the message; `reject` counts against the peer who sent it. */
  subscribe(topic: string, onMessage: OnGossip, messageId: MessageId): void
  unsubscribe(topic: string): void
  /** To a topic subscribed to; it is no failure that nobody listens. */
  publish(topic: string, message: Uint8Array): Promise<void>
  /** Tells when a peer of the allow-list comes or goes. Returns the way to stop it. */
  onPeer(listener: (event: { peer: PeerKey; connected: boolean }) => void): () => void
  /** The peers of the allow-list. */
  peers(): PeerStatus[]
  /** What went over the wire since the start, with anybody. */
  traffic(): Traffic
  [Symbol.asyncDispose](): Promise<void>
}

export type HostOptions = {
  /** Ed25519 seed of the node's key, 32 bytes. */
  seed: Uint8Array
  /** Multiaddrs to listen at (TCP). */
  listen: string[]
  /** Multiaddrs to tell others instead of those listened at. */
  announce?: string[]
  /** Milliseconds since the epoch. */
  now: () => number
  /** In [0, 1). */
  random: () => number
  log: Logger
  /** Name of this software, told to peers. */
  agent?: string
  /** Nobody can connect to this node from outside: it asks peers to pass their connections on to it. */
  behindRouter?: boolean
  /** Finds peers of the allow-list on the local network, and tells there where this node is (mDNS). */
  asksAround?: boolean
  /** The key file of a private network, shared by all its nodes. */
  networkKey?: Uint8Array | undefined
}

/** Starts the network. Throws HostError 'host/cannot-listen' if an address is taken; that a peer is away never fails a start. */
export async function startHost({ now, random, log, ...options }: HostOptions): Promise<NetworkHost> {
  // The library would derive the public key itself, in JavaScript: a tenth of a node's whole start.
  const privateKey = privateKeyFromRaw(concatBytes(options.seed, nativeSignerFromSeed(options.seed).publicKey))
  const self = keyOf(peerIdFromPrivateKey(privateKey))
  const admission = admissionList()
  const isAllowed = (peerId: PeerId) => {
    const peer = keyOfPeerId(peerId)
    return peer !== undefined && admission.isAllowed(peer)
  }
  const foundNearby = (peerId: PeerId, addresses: Multiaddr[]) => {
    const peer = keyOfPeerId(peerId)
    if (peer !== undefined) supervisor.found(peer, addresses.map(String))
  }
  const closing = new AbortController()
  const listeners = new Set<(event: { peer: PeerKey; connected: boolean }) => void>()
  const notes = openPeerNotes({ now, isAllowed: admission.isAllowed })
  const traffic = countTraffic()
  const silence = watchSilence()
  const onCut = (peerId: PeerId, problem: string) => {
    const peer = keyOfPeerId(peerId)
    log.warn({ peer, problem }, 'peer.cut-off')
    if (peer !== undefined) notes.cutOff(peer, problem, now() + BARRED_MS)
  }
  const gossip = openGossip({ isAllowed: admission.isAllowed, now, log, onCut })
  const node = await createNode({
    privateKey,
    listen: options.listen,
    announce: options.announce ?? [],
    agent: options.agent ?? 'comunal',
    gossip: gossip.service,
    relays: options.behindRouter !== true,
    onNearby: options.asksAround ? foundNearby : undefined,
    networkKey: options.networkKey,
    isAllowed,
    onProved(peerId, connection) {
      const peer = keyOfPeerId(peerId)
      traffic.watch(connection, (bytesIn, bytesOut) => {
        if (peer !== undefined) notes.moved(peer, bytesIn, bytesOut)
      })
      silence.watch(connection)
    },
    refuses: peerId => {
      if (isAllowed(peerId)) return false
      return keyOfPeerId(peerId) === undefined || !admission.isDoorOpen() || links.strangers() >= MAX_STRANGERS
    },
  })

  function tell(peer: PeerKey, connected: boolean): void {
    log.info({ peer }, connected ? 'peer.connected' : 'peer.disconnected')
    for (const listener of listeners) {
      try {
        listener({ peer, connected })
      } catch (error) {
        log.error({ peer, error }, 'peer.listener-failed')
      }
    }
  }

  const links = watchLinks({
    node,
    self,
    admission,
    now,
    log,
    introduce: (connection, signal) => node.services.identify.identify(connection, { signal }),
    isIntroduced: gossip.isCarriedBy,
    onUp(peer) {
      notes.connected(peer)
      supervisor.connected(peer)
      tell(peer, true)
    },
    onDown(peer, livedMs) {
      notes.lost(peer)
      supervisor.disconnected(peer, livedMs)
      tell(peer, false)
    },
  })
  const supervisor = superviseDials({
    self,
    now,
    random,
    isConnected: peer => links.upSince(peer) !== undefined,
    dial: async (peer, addresses, signal) => {
      await dialAddresses(node, links, addressesOf(peer, addresses), signal)
    },
    onFailure(peer, failures, error) {
      log.debug({ peer, failures, error }, 'peer.dial-failed')
      notes.dialFailed(peer, error instanceof HostError ? error.code : 'peer/unreachable')
    },
  })
  const relays = options.behindRouter ? keepRelays({ node, isAllowed, log }) : undefined
  const exchange = openExchange({ node, admission, linkTo: links.best, closing: closing.signal, log, onCut })

  try {
    await node.start()
  } catch (error) {
    links.stop()
    throw new HostError('host/cannot-listen', error)
  }
  log.info({ peer: self, addresses: node.getMultiaddrs().map(String) }, 'host.started')

  return {
    publicKey: self,
    addresses: () => node.getMultiaddrs().map(String),
    allow(peers) {
      const addresses = new Map([...peers].filter(({ key }) => key !== self).map(peer => [peer.key, peer.addresses]))
      admission.replaceAllowed(addresses.keys())
      notes.forgetOthers(new Set(addresses.keys()))
      supervisor.replace(addresses)
      links.review()
    },
    openDoor: until => admission.openDoor(until),
    async dial(address, signal) {
      const either = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal])
      const connection = await dialAddresses(node, links, [parseAddress(address)], either)
      return keyOf(connection.remotePeer)
    },
    request: exchange.askOnce,
    requestMany: exchange.ask,
    handle(protocol, handler, limits) {
      exchange.serve(
        protocol,
        async function* (message, from, signal) {
          yield await handler(message, from, signal)
        },
        limits,
      )
    },
    handleMany: exchange.serve,
    subscribe: gossip.subscribe,
    unsubscribe: gossip.unsubscribe,
    publish: gossip.publish,
    onPeer(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    peers() {
      return [...admission.allowed()].map(peer => {
        const since = links.upSince(peer) ?? null
        const dialing = supervisor.state(peer)
        const best = links.best(peer)
        return {
          peer,
          connected: since !== null,
          since,
          rttMs: best?.rtt ?? null,
          ...(best === undefined || since === null ? NO_ROUTE : routeOf(best.remoteAddr)),
          relays: relaysOf(dialing?.addresses ?? []),
          addresses: dialing?.addresses ?? [],
          failures: since === null ? (dialing?.failures ?? 0) : 0,
          nextDialAtMs: dialing?.nextDialAtMs ?? null,
          ...notes.of(peer),
        }
      })
    },
    traffic: traffic.total,
    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return
      closing.abort(new HostError('host/closed'))
      listeners.clear()
      supervisor.stop()
      relays?.stop()
      links.stop()
      silence.stop()
      await stopWithin(node, STOP_MS)
    },
  }
}

/** A peer that reads nothing could hold up a polite end for ever. */
async function stopWithin(node: CommunalNode, limitMs: number): Promise<void> {
  const stopped = node.stop()
  const timer = setTimeout(() => {
    for (const connection of node.getConnections()) connection.abort(new Error('host closed'))
  }, limitMs)
  try {
    await stopped
  } finally {
    clearTimeout(timer)
  }
}

function keyOf(peerId: PeerId): PeerKey {
  const key = keyOfPeerId(peerId)
  if (key === undefined) throw new HostError('peer/bad-address')
  return key
}
