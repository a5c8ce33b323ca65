import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { REASONS, type Refusal, refusalNext, refusalSentence, refuse } from '../../protocol/refusal.ts'
import type { Logger } from '../ops/logger.ts'
import { Refused } from './refused.ts'
import type { ProblemView } from './schema/problem.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** Problem details of a refusal (RFC 9457). */
export function problemOf(refusal: Refusal): ProblemView {
  const { code, detail } = refusal
  const { sentence, status } = REASONS[code]
  const next = refusalNext(refusal)
  const hasParticulars = Object.keys(detail).length > 0
  return {
    type: `about:blank#${code}`,
    title: sentence,
    status,
    code,
    ...(hasParticulars ? { detail: refusalSentence(refusal) } : {}),
    ...(next === undefined ? {} : { next }),
    params: { ...detail },
  }
}

/** Answers whatever went wrong as problem details; what is our own fault is logged and said in general terms only. */
export function answerProblems(server: FastifyInstance, log: Logger): void {
  server.setErrorHandler<FastifyError | Refused>((error, request, reply) => {
    const refusal = error instanceof Refused ? error.refusal : refusalOfError(error)
    if (refusal.code === 'node/failed') {
      log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request-failed')
    }
    return sendProblem(reply, refusal)
  })
}

export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal)
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', '1')
  return reply.code(problem.status).type(PROBLEM_TYPE).send(problem)
}

/** Fastify's own errors under our codes. */
function refusalOfError(error: FastifyError): Refusal {
  if (error.validation) {
    const [first] = error.validation
    const place = `${error.validationContext ?? 'request'}${first?.instancePath ?? ''}`
    return refuse('request/bad', { place, problem: first?.message ?? 'not of the shape' })
  }
  const status = error.statusCode ?? 500
  if (status === 413) return refuse('request/too-large')
  // A folder of the page is no page.
  if (status === 404 || status === 403) return refuse('request/not-found')
  if (status === 503) return refuse('node/busy')
  if (status >= 500) return refuse('node/failed')
  return refuse('request/bad', { problem: error.code ?? 'not of the shape' })
}
