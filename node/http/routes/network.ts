import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { NetworkView } from '../schema/network.ts'
import { refusals } from '../schema/problem.ts'
import { groupsOf, knownFederations } from '../views/federation.ts'

/** The other nodes, and the feeds that are kept for them. */
export function networkRoutes(api: Api, context: UseContext): void {
  api.get(
    '/network',
    {
      schema: {
        operationId: 'getNetwork',
        summary: 'Nodes that this one knows, and how far their feeds have come.',
        tags: ['node'],
        response: { 200: NetworkView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { core, network } = using
      const names = nodeNames(using, own)
      const groups = knownFederations(using, own).flatMap(known => groupsOf(using, known))
      return {
        self: core.nodeKey,
        peers: (network?.peers() ?? []).map(peer => ({
          key: peer.key,
          name: names.get(peer.key) ?? null,
          connected: peer.connected,
          since: peer.sinceMs,
          route: peer.route,
          rttMs: peer.rttMs,
          addresses: [...peer.addresses],
          failures: peer.failures,
          nextDialAtMs: peer.nextDialAtMs,
        })),
        feeds: [...core.logs.values()].flatMap(log => {
          const feed = core.projections.federations.feed(log.row)
          if (!feed) return []
          const peersAhead = network?.peersAhead(log.id) ?? 0
          const writer = groups.find(({ id }) => id === feed.group)?.charter.node
          const forked = writer !== undefined && core.projections.federations.fork(log.id, writer) !== undefined
          return [{ log: log.id, ...feed, size: log.range.size, peersAhead, forked }]
        }),
      }
    },
  )
}

function nodeNames(using: Context, own: LogRow): Map<PublicKeyHex, string> {
  const federations = knownFederations(using, own)
  const charters = [
    ...federations.map(({ charter }) => charter),
    ...federations.flatMap(known => groupsOf(using, known)).map(({ charter }) => charter),
  ]
  return new Map(charters.map(({ node, name }) => [node, name]))
}
