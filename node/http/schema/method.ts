import { type Static, Type } from 'typebox'
import { Count, named, oneOf, RationalText } from './shared.ts'

const Length = { min: Count, max: Count }
const PointRange = { minPoints: Type.Integer(), maxPoints: Type.Integer() }

const BudgetBallot = Type.Union([
  Type.Object({ type: oneOf('choose-1') }),
  Type.Object({ type: oneOf('approval'), ...Length }),
  Type.Object({
    type: oneOf('cumulative'),
    ...Length,
    ...PointRange,
    minSum: Type.Integer(),
    maxSum: Type.Integer(),
  }),
  Type.Object({ type: oneOf('scoring'), ...Length, ...PointRange }),
  Type.Object({ type: oneOf('ordinal'), min: Count, points: Type.Array(Type.Integer()) }),
])

export const MethodName = oneOf(
  'majority',
  'supermajority',
  'consensus',
  'consent',
  'approval',
  'score',
  'star',
  'majority-judgment',
  'irv',
  'stv',
  'schulze',
  'copeland',
  'quadratic',
  'budget',
)

const Contest = {
  options: Type.Array(Type.String()),
  seats: Count,
}
const StatusQuo = Type.Optional(
  Type.String({ description: 'The option of leaving things as they are: only options that beat it win.' }),
)

/** A rule of `protocol/governance/method.ts`; its threshold as text. */
export const MethodRuleView = named(
  'MethodRule',
  Type.Union([
    Type.Object({ method: oneOf('majority', 'consent') }),
    Type.Object({ method: oneOf('supermajority', 'consensus'), threshold: RationalText }),
    Type.Object({
      method: oneOf('approval'),
      ...Contest,
      minApprovals: Count,
      maxApprovals: Count,
    }),
    Type.Object({ method: oneOf('score', 'star'), ...Contest, maxScore: Count }),
    Type.Object({ method: oneOf('majority-judgment'), ...Contest, grades: Count }),
    Type.Object({ method: oneOf('irv'), options: Type.Array(Type.String()) }),
    Type.Object({ method: oneOf('stv'), ...Contest }),
    Type.Object({ method: oneOf('schulze', 'copeland'), ...Contest, statusQuo: StatusQuo }),
    Type.Object({ method: oneOf('quadratic'), ...Contest, credits: Count }),
    Type.Object({
      method: oneOf('budget'),
      options: Type.Array(Type.Object({ id: Type.String(), cost: Count })),
      budget: Count,
      ballot: BudgetBallot,
      selection: Type.Union([
        Type.Object({ rule: oneOf('greedy', 'greedy-no-skip', 'greedy-threshold'), threshold: Type.Optional(Count) }),
        Type.Object({
          rule: oneOf('equal-shares'),
          completion: oneOf('none', 'add-one'),
          comparison: Type.Boolean(),
          unitsPerCurrency: Type.Optional(Count),
          threshold: Type.Optional(Count),
        }),
      ]),
    }),
  ]),
)
export type MethodRuleView = Static<typeof MethodRuleView>

export const ChoiceView = named(
  'Choice',
  Type.Union([
    Type.Object({ vote: oneOf('for', 'against', 'abstain') }),
    Type.Object({ approve: Type.Array(Type.String()) }),
    Type.Object({ points: Type.Array(Type.Tuple([Type.String(), Type.Integer()])) }),
    Type.Object({ rank: Type.Array(Type.String()) }),
    Type.Object({ tiers: Type.Array(Type.Array(Type.String())) }),
  ]),
)
export type ChoiceView = Static<typeof ChoiceView>
