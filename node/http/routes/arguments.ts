import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { Api, UseContext } from '../api.ts'
import { ArgumentView } from '../schema/life.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { nameOf } from '../views/name.ts'
import { proposalIn } from './proposals.ts'

/** What members say for and against a proposal. */
export function argumentRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals/:id/arguments',
    {
      schema: {
        operationId: 'listArguments',
        summary: 'Arguments for, against and neither, in the order of the log.',
        tags: ['decisions'],
        params: ById,
        response: { 200: Type.Array(ref(ArgumentView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = proposalIn(using, own, trustedCid(request.params.id))
      return using.arguments
        .list(id)
        .map(({ id, side, text, by, atMs }) => ({ id, side, text, by, byName: nameOf(using, own, by), at: atMs }))
    },
  )
}
