import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { parseBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { granted, Refused } from '../refused.ts'
import { JoinedLive, LiveHere, LiveStreamQuery, LiveUpdate, LiveVersionView } from '../schema/live.ts'
import { refusals } from '../schema/problem.ts'
import { ById } from '../schema/shared.ts'
import { PLAIN_HEADERS } from '../security-headers.ts'
import { namesIn } from '../views/name.ts'
import { draftIn } from './drafts.ts'

const Taken = Type.Object({}, { description: 'What was sent is kept.' })

/** A draft while several write it at once (Yjs). Only who may write a version of it may do any of this. */
export function liveRoutes(api: Api, context: UseContext): void {
  api.post(
    '/drafts/:id/live',
    {
      schema: {
        operationId: 'joinLive',
        summary: 'Lets a member write a draft along, under a client id that is theirs.',
        tags: ['decisions'],
        params: ById,
        response: { 201: JoinedLive, ...refusals },
      },
    },
    async (request, reply) => {
      const { using, draft, by } = writerOf(request, context())
      return reply.code(201).send(granted(using.live.join(draft, by)))
    },
  )

  api.post(
    '/drafts/:id/live/updates',
    {
      schema: {
        operationId: 'writeLive',
        summary: 'Takes in what a member wrote; answered when it is durable. Sent twice, it counts once.',
        tags: ['decisions'],
        params: ById,
        body: LiveUpdate,
        response: { 200: Taken, ...refusals },
      },
    },
    async request => {
      const { using, draft, by } = writerOf(request, context())
      const { client, update } = request.body
      const bytes = parseBase64(update)
      if (!bytes) throw new Refused(refuse('live/bad-update'))
      granted(using.live.update(draft, by, { client, update: bytes }))
      return {}
    },
  )

  api.post(
    '/drafts/:id/live/here',
    {
      schema: {
        operationId: 'beHereLive',
        summary: 'Says that a member is at the draft, and where; forgotten after 45 seconds.',
        tags: ['decisions'],
        params: ById,
        body: LiveHere,
        response: { 200: Taken, ...refusals },
      },
    },
    async request => {
      const { using, draft, by } = writerOf(request, context())
      granted(using.live.here(draft, by, request.body))
      return {}
    },
  )

  api.post(
    '/drafts/:id/live/versions',
    {
      schema: {
        operationId: 'attestLive',
        summary: 'What is written now as a version, with who wrote which part, for the member to sign.',
        tags: ['decisions'],
        params: ById,
        response: { 200: LiveVersionView, ...refusals },
      },
    },
    async request => {
      const { using, draft, by } = writerOf(request, context())
      const { together, ...said } = granted(using.live.version(draft, by))
      const { writers, runs, attested } = together
      const parts = { writers: [...writers], runs: runs.map(run => [...run]), attested: toBase64(attested) }
      return { ...said, together: parts }
    },
  )

  api.get(
    '/drafts/:id/live/stream',
    {
      schema: {
        operationId: 'followLive',
        summary: 'Server-sent events: first all that is written and by whom, then what others write and who is here.',
        tags: ['decisions'],
        params: ById,
        querystring: LiveStreamQuery,
        response: {
          200: {
            description: 'Events `update` (a Yjs update, Base 64), `writers` (whose client ids are) and `here`.',
            content: { 'text/event-stream': { schema: Type.String() } },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { using, draft, by } = writerOf(request, context())
      const own = using.reading.ownGroup()
      const token = using.reading.tokenOf(request)
      const refused = using.liveListeners.listen({
        draft,
        by,
        client: Number(request.query.client),
        nameOf: namesIn(using, own),
        isSignedIn: () => token !== undefined && using.reading.sessionWith(token)?.key === by,
        begin() {
          reply.hijack()
          reply.raw.writeHead(200, {
            ...PLAIN_HEADERS,
            'content-type': 'text/event-stream; charset=utf-8',
            connection: 'close',
            'x-accel-buffering': 'no',
          })
          return reply.raw
        },
      })
      granted(refused)
    },
  )
}

/** Who asks, where they are signed in as a member and do not ask too fast. */
function writerOf(
  request: FastifyRequest<{ Params: { id: string } }>,
  using: Context,
): { using: Context; draft: Cid; by: PublicKeyHex } {
  const { session, own } = using.reading.requireMember(request)
  if (!using.limits.writing(session.key)) throw new Refused(refuse('live/too-fast'))
  return { using, draft: draftIn(using, own, request.params.id).id, by: session.key }
}
