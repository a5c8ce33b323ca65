import { type Static, Type } from 'typebox'
import { CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'

const Name = nullable(Type.String())

/** For what a delegation is; the fields that its type has. */
const ScopeView = named(
  'DelegationScope',
  Type.Object({
    type: oneOf('everything', 'area', 'proposal'),
    area: Type.Optional(Type.String()),
    proposal: Type.Optional(CidText),
    title: Type.Optional(Type.String({ description: 'Of the proposal.' })),
  }),
)
export type ScopeView = Static<typeof ScopeView>

const GivenView = Type.Object({
  scope: ref(ScopeView),
  to: nullable(Type.Unsafe<string>({ ...KeyHex, description: 'Null for nobody: no wider delegation applies either.' })),
  toName: Name,
  givenAtMs: TimeMs,
  expiresAtMs: nullable(TimeMs),
})

export const DelegationsView = named(
  'Delegations',
  Type.Object({
    mine: Type.Array(GivenView, { description: 'What the member has given and not taken back.' }),
    toMe: Type.Object({
      count: Count,
      from: Type.Array(Type.Object({ key: KeyHex, name: Name, scope: ref(ScopeView), expiresAtMs: nullable(TimeMs) }), {
        description: 'At most 500 of them.',
      }),
    }),
  }),
)
export type DelegationsView = Static<typeof DelegationsView>

export const ConcentrationView = named(
  'Concentration',
  Type.Object({
    electorate: Count,
    delegating: Count,
    lost: Type.Integer({ minimum: 0, description: 'Votes that go round in a loop and weigh nothing.' }),
    holders: Type.Array(
      Type.Object({
        key: KeyHex,
        name: Name,
        votes: Type.Integer({ minimum: 1, description: 'Their own and all that come to them.' }),
        share: RationalText,
      }),
      { description: 'Who holds more than one vote, most first; at most 100 of them.' },
    ),
  }),
)
export type ConcentrationView = Static<typeof ConcentrationView>

export const MyVoiceView = named(
  'MyVoice',
  Type.Object({
    entitled: Type.Boolean(),
    voted: Type.Boolean({ description: 'By an own ballot, which overrides every delegation.' }),
    delegate: nullable(Type.Object({ key: KeyHex, name: Name, voted: Type.Boolean() })),
    scope: nullable(ref(ScopeView)),
    counted: Type.Boolean({
      description: "Whether a ballot counts for this member now: the member's own or a delegate's.",
    }),
    silent: nullable(oneOf('loop', 'not-cast', 'cancelled')),
    row: nullable(
      Type.Object(
        { entry: CidText, voter: KeyHex, delegate: KeyHex },
        { description: 'The row of this member in the table of the closed vote, by ballot keys.' },
      ),
    ),
    givers: Type.Array(Type.Object({ key: KeyHex, name: Name }), {
      description: 'Who has given this member their vote here; at most 500 of them.',
    }),
    represents: Type.Integer({
      minimum: 0,
      description: 'Votes of others that this member speaks for if they vote and those do not.',
    }),
  }),
)
export type MyVoiceView = Static<typeof MyVoiceView>

export const DELEGATION_SCHEMAS = [ConcentrationView, DelegationsView, MyVoiceView, ScopeView]
