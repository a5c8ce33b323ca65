import { type Static, Type } from 'typebox'
import { ROLL_CALLS, type RollCall } from '../../../protocol/governance/vote-privacy.ts'
import { ROLES } from '../../../protocol/group/role.ts'
import { MethodRuleView } from './method.ts'
import { PersonView } from './person.ts'
import { CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'

export const RoleName = oneOf(...ROLES)
export const StateName = oneOf('pending', 'active', 'removed')
const MembersOf = oneOf('people', 'groups')
const Reading = oneOf('members', 'anyone')

export const NodeView = Type.Object({
  nodeKey: KeyHex,
  version: Type.String(),
  group: nullable(CidText),
  addresses: Type.Array(Type.String({ description: 'Multiaddr.' })),
  name: nullable(Type.String()),
})

export const HealthView = Type.Object({
  status: oneOf('ok', 'starting', 'degraded'),
  version: Type.String(),
  uptimeMs: Count,
  entries: Count,
  peers: Count,
})

export const SetupView = Type.Object({ open: Type.Boolean({ description: 'Whether the node waits for its group.' }) })
export const SetupInput = Type.Object({ token: Type.String(), entry: Type.String({ minLength: 1 }) })

export const GroupView = named(
  'Group',
  Type.Object({
    id: CidText,
    name: Type.String(),
    purpose: Type.String(),
    languages: Type.Array(Type.String()),
    place: nullable(Type.String({ description: 'Geohash of four characters.' })),
    members: MembersOf,
    admission: oneOf('open', 'invited', 'vouched', 'approved'),
    vouchesNeeded: nullable(Type.Integer({ minimum: 1, description: 'Members who have to vouch for a newcomer.' })),
    nodeKey: KeyHex,
    reading: Reading,
    rollCall: Type.Unsafe<RollCall>({
      ...oneOf(...ROLL_CALLS),
      description: 'Who learns which member voted what, where a proposal hides no more than that.',
    }),
    liveTally: Type.Boolean({ description: 'Whether votes show how they stand, where a proposal does not hide it.' }),
    review: Type.Boolean({ description: 'Whether a moderator approves a proposal before it opens.' }),
    activeDays: nullable(
      Type.Unsafe<number>({
        ...Count,
        description: 'How many days back members count as active; null where it is not said.',
      }),
    ),
    stewards: Count,
    memberCount: Count,
    federations: Type.Array(Type.Object({ id: CidText, name: Type.String() })),
  }),
)
export type GroupView = Static<typeof GroupView>

export const CharterView = named(
  'Charter',
  Type.Object({
    name: Type.String(),
    purpose: Type.String(),
    languages: Type.Array(Type.String()),
    place: nullable(Type.String()),
    members: MembersOf,
    founder: Type.String(),
    stewards: Type.Array(KeyHex),
    threshold: Count,
    lostKeyHours: Type.Optional(Count),
    node: KeyHex,
    admission: Type.Union([
      Type.Object({ type: oneOf('open', 'invited', 'approved') }),
      Type.Object({
        type: oneOf('vouched'),
        by: Count,
        open: Type.Optional(Count),
        costDays: Type.Optional(Count),
      }),
    ]),
    decisions: Type.Object({
      method: ref(MethodRuleView),
      quorum: RationalText,
      review: Type.Optional(Type.Boolean()),
      activeDays: Type.Optional(Count),
    }),
    initiatives: Type.Optional(Type.Object({ opinion: RationalText, decision: RationalText, charter: RationalText })),
    federatedProposals: oneOf('open-at-once', 'steward-opens'),
    federation: nullable(
      Type.Object({
        quorum: RationalText,
        evidence: oneOf('recount', 'arithmetic'),
        binds: Type.Boolean(),
        witnesses: Type.Optional(Count),
        outsideWitnesses: Type.Optional(Type.Array(Type.String())),
        expulsion: Type.Optional(oneOf('decision', 'stewards', 'council')),
        council: Type.Object({ method: ref(MethodRuleView), quorum: RationalText }),
        veto: Type.Object({
          grounds: Type.Array(Type.String()),
          heardBy: oneOf('stewards', 'groups'),
          mediationMs: Count,
          override: RationalText,
        }),
      }),
    ),
    privacy: Type.Object({
      reading: Reading,
      rollCall: oneOf(...ROLL_CALLS),
      liveTally: Type.Optional(Type.Boolean()),
    }),
  }),
)
export type CharterView = Static<typeof CharterView>

export const MemberView = named(
  'Member',
  Type.Object({
    key: KeyHex,
    did: Type.String({ description: 'did:key of the same key.' }),
    signer: Type.Unsafe<string>({
      ...KeyHex,
      description: 'The key that signs for them: another where the first was lost.',
    }),
    name: Type.String(),
    role: RoleName,
    state: StateName,
    joinedAtMs: TimeMs,
    vouchers: Type.Integer({ minimum: 0, description: 'Members who have vouched.' }),
  }),
)
export type MemberView = Static<typeof MemberView>

export const EndorsementsView = Type.Object({
  open: Type.Integer({ minimum: 1, description: 'How many a member may have open at once.' }),
  freeAtMs: nullable(Type.Unsafe<number>({ ...TimeMs, description: 'When the member can vouch again; null: now.' })),
  costMs: Type.Integer({ minimum: 0, description: 'How long a removal for cause takes the slot of each who vouched.' }),
  endorsements: Type.Array(
    Type.Object({
      member: ref(PersonView),
      takenUntilMs: TimeMs,
      forCause: Type.Boolean({ description: 'Taken because that member was removed for cause.' }),
    }),
  ),
})
