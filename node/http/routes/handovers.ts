import { Type } from 'typebox'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import type { Handover } from '../handovers.ts'
import { granted, Refused } from '../refused.ts'
import { ByHandover, ClaimInput, GivenInput, HandoverInput, HandoverView } from '../schema/handover.ts'
import { refusals } from '../schema/problem.ts'

/** A second device for a member: the node carries the sealed key from the first to it. */
export function handoverRoutes(api: Api, context: UseContext): void {
  api.post(
    '/handovers',
    {
      schema: {
        operationId: 'beginHandover',
        summary: 'Begin to hand the key of who is signed in to another device; it replaces one under way.',
        tags: ['session'],
        body: HandoverInput,
        response: { 201: HandoverView, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      const { key } = using.reading.requireSession(request)
      return reply.code(201).send(view(using, granted(using.handovers.begin(request.body.id, key))))
    },
  )

  api.get(
    '/handovers/:id',
    {
      schema: {
        operationId: 'getHandover',
        summary: 'How far a handover is; for whoever has seen the code.',
        tags: ['session'],
        params: ByHandover,
        response: { 200: HandoverView, ...refusals },
      },
    },
    async request => {
      const using = context()
      return view(using, granted(using.handovers.find(request.params.id)))
    },
  )

  api.post(
    '/handovers/:id/claim',
    {
      schema: {
        operationId: 'claimHandover',
        summary: 'Answer a code with the key of the other device; only the first may.',
        tags: ['session'],
        params: ByHandover,
        body: ClaimInput,
        response: { 201: HandoverView, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      if (!using.limits.challenges(request.ip)) throw new Refused(refuse('request/too-many'))
      const claimed = granted(using.handovers.claim(request.params.id, request.body.taker))
      return reply.code(201).send(view(using, claimed))
    },
  )

  api.post(
    '/handovers/:id/give',
    {
      schema: {
        operationId: 'giveHandover',
        summary: 'Give the key, sealed for the device that answered.',
        tags: ['session'],
        params: ByHandover,
        body: GivenInput,
        response: { 201: HandoverView, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      const { key } = using.reading.requireSession(request)
      return reply.code(201).send(view(using, granted(using.handovers.give(request.params.id, key, request.body))))
    },
  )

  api.delete(
    '/handovers/:id',
    {
      schema: {
        operationId: 'endHandover',
        summary: 'End a handover: stopped, or arrived.',
        tags: ['session'],
        params: ByHandover,
        response: { 204: Type.Null({ description: 'It is over.' }), ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      using.handovers.end(request.params.id, using.reading.requireSession(request).key)
      return reply.code(204).send(null)
    },
  )
}

function view({ core }: Context, { member, expiresAtMs, taker, given }: Handover) {
  const own = core.ownGroup()
  const name = own && core.reader(own).member(member)?.name
  return { name: plainName(name ?? ''), expiresAtMs, taker, given }
}
