import type { Cid } from '../bytes/cid.ts'
import type { Peer } from './feed-sync-pull.ts'

/** What to keep and with whom: a log is of one federation, and no peer hears of logs of a federation it is not in. */
export type FollowPlan = readonly {
  readonly federation: Cid
  readonly logs: readonly { readonly log: Cid; readonly own: boolean }[]
  readonly peers: readonly Peer[]
  /** Since when there is this federation, in days: so much more may be taken of a log whose copy begins now. */
  readonly days?: number
}[]

/** The plan in force, ready to be asked who may read what. */
export type Scope = {
  /** @returns peers that are new, and peers who share a federation that has new logs. */
  replace(plan: FollowPlan): { readonly fresh: readonly Peer[]; readonly toAsk: readonly Peer[] }
  isKnown(peer: Peer): boolean
  /** Whether a log is kept for others: followed, and not this node's own. */
  isCopied(log: Cid): boolean
  mayRead(peer: Peer, log: Cid): boolean
  logs(): readonly Cid[]
  /** Logs that a peer may hear of. */
  logsFor(peer: Peer): readonly Cid[]
  /** Peers of the log's federation. */
  peersOf(log: Cid): readonly Peer[]
}

export function openScope(): Scope {
  let federations = new Map<Cid, { logs: readonly Cid[]; peers: readonly Peer[] }>()
  let logs = new Map<Cid, { federation: Cid; own: boolean }>()
  let peers = new Map<Peer, Cid[]>()
  return {
    replace(plan) {
      const before = { logs, peers }
      federations = new Map()
      logs = new Map()
      peers = new Map()
      for (const scope of plan) {
        federations.set(scope.federation, { logs: scope.logs.map(({ log }) => log), peers: scope.peers })
        for (const { log, own } of scope.logs) logs.set(log, { federation: scope.federation, own })
        for (const peer of scope.peers) peers.set(peer, [...(peers.get(peer) ?? []), scope.federation])
      }
      const grown = plan.filter(scope => scope.logs.some(({ log }) => !before.logs.has(log)))
      const toAsk = new Set(grown.flatMap(scope => scope.peers).filter(peer => before.peers.has(peer)))
      return { fresh: [...peers.keys()].filter(peer => !before.peers.has(peer)), toAsk: [...toAsk] }
    },
    isKnown: peer => peers.has(peer),
    isCopied: log => logs.get(log)?.own === false,
    mayRead(peer, log) {
      const place = logs.get(log)
      return place !== undefined && (peers.get(peer)?.includes(place.federation) ?? false)
    },
    logs: () => [...logs.keys()],
    logsFor: peer => (peers.get(peer) ?? []).flatMap(federation => federations.get(federation)?.logs ?? []),
    peersOf: log => federations.get(logs.get(log)?.federation ?? log)?.peers ?? [],
  }
}
