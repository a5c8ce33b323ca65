import { type Static, Type } from 'typebox'
import { INITIATIVE_TYPES } from '../../../protocol/governance/initiative.ts'
import { ChangeOfCharter } from './charter.ts'
import { QuorumOf } from './governance.ts'
import { MethodRuleView } from './method.ts'
import { CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'
import { Thresholds } from './threshold.ts'

export const InitiativeView = named(
  'Initiative',
  Type.Object({
    id: CidText,
    type: oneOf(...INITIATIVE_TYPES),
    title: Type.String(),
    text: Type.String(),
    by: KeyHex,
    byName: Type.String(),
    methodRule: ref(MethodRuleView),
    quorum: RationalText,
    quorumOf: QuorumOf,
    thresholds: Thresholds,
    amendment: ChangeOfCharter,
    voteMs: Type.Integer({ minimum: 0, description: 'How long people will have to vote.' }),
    startedAtMs: TimeMs,
    expiresAtMs: TimeMs,
    state: Type.Unsafe<'gathering' | 'reached' | 'opened' | 'expired' | 'overtaken'>({
      ...oneOf('gathering', 'reached', 'opened', 'expired', 'overtaken'),
      description: '`overtaken`: the charter cannot be changed any more as it asks.',
    }),
    supporters: Count,
    needed: Type.Integer({ minimum: 1, description: 'Supporters that make a proposal of it.' }),
    supports: nullable(Type.Boolean({ description: 'Whether the one who asks supports it; null without a session.' })),
    proposal: nullable(Type.Unsafe<string>({ ...CidText, description: 'The vote that it has become.' })),
  }),
)
export type InitiativeView = Static<typeof InitiativeView>
