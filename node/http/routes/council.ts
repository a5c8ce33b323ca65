import type { Api, UseContext } from '../api.ts'
import { CouncilView } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById } from '../schema/shared.ts'
import { councilView } from '../views/council.ts'
import { federationIn } from '../views/federation.ts'

/** Who sits on a federation's council. */
export function councilRoutes(api: Api, context: UseContext): void {
  api.get(
    '/federations/:id/council',
    {
      schema: {
        operationId: 'getCouncil',
        summary: 'Who sits on the council of a federation for which group, until when, and who did; newest first.',
        tags: ['federation'],
        params: ById,
        response: { 200: CouncilView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return councilView(using, federationIn(using, own, request.params.id))
    },
  )
}
