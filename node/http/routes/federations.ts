import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { refuse } from '../../../protocol/refusal.ts'
import { evidenceOfDecision } from '../../domains/federation/evidence.ts'
import type { StoredFederationProposal } from '../../domains/federation/stored-proposals.ts'
import type { Api, UseContext } from '../api.ts'
import { sendEvidence } from '../car-file.ts'
import type { Context } from '../context.ts'
import type { HttpNetwork } from '../parts.ts'
import { granted, Refused } from '../refused.ts'
import {
  FederationProposalView,
  FederationProposalWhole,
  FederationView,
  FederationWhole,
  Joined,
  JoinInput,
  JoinPlanView,
  VerdictTreeView,
} from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById, CarFile, CidText, ref } from '../schema/shared.ts'
import { readEntryText } from '../signed-entry-text.ts'
import {
  federationIn,
  federationProposalView,
  federationsAsked,
  federationView,
  groupsOf,
  knownFederations,
  proposalsOf,
} from '../views/federation.ts'
import { charterView } from '../views/method.ts'
import { verdictTree } from '../views/verdict.ts'

/** The federations of this group, how it joins one, and what they decide. */
export function federationRoutes(api: Api, context: UseContext): void {
  api.get(
    '/federations',
    {
      schema: {
        operationId: 'listFederations',
        summary: 'Federations that this node is or belongs to.',
        tags: ['federation'],
        response: { 200: Type.Array(ref(FederationView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return knownFederations(using, own).map(known => federationView(using, own, known, readerOf(using, request)))
    },
  )

  api.get(
    '/federations/join-plan',
    {
      schema: {
        operationId: 'planJoining',
        summary: 'What a steward has to sign for the group to join the federation of a ticket.',
        tags: ['federation'],
        querystring: Type.Object({ ticket: Type.String({ maxLength: 10_000 }) }),
        response: { 200: JoinPlanView, ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireSteward(request)
      const plan = granted(await networkOf(using).planJoining(request.query.ticket))
      return {
        ...plan,
        entries: plan.entries.map(({ log, kind, body, to }) => ({ log, kind, body: toBase64(body), to })),
      }
    },
  )

  api.post(
    '/federations/join',
    {
      schema: {
        operationId: 'joinFederation',
        summary: 'Join with the signed entries of the plan, in its order.',
        tags: ['federation'],
        body: JoinInput,
        response: { 200: Joined, ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireSteward(request)
      const { ticket, entries } = request.body
      return granted(
        await networkOf(using).join(
          ticket,
          entries.map(text => granted(readEntryText(text))),
        ),
      )
    },
  )

  api.get(
    '/federations/:id',
    {
      schema: {
        operationId: 'getFederation',
        summary: 'A federation with its charter, feeds and proposals.',
        tags: ['federation'],
        params: ById,
        response: { 200: FederationWhole, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const known = federationIn(using, own, request.params.id)
      return {
        ...federationView(using, own, known, readerOf(using, request)),
        charter: charterView(known.charter),
        feeds: groupsOf(using, known).map(({ id, feed }) => ({
          group: id,
          feed,
          size: using.core.logs.get(feed)?.range.size ?? 0,
        })),
        proposals: proposalsOf(using, known).map(proposal => federationProposalView(using, known.id, proposal)),
      }
    },
  )

  api.get(
    '/federation-proposals',
    {
      schema: {
        operationId: 'listFederationProposals',
        summary: 'Proposals of federations, newest first in each.',
        tags: ['federation'],
        querystring: Type.Object({ federation: Type.Optional(CidText) }),
        response: { 200: Type.Array(ref(FederationProposalView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { federation } = request.query
      return federationsAsked(using, own, federation).flatMap(known =>
        proposalsOf(using, known).map(proposal => federationProposalView(using, known.id, proposal)),
      )
    },
  )

  api.get(
    '/federation-proposals/:id',
    {
      schema: {
        operationId: 'getFederationProposal',
        summary: 'A proposal of a federation, with its verdict as it stands.',
        tags: ['federation'],
        params: ById,
        response: { 200: FederationProposalWhole, ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireReading(request)
      const { proposal, federation } = proposalIn(using, request.params.id)
      return {
        ...federationProposalView(using, federation, proposal),
        text: proposal.text,
        clauses: [...(proposal.clauses ?? [])],
      }
    },
  )

  api.get(
    '/federation-proposals/:id/verdict',
    {
      schema: {
        operationId: 'getVerdict',
        summary: 'The tree of verdicts, as far down as this node knows it.',
        tags: ['federation'],
        params: ById,
        response: { 200: ref(VerdictTreeView), ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireReading(request)
      const level = using.levels.of(proposalIn(using, request.params.id).proposal.id)
      if (!level) throw new Refused(refuse('proposal/unknown', { id: request.params.id }))
      return verdictTree(level)
    },
  )

  api.get(
    '/federation-proposals/:id/evidence',
    {
      schema: {
        operationId: 'getDecisionEvidence',
        summary: 'Everything it takes to come to a decision again, all the way down (CAR).',
        tags: ['federation'],
        params: ById,
        response: { 200: CarFile, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      using.reading.requireReading(request)
      const { proposal } = proposalIn(using, request.params.id)
      return sendEvidence(reply, proposal.id, granted(evidenceOfDecision(using.core, proposal.id)))
    },
  )
}

function readerOf({ reading }: Context, request: FastifyRequest): PublicKeyHex | null {
  return reading.sessionOf(request)?.key ?? null
}

function proposalIn({ core }: Context, id: string): { proposal: StoredFederationProposal; federation: Cid } {
  const proposal = core.projections.federations.proposal(trustedCid(id))
  const log = [...core.logs.values()].find(({ row }) => row === proposal?.log)
  if (!proposal || !log) throw new Refused(refuse('proposal/unknown', { id }))
  return { proposal, federation: log.id }
}

function networkOf({ network }: Context): HttpNetwork {
  if (!network) throw new Refused(refuse('federation/unreachable', { problem: 'this node keeps to itself' }))
  return network
}
