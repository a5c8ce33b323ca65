import { Type } from 'typebox'
import { heededObjections } from '../../../protocol/governance/threshold.ts'
import type { Api, UseContext } from '../api.ts'
import { ObjectionView } from '../schema/objection.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { namesIn } from '../views/name.ts'
import { objectionViews } from '../views/objection.ts'
import { proposalIn } from './proposals.ts'

/** Objections to proposals: said under one's name, so whoever may read the group reads who objects, and why. */
export function objectionRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals/:id/objections',
    {
      schema: {
        operationId: 'listObjections',
        summary: 'Objections with their reasons and how they were judged, in the order of the log.',
        tags: ['decisions'],
        params: ById,
        response: { 200: Type.Array(ref(ObjectionView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const proposal = proposalIn(using, own, request.params.id)
      return objectionViews(using.objections.list(proposal.id), heededObjections(proposal), namesIn(using, own))
    },
  )
}
