import type { Static } from 'typebox'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { FeedState, NetworkWhole } from '../parts.ts'
import type { NetworkView } from '../schema/network.ts'
import { groupsOf, type KnownFederation, knownFederations } from './federation.ts'

const ALONE: NetworkWhole = { peers: [], feeds: [], traffic: { bytesIn: 0, bytesOut: 0 } }

/** The network as this node sees it. */
export function networkView(using: Context, own: LogRow): Static<typeof NetworkView> {
  const federations = knownFederations(using, own)
  const { peers, feeds, traffic } = using.network?.whole() ?? ALONE
  const names = nodeNames(using, federations)
  const shown = feeds.length > 0 ? feeds : restingFeeds(using, federations)
  return {
    self: using.core.nodeKey,
    federations: federations.map(({ id, charter }) => ({ id, name: plainName(charter.name) })),
    traffic: { ...traffic },
    peers: peers.map(({ sinceMs, ...peer }) => ({
      ...peer,
      name: names.get(peer.key) ?? null,
      federations: [...peer.federations],
      since: sinceMs,
      addresses: [...peer.addresses],
      relays: [...peer.relays],
      barred: peer.barred && { ...peer.barred },
    })),
    feeds: shown.map(({ last, ...feed }) => ({
      ...feed,
      name: names.get(feed.writer) ?? null,
      ahead: feed.ahead.map(lack => ({ ...lack })),
      last: last && { from: last.from, at: last.atMs },
    })),
  }
}

/** The feeds that are kept here, where there is no network to say how they come. */
function restingFeeds({ core }: Context, federations: readonly KnownFederation[]): FeedState[] {
  return federations.flatMap(({ log, id }) => {
    const groups = log ? core.projections.federations.groups(log.row) : []
    return groups.flatMap(({ feed, id: group, charter }) => {
      const row = core.logs.get(feed)
      if (!row) return []
      const forked = core.projections.federations.fork(feed, charter.node) !== undefined
      const state = { log: feed, size: row.range.size, peersAhead: 0, forked, parked: 0, ahead: [], last: null }
      return [{ ...state, federation: id, group, writer: charter.node }]
    })
  })
}

function nodeNames(using: Context, federations: readonly KnownFederation[]): Map<PublicKeyHex, string> {
  const groups = federations.flatMap(known => groupsOf(using, known))
  const charters = [...federations, ...groups].map(({ charter }) => charter)
  return new Map(charters.map(({ node, name }) => [node, plainName(name)]))
}
