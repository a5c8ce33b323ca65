import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { ConcentrationView, DelegationsView, MyVoiceView } from '../schema/delegation.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { concentrationView, delegationsView, myVoiceView } from '../views/delegation.ts'

/** Delegations. Who gives whom their vote, only these two are told; everyone sees how many votes a member holds. */
export function delegationRoutes(api: Api, context: UseContext): void {
  api.get(
    '/delegations',
    {
      schema: {
        operationId: 'listDelegations',
        summary: 'What the member has delegated, and who has delegated to them.',
        tags: ['decisions'],
        response: { 200: ref(DelegationsView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { session, own } = using.reading.requireMember(request)
      return delegationsView(using, own, session.key)
    },
  )

  api.get(
    '/delegations/concentration',
    {
      schema: {
        operationId: 'getConcentration',
        summary: 'How many votes come together in whose hands, by the delegations for everything.',
        tags: ['decisions'],
        response: { 200: ref(ConcentrationView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return concentrationView(using, own, using.concentration.overall())
    },
  )

  api.get(
    '/proposals/:id/concentration',
    {
      schema: {
        operationId: 'getProposalConcentration',
        summary: 'How many votes come together in whose hands in one vote, whoever has voted.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(ConcentrationView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return concentrationView(using, own, using.concentration.of(proposalIn(using, own, request.params.id)))
    },
  )

  api.get(
    '/proposals/:id/my-voice',
    {
      schema: {
        operationId: 'getMyVoice',
        summary: "Where the member's own vote goes, whether it counts by now, and for whom they speak.",
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(MyVoiceView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { session, own } = using.reading.requireMember(request)
      return myVoiceView(using, own, proposalIn(using, own, request.params.id), session.key)
    },
  )
}

function proposalIn({ core }: Context, own: LogRow, id: string): StoredProposal {
  const proposal = core.projections.proposals.get(trustedCid(id))
  if (proposal?.log !== own.row) throw new Refused(refuse('proposal/unknown', { id }))
  return proposal
}
