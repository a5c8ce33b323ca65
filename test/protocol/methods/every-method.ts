import fc from 'fast-check'
import type { Choice, MethodRule } from '../../../protocol/governance/method.ts'
import { rational } from '../../../protocol/rational.ts'
import { OPTIONS, points, rank, tiers } from './elections.ts'

/** A rule of a method over these options, and ballots that it takes. */
export type Sample = {
  rule(options: readonly string[]): MethodRule
  readonly choice: fc.Arbitrary<Choice>
}

const vote = fc.constantFrom<Choice>({ vote: 'for' }, { vote: 'against' }, { vote: 'abstain' })
const approve: fc.Arbitrary<Choice> = fc.subarray(OPTIONS).map(approve => ({ approve }))
const votes: fc.Arbitrary<Choice> = points(3).map(choice =>
  'points' in choice ? { points: choice.points.filter(([, given]) => given > 0) } : choice,
)

/** Every method that is in the register: one that is added has to be added here, or this does not compile. */
const SAMPLES: Readonly<Record<MethodRule['method'], Sample>> = {
  majority: { rule: () => ({ method: 'majority' }), choice: vote },
  supermajority: { rule: () => ({ method: 'supermajority', threshold: rational(2, 3) }), choice: vote },
  consensus: { rule: () => ({ method: 'consensus', threshold: rational(17, 20) }), choice: vote },
  consent: { rule: () => ({ method: 'consent' }), choice: vote },
  approval: {
    rule: options => ({ method: 'approval', options, minApprovals: 0, maxApprovals: options.length, seats: 2 }),
    choice: approve,
  },
  score: { rule: options => ({ method: 'score', options, maxScore: 3, seats: 2 }), choice: points(3) },
  star: { rule: options => ({ method: 'star', options, maxScore: 3, seats: 2 }), choice: points(3) },
  'majority-judgment': {
    rule: options => ({ method: 'majority-judgment', options, grades: 4, seats: 2 }),
    choice: points(3),
  },
  irv: { rule: options => ({ method: 'irv', options }), choice: rank },
  stv: { rule: options => ({ method: 'stv', options, seats: 2 }), choice: rank },
  schulze: { rule: options => ({ method: 'schulze', options, seats: 2, statusQuo: 'c' }), choice: tiers },
  copeland: { rule: options => ({ method: 'copeland', options, seats: 2 }), choice: tiers },
  quadratic: { rule: options => ({ method: 'quadratic', options, credits: 45, seats: 2 }), choice: votes },
  budget: {
    rule: options => ({
      method: 'budget',
      options: options.map(id => ({ id, cost: OPTIONS.indexOf(id) % 3 })),
      budget: 4,
      ballot: { type: 'approval', min: 0, max: options.length },
      selection: { rule: 'greedy' },
    }),
    choice: approve,
  },
}

export const EVERY_METHOD: readonly (readonly [name: string, sample: Sample])[] = Object.entries(SAMPLES)
