import { Type } from 'typebox'
import type { Api, UseContext } from '../api.ts'
import { granted } from '../refused.ts'
import { refusals } from '../schema/problem.ts'
import { ref } from '../schema/shared.ts'
import { StreamEntry } from '../schema/stream.ts'
import { PLAIN_HEADERS } from '../security-headers.ts'

/** What happens, as it happens. */
export function streamRoutes(api: Api, context: UseContext): void {
  api.get(
    '/stream',
    {
      schema: {
        operationId: 'followLog',
        summary:
          'Server-sent events: first what came after a position, then live. Resume by `Last-Event-ID`; begin after the `x-comunal-position` of what was read first.',
        tags: ['log'],
        querystring: Type.Object({
          after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'Position to resume after.' })),
        }),
        response: {
          200: {
            description:
              'Events `entry` with this data; `peer` when a node comes or goes; `due` when the member is reminded.',
            content: { 'text/event-stream': { schema: ref(StreamEntry) } },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { stream, reading } = context()
      granted(stream.admit(request.ip))
      const token = reading.tokenOf(request)
      const mayRead = () => reading.mayRead(token === undefined ? undefined : reading.sessionWith(token))
      const member = () => (token === undefined ? undefined : reading.sessionWith(token)?.key)
      reply.hijack()
      reply.raw.writeHead(200, {
        ...PLAIN_HEADERS,
        'content-type': 'text/event-stream; charset=utf-8',
        // Ends with the stream, so that a server that closes waits for nobody.
        connection: 'close',
        // Proxies that gather would undo the live in it.
        'x-accel-buffering': 'no',
      })
      const after = readPosition(request.headers['last-event-id']) ?? readPosition(request.query.after)
      stream.listen({ response: reply.raw, after: after ?? null, mayRead, member, place: request.ip })
    },
  )
}

function readPosition(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
