/** The node's HTTP API as openapi-fetch reads it. */

type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  next?: string
  params?: Record<string, string | number | boolean | null>
}

type Json<T> = { content: { 'application/json': T } }
type Text<Media extends string> = { content: { [M in Media]: string } }
type Failure = { default: { content: { 'application/problem+json': Problem } } }
type None = { query?: never; path?: never; header?: never; cookie?: never }

type Get<R, P = None> = {
  get: { parameters: P; requestBody?: never; responses: { 200: R } & Failure }
}
type Post<B, R, P = None> = {
  post: { parameters: P; requestBody: Json<B>; responses: R & Failure }
}
type ById = { path: { id: string } }

export type Ack = { id: string; log: string; index: number; size: number; checkpoint: string; position: number }
type Role = 'guest' | 'newcomer' | 'member' | 'moderator' | 'delegate' | 'steward'
type Member = {
  key: string
  did: string
  name: string
  role: Role
  state: 'pending' | 'active' | 'removed'
  joinedAtMs: number
}
type Session = {
  key: string
  role: Role | null
  name: string | null
  state: Member['state'] | null
  expiresAtMs: number
}

type BudgetBallot =
  | { type: 'choose-1' }
  | { type: 'approval'; min: number; max: number }
  | {
      type: 'cumulative'
      min: number
      max: number
      minPoints: number
      maxPoints: number
      minSum: number
      maxSum: number
    }
  | { type: 'scoring'; min: number; max: number; minPoints: number; maxPoints: number }
  | { type: 'ordinal'; min: number; points: number[] }
/** Fractions are text: `2/3`. */
type MethodRule =
  | { method: 'majority' }
  | { method: 'supermajority' | 'consensus'; threshold: string }
  | { method: 'approval'; options: string[]; minApprovals: number; maxApprovals: number; seats: number }
  | { method: 'score'; options: string[]; maxScore: number; seats: number }
  | {
      method: 'budget'
      options: { id: string; cost: number }[]
      budget: number
      ballot: BudgetBallot
      selection: { rule: 'greedy' | 'greedy-no-skip' | 'greedy-threshold'; threshold?: number }
    }
type Choice =
  | { vote: 'for' | 'against' | 'abstain' }
  | { approve: string[] }
  | { points: [string, number][] }
  | { rank: string[] }

type OptionCount = { option: string; ballots: number; points: number }
type Tally = {
  electorate: number
  voters: number
  quorum: { needed: number; met: boolean }
  counts: OptionCount[]
  outcome: {
    accepted: boolean | null
    selected: string[]
    ties: { options: string[]; brokenBy: 'method' | 'draw' | 'none' }[]
  }
  final: boolean
}
type ProposalSummary = {
  id: string
  title: string
  state: 'opening' | 'open' | 'closed'
  method: MethodRule['method']
  openedAtMs: number
  closesAtMs: number
  answers: { federation: string; proposal: string } | null
  electorate: number
  voters: number
  accepted: boolean | null
}
type Proposal = ProposalSummary & {
  text: string
  by: string
  byName: string | null
  methodRule: MethodRule
  quorum: string
  closesEarly: boolean
  electorateRoot: string | null
  closed: { ballots: { count: number; root: string }; seed: string; at: number; entry: string } | null
  tally: Tally
}

type VerdictGroup = {
  group: string
  name: string
  weight: string
  position: string | null
  counted: boolean
  reason: string | null
  reasonText: string | null
  mandate: string | null
  electorate: number
  voters: number
  counts: { option: string; points: string | number }[]
  below: VerdictTree | null
  recounted: boolean
}
export type VerdictTree = {
  proposal: string
  federation: string
  name: string
  title: string
  state: 'open' | 'decided'
  method: MethodRule['method']
  groups: VerdictGroup[]
  weighted: { option: string; points: string }[]
  quorum: { needed: number; counted: number; met: boolean }
  accepted: boolean | null
  selected: string[]
  popular: { electorate: number; counts: OptionCount[]; accepted: boolean | null }
  diverges: boolean
  decided: string | null
}
type FederationProposal = {
  id: string
  federation: string
  title: string
  method: MethodRule['method']
  closesAtMs: number
  mandatesByMs: number
  state: 'open' | 'decided'
  answers: { federation: string; proposal: string } | null
  localProposal: string | null
  verdict: VerdictTree | null
}
type Federation = {
  id: string
  name: string
  role: 'seat' | 'member'
  weight: string | null
  groups: { id: string; name: string; weight: string; state: string; connected: boolean }[]
}
type Offer = {
  id: string
  group: string
  groupName: string
  federation: string
  direction: 'offer' | 'need'
  kind: string
  title: string
  quantity: number
  unit: string
  fromMs: number
  untilMs: number
  place: string | null
  distanceKm: number | null
  terms: string
}
type Group = {
  id: string
  name: string
  purpose: string
  languages: string[]
  place: string | null
  members: 'people' | 'groups'
  admission: 'open' | 'invited' | 'vouched' | 'approved'
  nodeKey: string
  reading: 'members' | 'anyone'
  stewards: number
  memberCount: number
  federations: { id: string; name: string }[]
}

export type paths = {
  '/node': Get<
    Json<{ nodeKey: string; version: string; group: string | null; addresses: string[]; name: string | null }>
  >
  '/setup': Get<Json<{ open: boolean }>> & Post<{ token: string; entry: string }, { 201: Json<Ack> }>
  '/group': Get<Json<Group>>
  '/entries': Post<{ entry: string }, { 200: Json<Ack>; 201: Json<Ack> }>
  '/logs/{log}/next-seq': Get<Json<{ seq: number }>, { path: { log: string }; query: { key: string } }>
  '/receipts/{id}': Get<Text<'text/plain'>, ById & { query?: { format?: 'json' } }>
  '/sessions/challenges': Post<Record<string, never>, { 201: Json<{ challenge: string; expiresAtMs: number }> }>
  '/sessions': Post<
    { key: string; challenge: string; signature: string },
    { 201: Json<{ token: string; key: string; role: Role | null; expiresAtMs: number }> }
  >
  '/sessions/current': Get<Json<Session>> & {
    delete: { parameters: None; requestBody?: never; responses: { 204: { content?: never } } & Failure }
  }
  '/members': Get<Json<Member[]>>
  '/proposals': Get<Json<ProposalSummary[]>, { query?: { state?: 'opening' | 'open' | 'closed' } }>
  '/proposals/{id}': Get<Json<Proposal>, ById>
  '/proposals/{id}/tally': Get<Json<Tally>, ById>
  '/proposals/{id}/ballot-key': Get<Json<{ factor: string; ballotKey: string; log: string }>, ById>
  '/proposals/{id}/my-ballot': Get<Json<{ id: string; index: number; seq: number; choice: Choice }>, ById>
  '/federations': Get<Json<Federation[]>>
  '/federation-proposals': Get<Json<FederationProposal[]>, { query?: { federation?: string } }>
  '/federation-proposals/{id}': Get<Json<FederationProposal & { text: string }>, ById>
  '/offers': Get<Json<Offer[]>, { query?: { kind?: string; near?: string; direction?: 'offer' | 'need' } }>
}
