import { type Static, Type } from 'typebox'
import type { Heeded } from '../../../protocol/governance/standing-objections.ts'
import { ROLL_CALLS, type RollCall } from '../../../protocol/governance/vote-privacy.ts'
import { AmendmentOfVote } from './charter.ts'
import { ChoiceView, MethodName, MethodRuleView } from './method.ts'
import { PersonView } from './person.ts'
import { Base64, CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'
import { Checks, Thresholds } from './threshold.ts'

export const OptionCountView = named(
  'OptionCount',
  Type.Object({
    option: Type.String(),
    ballots: Type.Integer({ minimum: 0, description: 'Ballots that name the option.' }),
    points: Type.Integer({ description: 'Their sum.' }),
  }),
)

/** Of whom the quorum is a share. */
export const QuorumOf = oneOf('eligible', 'active')
const Options = Type.Array(Type.String())

const PaymentView = Type.Object(
  {
    share: RationalText,
    price: RationalText,
    full: RationalText,
    short: RationalText,
    spent: RationalText,
    left: RationalText,
  },
  {
    description:
      'By equal shares: what everybody had at first; what each supporter pays for a point; how many pay that, all they have left, or nothing as they have nothing left; and what everybody together has left afterwards.',
  },
)

export const TallyView = named(
  'Tally',
  Type.Object({
    electorate: Count,
    active: nullable(
      Type.Unsafe<number>({
        ...Count,
        description: 'Of the electorate, who was active of late; null where nobody asks.',
      }),
    ),
    voters: Count,
    quorum: Type.Object({ needed: Count, met: Type.Boolean() }),
    checks: Checks,
    objections: nullable(
      Type.Object(
        { heeded: oneOf('standing', 'upheld'), standing: Count, upheld: Count },
        { description: 'Objections not withdrawn nor dismissed, and those upheld; `heeded` are those that stop it.' },
      ),
    ),
    paper: nullable(
      Type.Object(
        { issued: Count, counted: Count, spoilt: Count, unsettled: Count },
        { description: 'Sheets of paper: handed out; in the count; spoilt, which took part; read and not agreed on.' },
      ),
    ),
    counts: Type.Array(ref(OptionCountView)),
    outcome: Type.Object({
      accepted: nullable(Type.Boolean()),
      selected: Options,
      ranking: Type.Array(Type.Unsafe<string[]>({ ...Options, description: 'Tied options, best first.' })),
      ties: Type.Array(Type.Object({ options: Options, brokenBy: oneOf('method', 'draw', 'none') })),
      rounds: Type.Array(
        Type.Object({
          standing: Type.Array(Type.Object({ option: Type.String(), points: RationalText })),
          elected: Options,
          eliminated: Options,
          quota: Type.Optional(RationalText),
          exhausted: Type.Optional(RationalText),
          payment: Type.Optional(PaymentView),
        }),
      ),
    }),
    pairs: nullable(
      Type.Array(Type.Array(Count), {
        description:
          'By methods that compare options in pairs: how many ballots put the option of the row above that of the column, both in the order of `counts`. Null by others.',
      }),
    ),
    grades: nullable(
      Type.Array(Type.Object({ given: Type.Array(Count), median: nullable(Count) }), {
        description: 'By majority judgment: how often each grade was given, from 0 up, by option. Null by others.',
      }),
    ),
    final: Type.Boolean({ description: 'False while the vote is open: what it would come to now.' }),
    delegated: Type.Boolean({
      description:
        'Whether votes that were passed on are in it; they are added at the close where who voted what is not for all to know.',
    }),
  }),
)
export type TallyView = Static<typeof TallyView>

/** By which proposals are listed; those that are closing are open still. */
export const ListedState = oneOf('opening', 'open', 'closed')
const ProposalState = oneOf('opening', 'open', 'closing', 'closed')
export const Answers = nullable(Type.Object({ federation: CidText, proposal: CidText }))

const summary = {
  id: CidText,
  title: Type.String(),
  state: ProposalState,
  method: MethodName,
  openedAtMs: TimeMs,
  closesAtMs: TimeMs,
  answers: Answers,
  electorate: Count,
  voters: Type.Integer({
    minimum: 0,
    description: 'Who has voted or is represented; while the tally is hidden, who has cast a ballot.',
  }),
  liveTally: Type.Boolean({ description: 'Whether how it stands is shown before the close.' }),
  accepted: nullable(Type.Boolean({ description: 'Null while open, and where the question is which, not whether.' })),
}

export const ProposalSummary = named('ProposalSummary', Type.Object(summary))
export type ProposalSummary = Static<typeof ProposalSummary>

export const ProposalView = named(
  'Proposal',
  Type.Object({
    ...summary,
    text: Type.String(),
    amendment: AmendmentOfVote,
    by: KeyHex,
    byName: nullable(Type.String()),
    methodRule: ref(MethodRuleView),
    quorum: RationalText,
    quorumOf: QuorumOf,
    activeDays: nullable(
      Type.Unsafe<number>({
        ...Count,
        description: 'How many days back the active ones were; null where nobody asks.',
      }),
    ),
    thresholds: Thresholds,
    heeds: nullable(
      Type.Unsafe<Heeded>({
        ...oneOf('standing', 'upheld'),
        description: 'Which objections keep it from passing: all that stand, or those that were upheld.',
      }),
    ),
    closesEarly: Type.Union([Type.Boolean(), oneOf('settled')], {
      description: 'True: once everyone has voted; `settled`: once no further ballot could change the outcome.',
    }),
    origin: nullable(Type.Object({ type: oneOf('initiative', 'election'), id: CidText })),
    area: nullable(Type.String({ description: 'What it is about, for those who delegate by area.' })),
    draft: nullable(Type.Unsafe<string>({ ...CidText, description: 'The draft that it was.' })),
    evaluatesAtMs: nullable(TimeMs),
    paper: nullable(
      Type.Object(
        { keyingMs: Count },
        { description: 'That members may vote on paper, and how long sheets are keyed in.' },
      ),
    ),
    rollCall: Type.Unsafe<RollCall>({
      ...oneOf(...ROLL_CALLS),
      description: 'Who learns which member voted what, once it is closed.',
    }),
    electorateRoot: nullable(Base64),
    closed: nullable(
      Type.Object({
        ballots: Type.Object({ count: Count, root: Base64 }),
        delegations: nullable(
          Type.Object(
            { count: Count, root: Base64 },
            { description: 'Rows of the table by which ballots weigh more than one.' },
          ),
        ),
        objections: nullable(
          Type.Object(
            { count: Count, root: Base64, standing: Count, upheld: Count },
            { description: 'All entries about objections, and how many objections stand.' },
          ),
        ),
        paper: nullable(
          Type.Object(
            {
              entries: Type.Object({ count: Count, root: Base64 }),
              keys: Type.Object({ count: Count, root: Base64 }),
              counted: Count,
              spoilt: Count,
              unsettled: Count,
            },
            { description: 'All entries about paper, the ballot keys that voted on it, and what the sheets came to.' },
          ),
        ),
        seed: Base64,
        blinding: nullable(
          Type.Unsafe<string>({ ...Base64, description: 'What the ballot keys are made with; where all may know.' }),
        ),
        at: TimeMs,
        entry: CidText,
      }),
    ),
    tally: nullable(ref(TallyView)),
  }),
)
export type ProposalView = Static<typeof ProposalView>

export const RollCallView = named(
  'RollCall',
  Type.Object({
    seenBy: oneOf('members', 'all'),
    ballots: Type.Array(Type.Object({ voter: ref(PersonView), choice: ref(ChoiceView) }), {
      description: 'Each ballot that counts, in the order of the keys of the members.',
    }),
    represented: nullable(
      Type.Array(Type.Object({ voter: ref(PersonView), by: ref(PersonView) }), {
        description: 'Who passed their vote on, and to whom. Null where that stays between these two.',
      }),
    ),
  }),
)
export type RollCallView = Static<typeof RollCallView>

export const BallotKeyView = Type.Object({
  factor: Type.Unsafe<string>({ ...Base64, description: "32 bytes that blind this member's key for this vote." }),
  ballotKey: KeyHex,
  log: CidText,
})
export const MyActivityView = Type.Object({
  days: Count,
  count: Type.Unsafe<number>({ ...Count, description: 'Voters who were active in these days before opening.' }),
  root: Type.Unsafe<string>({ ...Base64, description: 'Of the tree over them, as the electorate names it.' }),
  place: nullable(
    Type.Object(
      { index: Count, proof: Type.Array(Base64) },
      { description: 'Where the member stands in it; null where they are not among them.' },
    ),
  ),
})
export const MyBallotView = Type.Object({ id: CidText, index: Count, seq: Count, choice: ref(ChoiceView) })
