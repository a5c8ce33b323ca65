import type { Api, UseContext } from '../api.ts'
import { NetworkView } from '../schema/network.ts'
import { refusals } from '../schema/problem.ts'
import { networkView } from '../views/network.ts'

/** The other nodes, and the feeds that are kept for them. */
export function networkRoutes(api: Api, context: UseContext): void {
  api.get(
    '/network',
    {
      schema: {
        operationId: 'getNetwork',
        summary: 'Nodes that this one knows, how they are reached, and what of their feeds is missing here.',
        tags: ['node'],
        response: { 200: NetworkView, ...refusals },
      },
    },
    async request => {
      const using = context()
      return networkView(using, using.reading.requireReading(request))
    },
  )
}
