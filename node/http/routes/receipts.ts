import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { Api, UseContext } from '../api.ts'
import { granted } from '../refused.ts'
import { ReceiptView } from '../schema/entry.ts'
import { refusals } from '../schema/problem.ts'
import { ById, oneOf } from '../schema/shared.ts'
import { receiptOf } from '../views/receipt.ts'

/** Receipts are for whoever names the entry: they show that it stands in the log, and not what it says. */
export function receiptRoutes(api: Api, context: UseContext): void {
  api.get(
    '/receipts/:id',
    {
      schema: {
        operationId: 'getReceipt',
        summary: 'The receipt of an entry (C2SP tlog-proof).',
        tags: ['log'],
        params: ById,
        querystring: Type.Object({ format: Type.Optional(oneOf('json', 'text')) }),
        response: {
          200: {
            description: 'The receipt.',
            content: {
              'text/plain': { schema: Type.String() },
              'application/json': { schema: ReceiptView },
            },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const receipt = granted(receiptOf(context().core, trustedCid(request.params.id)))
      if (request.query.format === 'json') return reply.type('application/json').send(receipt)
      return reply.type('text/plain; charset=utf-8').send(receipt.text)
    },
  )
}
