import { basename, dirname } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../protocol/refusal.ts'
import { sendProblem } from './problem.ts'
import { PAGE_HEADERS, RECOUNT_WORKER_HEADERS } from './security-headers.ts'

const YEAR_MS = 365 * 24 * 3_600_000

/** Serves the members' page: its files by name, and the page itself at every other address that is not of the API. */
export async function servePage(server: FastifyInstance, root: string | null): Promise<void> {
  if (root !== null) {
    await server.register(fastifyStatic, {
      root,
      // Its own route reads whole folders for each file, to see whether the disk takes small letters for capitals.
      serve: false,
      cacheControl: false,
      // The build puts a compressed copy beside what is worth it.
      preCompressed: true,
      setHeaders: (reply, path) => {
        // The build puts a hash of the contents into the names of what lies in `assets`.
        const isHashed = basename(dirname(path)) === 'assets'
        const isRecount = isHashed && basename(path).startsWith('recount-worker-')
        const headers = isRecount ? RECOUNT_WORKER_HEADERS : PAGE_HEADERS
        for (const [name, value] of Object.entries(headers)) reply.header(name, value)
        reply.header('cache-control', isHashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache')
      },
    })
    server.route({
      method: ['GET', 'HEAD'],
      url: '/*',
      handler: (request, reply) => void reply.sendFile(pathOf(request)),
    })
  }
  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    const isPage = request.method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path)
    if (root !== null && isPage) return reply.sendFile('index.html')
    return sendProblem(reply, refuse('request/not-found', { path: path.slice(0, 200) }))
  })
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? ''
}
