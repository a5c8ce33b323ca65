import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import { evidenceOfMotion } from '../../domains/federation/evidence.ts'
import type { Api, UseContext } from '../api.ts'
import { sendEvidence } from '../car-file.ts'
import type { Context } from '../context.ts'
import { granted, Refused } from '../refused.ts'
import { CharterChangesView } from '../schema/charter.ts'
import { MotionView } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById, CarFile, CidText, ref } from '../schema/shared.ts'
import { charterChangesView } from '../views/charter.ts'
import { federationIn, federationsAsked, knownFederations } from '../views/federation.ts'
import { motionsView, motionView } from '../views/motion.ts'

/** What the councils of federations decide, and how a federation's charter came to be. What they say are entries (`council/…`). */
export function motionRoutes(api: Api, context: UseContext): void {
  api.get(
    '/council-motions',
    {
      schema: {
        operationId: 'listMotions',
        summary: 'Motions of the councils of federations, newest first in each.',
        tags: ['federation'],
        querystring: Type.Object({ federation: Type.Optional(CidText) }),
        response: { 200: Type.Array(ref(MotionView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const asked = federationsAsked(using, own, request.query.federation)
      return asked.flatMap(known => motionsView(using, known, readerOf(using, request)))
    },
  )

  api.get(
    '/council-motions/:id',
    {
      schema: {
        operationId: 'getMotion',
        summary: 'A motion of a council: who votes how for which group, and what came of it.',
        tags: ['federation'],
        params: ById,
        response: { 200: ref(MotionView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = request.params
      const motion = using.core.projections.federations.motions.get(trustedCid(id))
      const known = knownFederations(using, own).find(({ log }) => log && log.row === motion?.log)
      if (!motion || !known?.log) throw new Refused(refuse('motion/unknown', { id }))
      return motionView(using, known, known.log, motion, readerOf(using, request))
    },
  )

  api.get(
    '/council-motions/:id/evidence',
    {
      schema: {
        operationId: 'getMotionEvidence',
        summary: 'Everything it takes to come to the result of a motion again (CAR).',
        tags: ['federation'],
        params: ById,
        response: { 200: CarFile, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      using.reading.requireReading(request)
      const id = trustedCid(request.params.id)
      return sendEvidence(reply, id, granted(evidenceOfMotion(using.core, id)))
    },
  )

  api.get(
    '/federations/:id/charter-changes',
    {
      schema: {
        operationId: 'getFederationCharterChanges',
        summary: "Every charter of a federation that was in force; its council's motions change it.",
        tags: ['federation'],
        params: ById,
        response: { 200: ref(CharterChangesView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = request.params
      const { log } = federationIn(using, own, id)
      if (!log) throw new Refused(refuse('federation/unknown', { id }))
      return charterChangesView(using, log)
    },
  )
}

function readerOf({ reading }: Context, request: FastifyRequest) {
  return reading.sessionOf(request)?.key ?? null
}
