import { type Static, Type } from 'typebox'
import { STAGES } from '../../../protocol/federation/round.ts'
import { AmendmentOfVote } from './charter.ts'
import { Answers, OptionCountView } from './governance.ts'
import { CharterView } from './group.ts'
import { MethodName, MethodRuleView } from './method.ts'
import { Base64, CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'

const federation = {
  id: CidText,
  name: Type.String(),
  role: Type.Unsafe<'seat' | 'member'>({
    ...oneOf('seat', 'member'),
    description: '`seat`: this node is the federation itself.',
  }),
  weight: nullable(RationalText),
  groups: Type.Array(
    Type.Object({
      id: CidText,
      name: Type.String(),
      weight: RationalText,
      state: oneOf('member', 'left', 'expelled'),
      connected: Type.Boolean(),
      cause: nullable(Type.String({ description: 'Why it was expelled.' })),
      expulsion: Type.Object(
        { backed: Count, needed: Count, byMe: Type.Boolean() },
        { description: 'Where stewards or the council expel: how many want the group out, and how many it takes.' },
      ),
      forked: Type.Boolean({ description: 'Whether its node has signed two histories: its mandates do not count.' }),
    }),
  ),
  vetoGrounds: Type.Array(Type.String(), { description: 'What its groups may veto for.' }),
  expelsBy: oneOf('decision', 'stewards', 'council'),
  onCouncil: Type.Boolean({ description: 'Whether whoever asks sits on its council now.' }),
  merged: nullable(
    Type.Object(
      { into: CidText, name: Type.String(), atMs: TimeMs },
      { description: 'The federation into which it has merged: its log has ended.' },
    ),
  ),
  tookIn: Type.Array(Type.Object({ from: CidText, name: Type.String(), atMs: TimeMs }), {
    description: 'Federations that have merged into it.',
  }),
  newKey: nullable(
    Type.Object(
      {
        keys: Count,
        waiting: Count,
        lost: Type.Array(Type.Object({ kind: Type.String(), code: Type.String() })),
      },
      {
        description:
          'Its node has another key than it began with: how many there were, how many entries of this copy wait to be handed in to the new one, and which it refused.',
      },
    ),
  ),
  loop: nullable(
    Type.Array(CidText, { description: 'This membership closes a loop of federations, so nothing is decided in it.' }),
  ),
}

export const FederationView = named('Federation', Type.Object(federation))
export type FederationView = Static<typeof FederationView>

const DecisionState = Type.Unsafe<'open' | 'waiting' | 'decided'>({
  ...oneOf('open', 'waiting', 'decided'),
  description: '`waiting`: decided, and waits for the cosignatures that the charter asks for before it binds.',
})
const contest = {
  clauses: Type.Array(
    Type.Object({
      text: nullable(Type.String({ description: 'Null where the proposal names no clauses: its whole is one.' })),
      standing: oneOf('open', 'holds', 'suspended', 'falls'),
    }),
  ),
  vetoes: Type.Array(
    Type.Object({
      id: CidText,
      group: CidText,
      name: Type.String(),
      ground: Type.String(),
      reason: Type.String(),
      evidence: Type.Array(Type.Object({ text: Type.String(), source: Type.String() })),
      clauses: Type.Array(Count),
      state: oneOf('raised', 'without-effect', 'mediation', 'withdrawn', 'agreed', 're-vote', 'overridden', 'upheld'),
      offered: Type.Array(Type.Object({ id: CidText, text: Type.String() })),
      agreed: nullable(CidText),
    }),
  ),
  mediationEndsMs: nullable(TimeMs),
  override: Type.Object({ share: RationalText, revote: nullable(CidText), accepted: nullable(Type.Boolean()) }),
}
/** The clauses of a proposal, who contests them, and what came of it. */
export const ContestView = named('Contest', Type.Object(contest))
export type ContestView = Static<typeof ContestView>

const groupFields = {
  group: CidText,
  name: Type.String(),
  weight: RationalText,
  position: nullable(oneOf('for', 'against', 'abstain', 'veto')),
  counted: Type.Boolean(),
  reason: nullable(Type.String({ description: 'Code: why the mandate does not count.' })),
  reasonText: nullable(Type.String()),
  mandate: nullable(CidText),
  electorate: Count,
  voters: Count,
  counts: Type.Array(Type.Object({ option: Type.String(), points: Type.Integer() })),
  recounted: Type.Boolean({ description: 'Whether this node has counted its ballots again.' }),
}
export const Witnessed = nullable(
  Type.Object(
    {
      by: Type.Array(Type.Object({ group: nullable(CidText), name: Type.String(), atMs: TimeMs })),
      of: Count,
      needed: Count,
      met: Type.Boolean({
        description: 'Whether they are as many as the charter asks for: before that it does not bind.',
      }),
    },
    {
      description:
        'Who cosigned the checkpoint that the result stands under: nodes of member groups, and outside witnesses that the charter names (`group` null).',
    },
  ),
)
const treeFields = {
  proposal: CidText,
  federation: CidText,
  name: Type.String(),
  title: Type.String(),
  state: DecisionState,
  method: MethodName,
  weighted: Type.Array(Type.Object({ option: Type.String(), points: RationalText })),
  quorum: Type.Object({ needed: Count, counted: Count, met: Type.Boolean() }),
  accepted: nullable(Type.Boolean()),
  selected: Type.Array(Type.String()),
  popular: Type.Object({
    electorate: Count,
    counts: Type.Array(ref(OptionCountView)),
    accepted: nullable(Type.Boolean()),
  }),
  diverges: Type.Boolean({ description: 'Whether the weighted verdict and the popular count come out differently.' }),
  decided: nullable(CidText),
  contest: nullable(ref(ContestView)),
  witnesses: Witnessed,
}
const GroupFields = Type.Object(groupFields)
const TreeFields = Type.Object(treeFields)

/** Where one group stands in a verdict; `below` where it is a federation whose own verdict is known here. */
export type VerdictGroup = Static<typeof GroupFields> & { below: VerdictTree | null }
export type VerdictTree = Static<typeof TreeFields> & { groups: VerdictGroup[] }

const treeRef = Type.Unsafe<VerdictTree>({ $ref: 'VerdictTree#' })
export const VerdictGroupView = named('VerdictGroup', Type.Object({ ...groupFields, below: nullable(treeRef) }))
export const VerdictTreeView = named(
  'VerdictTree',
  Type.Object({ ...treeFields, groups: Type.Array(ref(VerdictGroupView)) }),
)

export const MergeTermsView = Type.Object({
  from: CidText,
  fromName: Type.String(),
  into: CidText,
  intoName: Type.String(),
  groups: Type.Array(Type.Object({ group: CidText, name: Type.String(), weight: RationalText })),
})
export const MergedView = Type.Object({
  from: CidText,
  into: CidText,
  groups: Type.Array(Type.Object({ group: CidText, name: Type.String() }), {
    description: 'That have come in now; none at the federation that has merged.',
  }),
  refused: Type.Array(Type.Object({ group: CidText, name: Type.String(), code: Type.String() })),
})
export type MergedView = Static<typeof MergedView>

const proposal = {
  id: CidText,
  federation: CidText,
  title: Type.String(),
  method: MethodName,
  closesAtMs: TimeMs,
  mandatesByMs: TimeMs,
  state: DecisionState,
  answers: Answers,
  merges: nullable(MergeTermsView),
  localProposal: nullable(CidText),
  overrides: nullable(CidText),
  round: nullable(
    Type.Object({
      stage: oneOf(...STAGES),
      follows: nullable(CidText),
      next: nullable(oneOf(...STAGES)),
    }),
  ),
  verdict: nullable(treeRef),
}
export const FederationProposalView = named('FederationProposal', Type.Object(proposal))
export type FederationProposalView = Static<typeof FederationProposalView>
export const FederationProposalWhole = Type.Object({
  ...proposal,
  text: Type.String(),
  clauses: Type.Array(Type.String()),
})

export const FederationWhole = Type.Object({
  ...federation,
  charter: nullable(ref(CharterView)),
  feeds: Type.Array(Type.Object({ group: CidText, feed: CidText, size: Count })),
  proposals: Type.Array(ref(FederationProposalView)),
})
export type FederationWhole = Static<typeof FederationWhole>

export const SeatView = named(
  'CouncilSeat',
  Type.Object({
    seating: Type.Unsafe<string>({ ...CidText, description: "The entry in the group's feed." }),
    group: CidText,
    groupName: Type.String(),
    delegate: KeyHex,
    name: Type.String(),
    fromMs: TimeMs,
    untilMs: Type.Unsafe<number>({ ...TimeMs, description: 'The first moment after the term.' }),
    state: oneOf('sits', 'to-come', 'over', 'replaced', 'recalled'),
    elected: Type.Boolean({ description: 'Whether an election of the group has put them there.' }),
    cause: nullable(Type.String({ description: 'Why they were recalled.' })),
  }),
)
export type SeatView = Static<typeof SeatView>
export const CouncilView = Type.Object({
  seats: Type.Array(ref(SeatView)),
  vacant: Type.Array(Type.Object({ group: CidText, name: Type.String() }), {
    description: 'Member groups for whom nobody sits now.',
  }),
})
export type CouncilView = Static<typeof CouncilView>

const Vote = oneOf('for', 'against', 'abstain')
export const MotionView = named(
  'CouncilMotion',
  Type.Object({
    id: CidText,
    federation: CidText,
    federationName: Type.String(),
    title: Type.String(),
    text: Type.String(),
    does: oneOf('resolution', 'charter'),
    by: Type.Object({ key: KeyHex, name: Type.String() }),
    movedAtMs: TimeMs,
    closesAtMs: TimeMs,
    state: Type.Unsafe<'open' | 'waiting' | 'decided' | 'withdrawn'>({
      ...DecisionState,
      ...oneOf('open', 'waiting', 'decided', 'withdrawn'),
    }),
    accepted: nullable(Type.Boolean()),
    closed: nullable(CidText),
    closedAtMs: nullable(TimeMs),
    rule: Type.Object(
      { method: ref(MethodRuleView), quorum: RationalText },
      { description: 'By which it goes: over the voices of the member groups, one each.' },
    ),
    groups: Type.Array(
      Type.Object({
        group: CidText,
        name: Type.String(),
        delegate: nullable(
          Type.Object({ key: KeyHex, name: Type.String() }, { description: 'Who sits for it, or sat at the end.' }),
        ),
        vote: nullable(Vote),
      }),
    ),
    counts: Type.Object({ for: Count, against: Count, abstain: Count }),
    quorum: Type.Object({ needed: Count, voted: Count, met: Type.Boolean() }),
    change: AmendmentOfVote,
    mayVote: Type.Boolean({ description: 'Whether whoever asks sits on the council while it is open.' }),
    mayWithdraw: Type.Boolean({ description: 'Whether whoever asks has moved it, and nobody else has voted yet.' }),
    mine: nullable(Vote),
    witnesses: Witnessed,
  }),
)
export type MotionView = Static<typeof MotionView>

export const JoinPlanView = Type.Object({
  federation: CidText,
  name: Type.String(),
  weight: RationalText,
  feed: CidText,
  entries: Type.Array(
    Type.Object({
      log: CidText,
      kind: Type.String(),
      body: Type.Unsafe<string>({ ...Base64, description: 'Canonical body without its salt.' }),
      to: oneOf('federation', 'group'),
    }),
  ),
})
export const JoinInput = Type.Object({
  ticket: Type.String({ maxLength: 10_000 }),
  entries: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 4 }),
})
export const LeaveInput = Type.Object({
  left: Type.String({ minLength: 1, description: '`federation/left` for the federation, signed, Base 64.' }),
  unfederated: Type.String({ minLength: 1, description: '`group/unfederated` for the own log, signed, Base 64.' }),
  anyway: Type.Optional(Type.Boolean({ description: 'Leave even if the node of the federation cannot be told now.' })),
})
export const FederationEntryInput = Type.Object({
  entry: Type.String({ minLength: 1, description: 'Signed, Base 64.' }),
})
export const Written = Type.Object({ id: CidText })
export const Left = Type.Object({
  told: Type.Boolean({ description: 'Whether the federation has it in its log.' }),
})
export const TicketView = named(
  'Ticket',
  Type.Object({
    key: KeyHex,
    weight: RationalText,
    expiresAtMs: TimeMs,
    state: oneOf('open', 'used', 'revoked', 'expired'),
  }),
)
export type TicketView = Static<typeof TicketView>
export const Joined = Type.Object({ federation: CidText })

const offer = {
  id: Type.Unsafe<string>({ ...CidText, description: 'Id of its first revision.' }),
  group: CidText,
  groupName: Type.String(),
  federation: CidText,
  direction: oneOf('offer', 'need'),
  kind: Type.String(),
  title: Type.String(),
  quantity: Count,
  unit: Type.String(),
  fromMs: TimeMs,
  untilMs: TimeMs,
  place: nullable(Type.String({ description: 'Geohash of four characters.' })),
  distanceKm: nullable(Type.Integer({ minimum: 0, description: 'Between the middles of the two coarse places.' })),
  terms: Type.String(),
  own: Type.Boolean({ description: "Of this node's own group." }),
  feed: Type.Unsafe<string>({ ...CidText, description: 'The log in which it is revised.' }),
  seq: Type.Integer({ description: 'Of its newest revision: the next takes a higher one.' }),
  wished: Type.Boolean({ description: 'Whether whoever asks wants to be told of such.' }),
}
export const OfferView = named('Offer', Type.Object(offer))

const detailAnswer = {
  state: oneOf('given', 'waiting', 'declined', 'none'),
  text: Type.String(),
}
export const DetailAnswerView = Type.Object(detailAnswer)
export type OfferView = Static<typeof OfferView>

export const OfferWhole = Type.Object({
  ...offer,
  stands: Type.Boolean({ description: 'Neither withdrawn nor over.' }),
  detail: nullable(
    Type.Object(
      { text: Type.String(), toWhom: oneOf('federation', 'on-yes') },
      { description: 'What this group keeps at home of its own offer; to its stewards.' },
    ),
  ),
  requests: Type.Array(
    Type.Object({ group: CidText, name: Type.String(), askedAtMs: TimeMs, answer: nullable(oneOf('yes', 'no')) }),
    { description: 'Who has asked for the details; to stewards.' },
  ),
  answer: nullable(
    Type.Object(
      { ...detailAnswer, atMs: TimeMs },
      { description: "What the owner of another group's offer has answered to this node." },
    ),
  ),
})
export type OfferWhole = Static<typeof OfferWhole>

export const WishView = Type.Object({
  kind: Type.String({ maxLength: 40, description: 'Empty: any.' }),
  withinKm: Type.Integer({ minimum: 0, maximum: 20_038 }),
})
