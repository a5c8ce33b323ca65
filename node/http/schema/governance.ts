import { type Static, Type } from 'typebox'
import { ChoiceView, MethodName, MethodRuleView } from './method.ts'
import { Base64, CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'

export const OptionCountView = named(
  'OptionCount',
  Type.Object({
    option: Type.String(),
    ballots: Type.Integer({ minimum: 0, description: 'Ballots that name the option.' }),
    points: Type.Integer({ description: 'Their sum.' }),
  }),
)

/** What a proposal asks for besides its method. */
const threshold = { what: oneOf('for', 'voted'), of: oneOf('cast', 'eligible', 'active'), share: RationalText }
export const ThresholdView = Type.Object(threshold)
/** Of whom the quorum is a share. */
export const QuorumOf = oneOf('eligible', 'active')
const Options = Type.Array(Type.String())

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
    checks: Type.Array(Type.Object({ ...threshold, needed: Count, reached: Count, met: Type.Boolean() })),
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
        }),
      ),
    }),
    final: Type.Boolean({ description: 'False while the vote is open: what it would come to now.' }),
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
  voters: Count,
  accepted: nullable(Type.Boolean({ description: 'Null while open, and where the question is which, not whether.' })),
}

export const ProposalSummary = named('ProposalSummary', Type.Object(summary))
export type ProposalSummary = Static<typeof ProposalSummary>

export const ProposalView = named(
  'Proposal',
  Type.Object({
    ...summary,
    text: Type.String(),
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
    thresholds: Type.Array(ThresholdView),
    closesEarly: Type.Union([Type.Boolean(), oneOf('settled')], {
      description: 'True: once everyone has voted; `settled`: once no further ballot could change the outcome.',
    }),
    origin: nullable(Type.Object({ type: oneOf('initiative', 'election'), id: CidText })),
    area: nullable(Type.String({ description: 'What it is about, for those who delegate by area.' })),
    draft: nullable(Type.Unsafe<string>({ ...CidText, description: 'The draft that it was.' })),
    evaluatesAtMs: nullable(TimeMs),
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
        seed: Base64,
        at: TimeMs,
        entry: CidText,
      }),
    ),
    tally: ref(TallyView),
  }),
)
export type ProposalView = Static<typeof ProposalView>

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
