import type { Api, UseContext } from '../api.ts'
import { FollowUpView } from '../schema/follow-up.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { followUpView } from '../views/follow-up.ts'
import { namesIn } from '../views/name.ts'
import { proposalIn } from './proposals.ts'

/** What follows a vote. */
export function followUpRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals/:id/follow-up',
    {
      schema: {
        operationId: 'getFollowUp',
        summary: 'What follows a vote: tasks and evaluations, or feedback and when it may be put again.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(FollowUpView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const proposal = proposalIn(using, own, request.params.id)
      return followUpView(proposal, using.core.projections.life, namesIn(using, own))
    },
  )
}
