import type { Cid } from '../bytes/cid.ts'
import type { Peer, Pull } from './feed-sync-pull.ts'

/**
 * Why entries that a peer says it holds are not here: they are on their way from it (`asked`), will be asked for
 * (`waiting`), what it gave did not hold (`refused`), the log has two histories (`forked`), the peer is not there (`away`), or the
 * log has said more than its budget, and this node is behind on purpose (`budget`).
 */
export type LackReason = 'asked' | 'waiting' | 'refused' | 'forked' | 'away' | 'budget'

export type LogStatus = {
  readonly log: Cid
  readonly size: number
  /** Connected peers that hold more of the log than this node, by what they say. */
  readonly peersAhead: number
  readonly forked: boolean
  /** Entries that are here, but ahead of their turn. */
  readonly parked: number
  /** Who says to hold more, and how many entries; most first. */
  readonly ahead: readonly { readonly peer: Peer; readonly size: number; readonly why: LackReason }[]
}

/** What peers say that they hold beyond what is here, also after they went. Nothing is kept of a log that is complete. */
export type Claims = {
  note(log: Cid, peer: Peer, size: number): void
  /** The peer turned out not to hold it. */
  forget(log: Cid, peer: Peer): void
  reached(log: Cid, size: number): void
  keepOnly(mayStay: (log: Cid, peer: Peer) => boolean): void
  of(log: Cid): ReadonlyMap<Peer, number>
}

const NONE: ReadonlyMap<Peer, number> = new Map()

export function openClaims(): Claims {
  const claims = new Map<Cid, Map<Peer, number>>()
  const dropWhere = (log: Cid, isOver: (peer: Peer, size: number) => boolean) => {
    const held = claims.get(log)
    if (!held) return
    for (const [peer, size] of held) if (isOver(peer, size)) held.delete(peer)
    if (held.size === 0) claims.delete(log)
  }
  return {
    note(log, peer, size) {
      const held = claims.get(log) ?? new Map<Peer, number>()
      claims.set(log, held.set(peer, Math.max(size, held.get(peer) ?? 0)))
    },
    forget: (log, peer) => dropWhere(log, other => other === peer),
    reached: (log, reached) => dropWhere(log, (_, size) => size <= reached),
    keepOnly(mayStay) {
      for (const log of [...claims.keys()]) dropWhere(log, peer => !mayStay(log, peer))
    },
    of: log => claims.get(log) ?? NONE,
  }
}

type Seen = { readonly log: Cid; readonly size: number; readonly pull: Pull | undefined; readonly forked: boolean }
type Standing = {
  isConnected(peer: Peer): boolean
  isRefused(peer: Peer): boolean
  /** Whether the log has said more than its budget. */
  readonly isSpent: boolean
}

export function statusOf(seen: Seen, claims: ReadonlyMap<Peer, number>, standing: Standing): LogStatus {
  const { log, size, pull, forked } = seen
  if (claims.size === 0) return { log, size, peersAhead: 0, forked, parked: pull?.parked.size ?? 0, ahead: [] }
  const ahead = [...claims]
    .filter(([, claimed]) => claimed > size)
    .map(([peer, claimed]) => ({ peer, size: claimed, why: reasonOf(seen, peer, standing) }))
    .sort((one, other) => other.size - one.size)
  const peersAhead = ahead.filter(({ peer }) => standing.isConnected(peer)).length
  return { log, size, peersAhead, forked, parked: pull?.parked.size ?? 0, ahead }
}

function reasonOf({ pull, forked }: Seen, peer: Peer, { isConnected, isRefused, isSpent }: Standing): LackReason {
  if (forked) return 'forked'
  if (isSpent) return 'budget'
  if (isRefused(peer)) return 'refused'
  if (!isConnected(peer)) return 'away'
  const underWay = [pull?.asked, pull?.ready, pull?.appending]
  return underWay.some(given => given?.peer === peer) ? 'asked' : 'waiting'
}
