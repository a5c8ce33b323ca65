import type { FastifyInstance } from 'fastify'
import { refuse } from '../../../protocol/refusal.ts'
import type { UseContext } from '../api.ts'
import { Refused } from '../refused.ts'

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/

/** Prometheus' text for programs on the same machine. What came through a proxy is from elsewhere. */
export function metricsRoute(server: FastifyInstance, context: UseContext): void {
  server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const isHere = LOOPBACK.test(request.socket.remoteAddress ?? '')
    const isForwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers
    if (!isHere || isForwarded) throw new Refused(refuse('request/not-found'))
    const { metrics } = context()
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}
