import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import { evidenceOfVote } from '../../domains/federation/evidence.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import { sendEvidence } from '../car-file.ts'
import type { Context } from '../context.ts'
import { granted, Refused } from '../refused.ts'
import {
  BallotKeyView,
  ListedState,
  MyActivityView,
  MyBallotView,
  ProposalSummary,
  ProposalView,
  TallyView,
} from '../schema/governance.ts'
import { refusals } from '../schema/problem.ts'
import { ById, CarFile, ref } from '../schema/shared.ts'
import { amendmentOfVote } from '../views/charter.ts'
import { choiceView } from '../views/method.ts'
import { namesIn } from '../views/name.ts'
import { proposalSummary, proposalView, tallyView } from '../views/proposal.ts'

/** The group's votes. Who cast which ballot is nobody's business: a member sees their own, and everyone the counts. */
export function proposalRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals',
    {
      schema: {
        operationId: 'listProposals',
        summary: 'Proposals, newest first.',
        tags: ['decisions'],
        querystring: Type.Object({ state: Type.Optional(ListedState) }, { additionalProperties: false }),
        response: { 200: Type.Array(ref(ProposalSummary)), ...refusals },
      },
    },
    async request => {
      const { core, reading, standings } = context()
      const { proposals } = core.projections
      const { own, mayRead } = reading.requireReadingVotes(request)
      return proposals
        .list(own.row, request.query.state)
        .filter(mayRead)
        .flatMap(id => proposals.get(id) ?? [])
        .map(proposal => proposalSummary(proposal, standings.of(proposal)))
    },
  )

  api.get(
    '/proposals/:id',
    {
      schema: {
        operationId: 'getProposal',
        summary: 'A proposal with its tally.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(ProposalView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own, proposal } = readableProposal(using, request, request.params.id)
      return {
        ...proposalView(proposal, using.standings.of(proposal), namesIn(using, own)(proposal.by)),
        amendment: amendmentOfVote(using, own, { ...proposal, change: proposal.amendment }),
      }
    },
  )

  api.get(
    '/proposals/:id/tally',
    {
      schema: {
        operationId: 'getTally',
        summary: 'How a vote stands or ended; refused until the close where it shows no tally before.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(TallyView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { proposal } = readableProposal(using, request, request.params.id)
      const { tally } = using.standings.of(proposal)
      if (!tally) throw new Refused(refuse('proposal/tally-hidden'))
      return tallyView(proposal.method, tally)
    },
  )

  api.get(
    '/proposals/:id/ballot-key',
    {
      schema: {
        operationId: 'getBallotKey',
        summary: "The member's own blinding factor for this vote, and nobody else's.",
        tags: ['decisions'],
        params: ById,
        response: { 200: BallotKeyView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { session, own } = using.reading.requireVoter(request)
      const { id, state } = proposalIn(using, own, request.params.id)
      const ballotKey = using.ballotKeyOf(id, session.key)
      if (!ballotKey) throw new Refused(refuse(state === 'opening' ? 'proposal/not-open' : 'ballot/not-entitled'))
      const isReplaced = using.core.reader(own).keys?.isOfReplaced(id, ballotKey.key)
      if (isReplaced) throw new Refused(refuse('ballot/key-replaced'))
      return { factor: toBase64(ballotKey.factor), ballotKey: ballotKey.key, log: own.id }
    },
  )

  api.get(
    '/proposals/:id/my-activity',
    {
      schema: {
        operationId: 'getMyActivity',
        summary: 'Whether the member counts among the active of this vote, and the proof of it.',
        tags: ['decisions'],
        params: ById,
        response: { 200: MyActivityView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { session, own } = using.reading.requireMember(request)
      const proposal = proposalIn(using, own, request.params.id)
      const activity = using.activeVoters.of(proposal, session.key)
      if (!activity) throw new Refused(refuse('request/not-found'))
      const { days, count, root, place } = activity
      return {
        days,
        count,
        root: toBase64(root),
        place: place && { index: place.index, proof: place.proof.map(toBase64) },
      }
    },
  )

  api.get(
    '/proposals/:id/my-ballot',
    {
      schema: {
        operationId: 'getMyBallot',
        summary: "The member's own ballot that counts now.",
        tags: ['decisions'],
        params: ById,
        response: { 200: MyBallotView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { session, own } = using.reading.requireVoter(request)
      const proposal = proposalIn(using, own, request.params.id)
      const ballotKey = using.ballotKeyOf(proposal.id, session.key)
      const ballot = ballotKey && using.voters.ballot(proposal, ballotKey.key)
      if (!ballot) throw new Refused(refuse('request/not-found'))
      const { id, index, seq, choice } = ballot
      return { id, index, seq, choice: choiceView(choice) }
    },
  )

  api.post(
    '/proposals/:id/close',
    {
      schema: {
        operationId: 'closeProposal',
        summary: 'Close a vote that is due; the node does it by itself within seconds.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(ProposalSummary), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireSteward(request)
      const { id } = proposalIn(using, own, request.params.id)
      granted(await using.clerk.close(id))
      const closed = proposalIn(using, own, id)
      return proposalSummary(closed, using.standings.of(closed))
    },
  )

  api.get(
    '/proposals/:id/evidence',
    {
      schema: {
        operationId: 'getProposalEvidence',
        summary: 'Everything it takes to count a closed vote again (CAR).',
        tags: ['decisions'],
        params: ById,
        response: { 200: CarFile, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = proposalIn(using, own, request.params.id)
      return sendEvidence(reply, id, granted(evidenceOfVote(using.core, id)))
    },
  )
}

/** A proposal that whoever asks may read. */
function readableProposal(
  using: Context,
  request: FastifyRequest,
  id: string,
): { own: LogRow; proposal: StoredProposal } {
  const { own, mayRead } = using.reading.requireReadingVotes(request)
  const proposal = proposalIn(using, own, id)
  if (!mayRead(proposal.id)) throw new Refused(refuse('member/unknown'))
  return { own, proposal }
}

/** A proposal of the node's own group; `proposal/unknown` for any other. */
export function proposalIn({ core }: Context, own: LogRow, id: string): StoredProposal {
  const proposal = core.projections.proposals.get(trustedCid(id))
  if (proposal?.log !== own.row) throw new Refused(refuse('proposal/unknown', { id }))
  return proposal
}
