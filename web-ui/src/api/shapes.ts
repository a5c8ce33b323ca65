import type { Choice } from '../../../protocol/governance/choice.ts'
import type { paths } from '../api.generated.ts'

/** What a path of the API answers to a GET. */
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } }
}
  ? T
  : never

export type Group = Answer<'/group'>
export type Charter = Answer<'/charter'>
export type CharterChanges = Answer<'/charter/changes'>
export type NodeHealth = Answer<'/node/health'>
export type Session = Answer<'/sessions/current'>
export type Member = Answer<'/members'>[number]
export type Role = Member['role']
export type Handover = Answer<'/handovers/{id}'>
export type KeyRequest = Answer<'/key-requests/{id}'>
export type OwnKeyRequest = Answer<'/key-requests'>[number]
export type ProposalSummary = Answer<'/proposals'>[number]
export type Proposal = Answer<'/proposals/{id}'>
export type MethodRule = Proposal['methodRule']
export type BudgetRule = Extract<MethodRule, { method: 'budget' }>
export type RollCall = Omit<Answer<'/proposals/{id}/roll-call'>, 'ballots'> & {
  ballots: { voter: { key: string; name: string }; choice: Choice }[]
}
export type Tally = Answer<'/proposals/{id}/tally'>
export type Due = Answer<'/due'>[number]
export type Found = Answer<'/search'>[number]
export type DraftSummary = Answer<'/drafts'>[number]
export type Draft = Answer<'/drafts/{id}'>
export type FollowUp = Answer<'/proposals/{id}/follow-up'>
export type Argument = Answer<'/proposals/{id}/arguments'>[number]
export type Paper = Answer<'/proposals/{id}/paper'>
export type Objection = Answer<'/proposals/{id}/objections'>[number]
export type MyBallot = Omit<Answer<'/proposals/{id}/my-ballot'>, 'choice'> & { choice: Choice }
export type MyVoice = Answer<'/proposals/{id}/my-voice'>
export type Delegations = Answer<'/delegations'>
export type Scope = Delegations['mine'][number]['scope']
export type Election = Answer<'/elections'>[number]
export type Office = Answer<'/offices'>[number]
export type Initiative = Answer<'/initiatives'>[number]
export type Draw = Answer<'/sortitions'>[number]
export type DrawEvidence = Answer<'/sortitions/{id}/evidence'>
export type Federation = Answer<'/federations'>[number]
export type Council = Answer<'/federations/{id}/council'>
export type Motion = Answer<'/council-motions'>[number]
export type Ticket = Answer<'/tickets'>[number]
export type FederationProposal = Answer<'/federation-proposals/{id}'>
export type VerdictTree = NonNullable<FederationProposal['verdict']>
export type Contest = NonNullable<VerdictTree['contest']>
export type VerdictGroup = VerdictTree['groups'][number]
export type Offer = Answer<'/offers'>[number]
export type OfferDetails = Answer<'/offers/{id}'>
export type Bulletin = Answer<'/bulletins'>[number]
export type Network = Answer<'/network'>
export type Reach = Answer<'/bulletins/{id}/reach'>
export type Ack = paths['/entries']['post']['responses'][201]['content']['application/json']
