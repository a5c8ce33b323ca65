import type { Connection, Libp2p, PeerId } from '@libp2p/interface'
import type { Logger } from 'pino'
import type { Admission } from './admission.ts'
import { abortedBy, HostError } from './host-error.ts'
import { keyOfPeerId, type PeerKey, peerIdOfKey } from './peer-key.ts'
import { pingLink } from './ping-link.ts'

/** A stranger has so long for what the door is open for. */
const STRANGER_MS = 30_000
/** A new connection that does not answer by then is useless. */
const CONFIRM_MS = 10_000
/** Two connections with one peer are given so long to be in use on both sides before one is closed. */
const SETTLE_AFTER_MS = 1_000
const SETTLE_PING_MS = 3_000
/** Connections often go together; what is left after so long stays. */
const REINTRODUCE_AFTER_MS = 100
const MEND_EVERY_MS = 5_000

export type Links = {
  /** The connection to use with a peer: both sides choose the same one of two. */
  best(peer: PeerKey): Connection | undefined
  /** Milliseconds since the epoch since when the peer has been answering; undefined if it is not. */
  upSince(peer: PeerKey): number | undefined
  /** Resolves when the peer of a new connection has answered over it; throws HostError. */
  confirmed(connection: Connection, signal: AbortSignal): Promise<void>
  /** How many peers outside the allow-list are connected. */
  strangers(): number
  /** Takes over a changed allow-list: cuts off who is no longer on it, takes in who is. */
  review(): void
  stop(): void
}

type Parts = {
  node: Libp2p
  self: PeerKey
  admission: Admission
  now: () => number
  log: Logger
  /** Asks who is there and lets gossip find the peer over this connection; resolves when the peer has answered. */
  introduce(connection: Connection, signal: AbortSignal): Promise<unknown>
  /** Gossip flows to the peer. */
  isIntroduced(connection: Connection): boolean
  onUp(peer: PeerKey): void
  onDown(peer: PeerKey, livedMs: number): void
}

type Standing = { since: number; isUp: boolean }

/** Watches the connections: which are alive, whose they are, and that one a peer is left. */
export function watchLinks(parts: Parts): Links {
  const { node, self, admission, now, log } = parts
  const standings = new Map<PeerKey, Standing>()
  const confirmations = new WeakMap<Connection, Promise<void>>()
  const openedByStrangers = new WeakSet<Connection>()
  const timers = new Set<NodeJS.Timeout>()
  const stopping = new AbortController()

  function later(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, delayMs)
    timers.add(timer)
  }

  function openLinks(peerId: PeerId): Connection[] {
    return node.getConnections(peerId).filter(connection => connection.status === 'open')
  }

  /** Best first: direct, then what the node with the smaller key dialed, then the newest. The same order on both sides. */
  function ranked(peer: PeerKey, peerId: PeerId): Connection[] {
    const preferred = self < peer ? 'outbound' : 'inbound'
    const rank = ({ direct, direction }: Connection) => (direct ? 2 : 0) + (direction === preferred ? 1 : 0)
    return openLinks(peerId).sort((a, b) => rank(b) - rank(a) || b.timeline.open - a.timeline.open)
  }

  function close(connection: Connection): void {
    const signal = AbortSignal.timeout(SETTLE_PING_MS)
    connection.close({ signal }).catch((error: unknown) => connection.abort(asError(error)))
  }

  function limited(ms: number): AbortSignal {
    return AbortSignal.any([stopping.signal, AbortSignal.timeout(ms)])
  }

  /** A dialer's side of a handshake is complete before the other side has decided: only an answer shows that it let us in. */
  async function confirm(connection: Connection, peer: PeerKey): Promise<void> {
    try {
      await parts.introduce(connection, limited(CONFIRM_MS))
      if (connection.status !== 'open') throw new Error('closed')
      if (!standings.has(peer)) standings.set(peer, { since: now(), isUp: false })
      takeIn(peer)
    } catch (error) {
      connection.abort(asError(error))
      throw error
    }
  }

  function takeIn(peer: PeerKey): void {
    const standing = standings.get(peer)
    if (standing === undefined || standing.isUp || !admission.isAllowed(peer)) return
    standing.isUp = true
    parts.onUp(peer)
  }

  /** Of several connections, the dead ones are cut by whoever notices, and the spare ones by the smaller key alone. */
  async function settle(peer: PeerKey, peerId: PeerId): Promise<void> {
    const links = ranked(peer, peerId)
    if (links.length < 2) return
    const answers = await Promise.allSettled(links.map(link => pingLink(link, limited(SETTLE_PING_MS))))
    const alive = links.filter((link, position) => {
      if (answers[position]?.status === 'fulfilled') return true
      link.abort(new Error('no answer'))
      return false
    })
    if (self > peer) return
    for (const spare of alive.slice(1)) {
      log.debug({ peer }, 'link.spare-closed')
      close(spare)
    }
  }

  /** Gossip is lost when the connection that carried it goes although another stays, or when its buffer overflowed. */
  function mend(): void {
    for (const [peer, { isUp, since }] of standings) {
      if (!isUp || now() - since < MEND_EVERY_MS) continue
      const links = openLinks(peerIdOfKey(peer))
      if (links[0] !== undefined && !links.some(parts.isIntroduced)) introduce(links[0])
    }
  }

  function introduce(connection: Connection): void {
    parts
      .introduce(connection, limited(CONFIRM_MS))
      .catch((error: unknown) => log.debug({ error }, 'link.not-introduced'))
  }

  function onOpen({ detail: connection }: CustomEvent<Connection>): void {
    const peer = keyOfPeerId(connection.remotePeer)
    if (peer === undefined) {
      connection.abort(new Error('not an Ed25519 key'))
      return
    }
    const confirmation = confirm(connection, peer)
    confirmation.catch(() => log.debug({ peer }, 'link.not-confirmed'))
    confirmations.set(connection, confirmation)
    if (!admission.isAllowed(peer)) {
      openedByStrangers.add(connection)
      later(STRANGER_MS, () => {
        if (!admission.isAllowed(peer)) close(connection)
      })
    }
    if (openLinks(connection.remotePeer).length > 1) {
      later(SETTLE_AFTER_MS, () => void settle(peer, connection.remotePeer))
    }
  }

  function onClose({ detail: connection }: CustomEvent<Connection>): void {
    const peer = keyOfPeerId(connection.remotePeer)
    if (peer === undefined) return
    if (openLinks(connection.remotePeer).length > 0) {
      later(REINTRODUCE_AFTER_MS, () => {
        const [left] = ranked(peer, connection.remotePeer)
        if (left !== undefined) introduce(left)
      })
      return
    }
    const standing = standings.get(peer)
    standings.delete(peer)
    if (standing?.isUp === true) parts.onDown(peer, now() - standing.since)
  }

  node.addEventListener('connection:open', onOpen)
  node.addEventListener('connection:close', onClose)
  const mending = setInterval(mend, MEND_EVERY_MS)

  return {
    best: peer => ranked(peer, peerIdOfKey(peer))[0],
    upSince: peer => standings.get(peer)?.since,
    async confirmed(connection, signal) {
      const { promise: aborted, reject } = Promise.withResolvers<never>()
      const onAbort = () => reject(abortedBy(signal))
      signal.addEventListener('abort', onAbort, { once: true })
      try {
        await Promise.race([confirmations.get(connection), aborted])
      } catch (error) {
        throw error instanceof HostError ? error : new HostError('peer/unreachable', error)
      } finally {
        signal.removeEventListener('abort', onAbort)
      }
    },
    strangers() {
      const keys = new Set(node.getConnections().map(connection => keyOfPeerId(connection.remotePeer)))
      return [...keys].filter(key => key === undefined || !admission.isAllowed(key)).length
    },
    review() {
      for (const connection of node.getConnections()) {
        const peer = keyOfPeerId(connection.remotePeer)
        if (peer === undefined) continue
        const standing = standings.get(peer)
        if (!admission.isAllowed(peer)) {
          if (!openedByStrangers.has(connection)) close(connection)
        } else if (standing !== undefined && !standing.isUp) {
          takeIn(peer)
          introduce(connection)
        }
      }
    },
    stop() {
      stopping.abort(new HostError('host/closed'))
      clearInterval(mending)
      for (const timer of timers) clearTimeout(timer)
      node.removeEventListener('connection:open', onOpen)
      node.removeEventListener('connection:close', onClose)
    },
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
