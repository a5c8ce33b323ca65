import t from 'tap'
import { type Choice, checkChoice, checkRule, count, countOutcome } from '../../../protocol/governance/method.ts'
import type { BudgetRule } from '../../../protocol/governance/methods/budget.ts'
import type { BudgetBallot } from '../../../protocol/governance/methods/budget-ballot.ts'
import type { GreedySelection } from '../../../protocol/governance/methods/greedy.ts'

const seed = new Uint8Array(32).fill(1)

function budget(costs: Record<string, number>, total: number, selection: GreedySelection, ballot?: BudgetBallot) {
  const options = Object.entries(costs).map(([id, cost]) => ({ id, cost }))
  const rule: BudgetRule = {
    method: 'budget',
    options,
    budget: total,
    ballot: ballot ?? { type: 'approval', min: 0, max: options.length },
    selection,
  }
  return rule
}

/** As many approvals for each project as its number says. */
function approvals(numbers: Record<string, number>): Choice[] {
  return Object.entries(numbers).flatMap(([id, number]) => Array.from({ length: number }, () => ({ approve: [id] })))
}

const outcomeOf = (rule: BudgetRule, numbers: Record<string, number>) =>
  countOutcome(rule, count(rule, approvals(numbers)), seed)

const costs = { park: 60, pool: 70, path: 30, pump: 10 }
const support = { park: 9, pool: 8, path: 7, pump: 1 }

t.test('greedy passes over what the rest of the budget does not pay for', async t => {
  t.strictSame(outcomeOf(budget(costs, 100, { rule: 'greedy' }), support).selected, ['park', 'path', 'pump'])
})

t.test('greedy-no-skip stops there', async t => {
  t.strictSame(outcomeOf(budget(costs, 100, { rule: 'greedy-no-skip' }), support).selected, ['park'])
})

t.test('a threshold leaves out what has fewer points, and not what has as many', async t => {
  t.strictSame(outcomeOf(budget(costs, 100, { rule: 'greedy-threshold', threshold: 7 }), support).selected, [
    'park',
    'path',
  ])
  t.strictSame(outcomeOf(budget(costs, 100, { rule: 'greedy-threshold', threshold: 8 }), support).selected, ['park'])
  const noSkip = budget({ ...costs, pool: 40 }, 140, { rule: 'greedy-no-skip', threshold: 2 })
  t.strictSame(outcomeOf(noSkip, support).selected, ['park', 'pool', 'path'])
})

t.test('the last unit of the budget can be spent', async t => {
  t.strictSame(outcomeOf(budget({ a: 60, b: 40 }, 100, { rule: 'greedy' }), { a: 2, b: 1 }).selected, ['a', 'b'])
})

t.test('of equal support the cheaper comes first, and the tie says so', async t => {
  const outcome = outcomeOf(budget({ dear: 90, cheap: 20 }, 100, { rule: 'greedy' }), { dear: 3, cheap: 3 })
  t.strictSame(outcome.selected, ['cheap'])
  t.strictSame(outcome.ties, [{ options: ['cheap', 'dear'], brokenBy: 'method' }])
})

t.test('of equal support and cost the draw decides, and the tie says so', async t => {
  const outcome = outcomeOf(budget({ a: 60, b: 60 }, 100, { rule: 'greedy' }), { a: 3, b: 3 })
  t.equal(outcome.selected.length, 1)
  t.match(outcome.ties, [{ brokenBy: 'draw' }])
})

t.test('a tie that decides nothing is told as such', async t => {
  const brokenBy = (rule: BudgetRule) => outcomeOf(rule, { a: 3, b: 3 }).ties.map(tie => tie.brokenBy)
  t.strictSame(brokenBy(budget({ a: 60, b: 40 }, 100, { rule: 'greedy' })), ['none'], 'both are paid for')
  t.strictSame(brokenBy(budget({ a: 600, b: 40 }, 100, { rule: 'greedy' })), ['none'], 'only one ever fits')
  t.strictSame(brokenBy(budget({ a: 600, b: 400 }, 100, { rule: 'greedy-no-skip' })), ['none'], 'neither fits')
  t.strictSame(
    brokenBy(budget({ a: 60, b: 60 }, 100, { rule: 'greedy', threshold: 4 })),
    ['none'],
    'below the threshold',
  )
  t.strictSame(
    brokenBy(budget({ a: 600, b: 40 }, 100, { rule: 'greedy-no-skip' })),
    ['method'],
    'the dear one would stop',
  )
})

t.test('each kind of ballot takes its own choices and adds up its points', async t => {
  const selection: GreedySelection = { rule: 'greedy' }
  const cases: [BudgetBallot, Choice, number[], number[]][] = [
    [{ type: 'choose-1' }, { approve: ['pool'] }, [0, 1, 0, 0], [0, 1, 0, 0]],
    [{ type: 'approval', min: 1, max: 2 }, { approve: ['pump', 'park'] }, [1, 0, 0, 1], [1, 0, 0, 1]],
    [
      { type: 'cumulative', min: 1, max: 4, minPoints: 0, maxPoints: 10, minSum: 1, maxSum: 10 },
      {
        points: [
          ['path', 7],
          ['park', 3],
          ['pump', 0],
        ],
      },
      [1, 0, 1, 1],
      [3, 0, 7, 0],
    ],
    [
      { type: 'scoring', min: 0, max: 4, minPoints: -5, maxPoints: 5 },
      { points: [['pool', -5]] },
      [0, 1, 0, 0],
      [0, -5, 0, 0],
    ],
    [{ type: 'ordinal', min: 1, points: [3, 2, 1] }, { rank: ['pool', 'pump'] }, [0, 1, 0, 1], [0, 3, 0, 2]],
  ]
  for (const [ballot, choice, ballots, points] of cases) {
    const rule = budget(costs, 100, selection, ballot)
    t.equal(checkRule(rule), undefined, ballot.type)
    t.equal(checkChoice(rule, choice), undefined, ballot.type)
    const { counts } = count(rule, [choice])
    t.strictSame([counts.map(c => c.ballots), counts.map(c => c.points)], [ballots, points], ballot.type)
  }
})

t.test('a choice outside the ballot is refused with what is wrong', async t => {
  const cumulative: BudgetBallot = {
    type: 'cumulative',
    min: 1,
    max: 2,
    minPoints: 1,
    maxPoints: 4,
    minSum: 3,
    maxSum: 6,
  }
  const cases: [BudgetBallot, Choice, string][] = [
    [{ type: 'choose-1' }, { approve: ['pool', 'park'] }, 'too many options'],
    [{ type: 'approval', min: 2, max: 2 }, { approve: ['pool'] }, 'too few options'],
    [{ type: 'choose-1' }, { points: [['pool', 1]] }, 'the ballot takes approvals'],
    [{ type: 'approval', min: 1, max: 2 }, { approve: ['pool', 'pool'] }, 'named twice'],
    [{ type: 'approval', min: 1, max: 2 }, { approve: ['moat'] }, 'not an option'],
    [{ type: 'ordinal', min: 1, points: [2, 1] }, { rank: ['park', 'pool', 'path'] }, 'too many options'],
    [{ type: 'ordinal', min: 1, points: [2, 1] }, { approve: ['park'] }, 'the ballot takes a ranking'],
    [cumulative, { points: [['park', 5]] }, 'too many points'],
    [
      cumulative,
      {
        points: [
          ['park', 0],
          ['pool', 4],
        ],
      },
      'too few points',
    ],
    [
      cumulative,
      {
        points: [
          ['park', 1.5],
          ['pool', 2],
        ],
      },
      'not whole points',
    ],
    [
      cumulative,
      {
        points: [
          ['park', 4],
          ['pool', 4],
        ],
      },
      'too many points in all',
    ],
    [cumulative, { points: [['park', 2]] }, 'too few points in all'],
    [
      cumulative,
      {
        points: [
          ['park', 2],
          ['park', 2],
        ],
      },
      'named twice',
    ],
    [cumulative, { approve: ['park'] }, 'the ballot takes points'],
  ]
  for (const [ballot, choice, problem] of cases) {
    const rule = budget(costs, 100, { rule: 'greedy' }, ballot)
    t.match(checkChoice(rule, choice), { code: 'ballot/bad-choice', detail: { problem } }, `${ballot.type}: ${problem}`)
  }
})

t.test('a rule that contradicts itself is refused with its field', async t => {
  const sound = budget(costs, 100, { rule: 'greedy' })
  const cases: [BudgetRule, string][] = [
    [{ ...sound, budget: -1 }, 'budget'],
    [{ ...sound, budget: 0.5 }, 'budget'],
    [{ ...sound, options: [{ id: 'a', cost: -1 }] }, 'max'],
    [{ ...budget({ a: -1 }, 1, { rule: 'greedy' }) }, 'options'],
    [{ ...sound, selection: { rule: 'greedy-threshold' } }, 'threshold'],
    [{ ...sound, ballot: { type: 'approval', min: 3, max: 2 } }, 'min'],
    [{ ...sound, ballot: { type: 'ordinal', min: 1, points: [1, 2] } }, 'points'],
    [{ ...sound, ballot: { type: 'ordinal', min: 1, points: [] } }, 'points'],
    [
      { ...sound, ballot: { type: 'cumulative', min: 1, max: 2, minPoints: 0, maxPoints: 3, minSum: 4, maxSum: 3 } },
      'minSum',
    ],
  ]
  for (const [rule, field] of cases) t.match(checkRule(rule), { code: 'proposal/bad', detail: { field } }, field)
})
