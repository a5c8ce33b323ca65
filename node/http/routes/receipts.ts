import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { readable } from '../readable.ts'
import { granted, Refused } from '../refused.ts'
import { ReceiptView } from '../schema/entry.ts'
import { refusals } from '../schema/problem.ts'
import { ById, oneOf } from '../schema/shared.ts'
import { entryIn, receiptOf } from '../views/receipt.ts'

/**
 * Receipts are for whoever names the entry: they show that it stands in the log, and not what it says. That of a ballot is
 * for its voter alone while the vote is open.
 */
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
      const using = context()
      const id = trustedCid(request.params.id)
      const entry = entryIn(using.core, id)
      if (entry && readable(using, request, entry) === 'nothing') throw new Refused(refuse('request/not-found', { id }))
      const receipt = granted(receiptOf(using.core, id))
      if (request.query.format === 'json') return reply.type('application/json').send(receipt)
      return reply.type('text/plain; charset=utf-8').send(receipt.text)
    },
  )
}
