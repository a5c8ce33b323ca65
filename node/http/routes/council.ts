import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { Refused } from '../refused.ts'
import { CouncilView } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById } from '../schema/shared.ts'
import { councilView } from '../views/council.ts'
import { knownFederations } from '../views/federation.ts'

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
      const { id } = request.params
      const known = knownFederations(using, own).find(federation => federation.id === id)
      if (!known) throw new Refused(refuse('federation/unknown', { id }))
      return councilView(using, known)
    },
  )
}
