import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { API_PREFIX, type Api, type UseContext } from './api.ts'
import { openContext } from './context.ts'
import { servePage } from './page.ts'
import type { HttpParts } from './parts.ts'
import { answerProblems } from './problem.ts'
import { apiRoutes } from './routes/all.ts'
import { metricsRoute } from './routes/metrics.ts'
import { tlogRoutes } from './routes/tlog.ts'
import { PLAIN_HEADERS } from './security-headers.ts'
import { compileValidator } from './validate.ts'

export type HttpServer = {
  readonly port: number
  /** Where a browser on this machine finds it. */
  readonly url: string
  /** Ends streams, answers what is under way, then closes. */
  [Symbol.asyncDispose](): Promise<void>
}

const MOST_BODY_BYTES = 128 * 1024
const MOST_CONNECTIONS = 2_000
const SLOWEST_REQUEST_MS = 60_000
const SWEEP_MS = 20
const CLOSE_PATIENCE_MS = 10_000

/** Starts the node's HTTP side: the API, the members' page, metrics for this machine. */
export async function startHttp(parts: HttpParts): Promise<HttpServer> {
  const context = openContext(parts)
  const server = fastify({
    bodyLimit: MOST_BODY_BYTES,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    requestTimeout: SLOWEST_REQUEST_MS,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 128 },
  })
  server.server.maxConnections = MOST_CONNECTIONS
  // Answers are made to their types; a second check of each would only cost time.
  server.setSerializerCompiler(() => JSON.stringify)
  server.setValidatorCompiler(compileValidator)
  answerProblems(server, parts.core.log)
  const use: UseContext = () => context
  server.addHook('onRequest', async (_request, reply) => void reply.headers(PLAIN_HEADERS))
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    context.metrics.answered(method, routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
  })
  server.addHook('preClose', async () => {
    context.liveListeners.close()
    context.stream.close()
  })
  await server.register(async api => serveApi(api, use), { prefix: API_PREFIX })
  metricsRoute(server, use)
  tlogRoutes(server, use)
  await servePage(server, parts.pageRoot)
  try {
    await server.listen({ host: parts.host, port: parts.port })
  } catch (error) {
    await server.close()
    context.live[Symbol.dispose]()
    context.metrics[Symbol.dispose]()
    throw error
  }
  const port = portOf(server)
  return {
    port,
    url: `http://${urlHost(parts.host)}:${port}`,
    async [Symbol.asyncDispose]() {
      await closeGently(server)
      context.live[Symbol.dispose]()
      await context.evidenceVerifier[Symbol.asyncDispose]()
      context.metrics[Symbol.dispose]()
    },
  }
}

/** On what is read: where the log stood before it was read, so that the live stream can tell what came since. */
const POSITION = 'x-comunal-position'

function serveApi(api: Api, use: UseContext): void {
  api.addHook('onRequest', async ({ method }, reply) => {
    if (method === 'GET') reply.header(POSITION, use().core.tables.lastPosition())
  })
  apiRoutes(api, use)
  let described: Promise<unknown> | undefined
  api.get('/openapi.json', { schema: { hide: true } }, async () => {
    described ??= import('./openapi.ts').then(({ openApiDocument }) => openApiDocument())
    return described
  })
}

/** Connections that fall idle while the server closes are let go at once, and all that are left after a while. */
async function closeGently(server: FastifyInstance): Promise<void> {
  const sweeping = setInterval(() => server.server.closeIdleConnections(), SWEEP_MS)
  const patience = setTimeout(() => server.server.closeAllConnections(), CLOSE_PATIENCE_MS)
  await server.close()
  clearInterval(sweeping)
  clearTimeout(patience)
}

function portOf(server: FastifyInstance): number {
  const address: AddressInfo | string | null = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

/** Listening everywhere is being there on this machine, too. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
