import { Type } from 'typebox'
import type { Api, UseContext } from '../api.ts'
import { ArgumentView } from '../schema/life.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { argumentViews } from '../views/argument.ts'
import { namesIn } from '../views/name.ts'
import { proposalIn } from './proposals.ts'

/** What members say for and against a proposal. */
export function argumentRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals/:id/arguments',
    {
      schema: {
        operationId: 'listArguments',
        summary: 'Arguments for, against and neither, of its draft too, in the order of the log.',
        tags: ['decisions'],
        params: ById,
        response: { 200: Type.Array(ref(ArgumentView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id, draft } = proposalIn(using, own, request.params.id)
      return argumentViews(
        using.core.projections.life.arguments.list(id, ...(draft ? [draft] : [])),
        namesIn(using, own),
      )
    },
  )
}
