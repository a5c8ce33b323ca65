import { version } from '../../version.ts'
import type { Api, UseContext } from '../api.ts'
import { HealthView, NodeView } from '../schema/group.ts'
import { NodeHealthView } from '../schema/node-health.ts'
import { refusals } from '../schema/problem.ts'
import { ref } from '../schema/shared.ts'
import { nodeHealth } from '../views/node-health.ts'

/** The node itself: for anyone who asks, its figures for stewards. */
export function nodeRoutes(api: Api, context: UseContext): void {
  api.get(
    '/health',
    {
      schema: {
        operationId: 'getHealth',
        summary: 'Whether the node works.',
        tags: ['node'],
        response: { 200: HealthView, ...refusals },
      },
    },
    async () => {
      const { core, network, startedMs } = context()
      const peers = network?.peers() ?? []
      const connected = peers.filter(peer => peer.connected).length
      return {
        // A node that knows others and reaches none works on its own, but its federations do not hear of it.
        status: peers.length > 0 && connected === 0 ? ('degraded' as const) : ('ok' as const),
        version,
        uptimeMs: Math.round(performance.now() - startedMs),
        entries: core.tables.lastPosition(),
        peers: connected,
      }
    },
  )

  api.get(
    '/node',
    {
      schema: {
        operationId: 'getNode',
        summary: 'Who this node is and where other nodes reach it.',
        tags: ['node'],
        response: { 200: NodeView, ...refusals },
      },
    },
    async () => {
      const { core, network } = context()
      const own = core.ownGroup()
      return {
        nodeKey: core.nodeKey,
        version,
        group: own?.id ?? null,
        addresses: [...(network?.addresses() ?? [])],
        name: (own && core.reader(own).charter()?.name) ?? null,
      }
    },
  )

  api.get(
    '/node/health',
    {
      schema: {
        operationId: 'getNodeHealth',
        summary: 'How the node is, in figures, and what to look into; for stewards.',
        tags: ['node'],
        response: { 200: ref(NodeHealthView), ...refusals },
      },
    },
    async request => {
      const using = context()
      return nodeHealth(using, using.reading.requireSteward(request).own)
    },
  )
}
