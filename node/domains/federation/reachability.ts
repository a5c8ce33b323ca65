import { MAX_ADDRESSES } from '../../../protocol/federation/addresses.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'
import type { LogRow } from '../../log/log-tables.ts'

/** Addresses come and go while a node starts or changes networks: what has stood for so long is told. */
const STEADY_MS = 10_000

/**
 * Tells the node's federations where it is reached, whenever that has changed and stands: a router gave it another address,
 * a relay took it in. Each peer reads it in the feed, signed, and dials there from then on.
 * @param addresses Where the node is reached now.
 */
export function openReachability(core: Core, addresses: () => readonly string[]): Settler {
  let seen = ''
  let sinceMs = core.now()

  /** The logs in which this node says where it is: its feeds, and its federation's own. */
  function ownLogs(): LogRow[] {
    const own = core.ownGroup()
    if (!own) return []
    const isSeat = core.reader(own).charter()?.members === 'groups'
    // The feed of a former key takes nothing from this one.
    const feeds = [...core.logs.values()].filter(log => log.own && core.reader(log).feed()?.node === core.nodeKey)
    return isSeat ? [own, ...feeds] : feeds
  }

  /** What a log says now, sorted as it will be said: before any word of it, what the group said on joining. */
  function said({ row, id }: LogRow): string {
    const { federations } = core.projections
    const feed = federations.feed(row)
    const federation = feed && core.logs.get(feed.federation)
    const joined = federation && federations.groups(federation.row).find(group => group.feed === id)?.addresses
    return textOf(federations.reachable(row) ?? joined ?? [])
  }

  return {
    async settle() {
      const now = addresses().slice(0, MAX_ADDRESSES)
      const text = textOf(now)
      if (text !== seen) {
        seen = text
        sinceMs = core.now()
      }
      if (now.length === 0 || core.now() - sinceMs < STEADY_MS) return
      for (const log of ownLogs()) {
        if (said(log) === text) continue
        const ack = await core.write(log.id, 'node/reachable', { addresses: [...now] })
        if (isRefusal(ack)) core.log.warn({ refusal: ack }, 'reachability.refused')
      }
    },
    nextDueMs: () => (core.now() - sinceMs < STEADY_MS ? sinceMs + STEADY_MS : null),
  }
}

/** Two lists of the same addresses are the same, in whatever order. */
function textOf(addresses: readonly string[]): string {
  return JSON.stringify([...addresses].sort())
}
