import t from 'tap'
import type { BudgetRule } from '../../web-ui/src/api/shapes.ts'
import { ballotOf, givePoints, payable, spentOf } from '../../web-ui/src/ballots/ballot-form.ts'
import { emptyDraft, ruleOfDraft } from '../../web-ui/src/proposal-draft.ts'

const budget = (ballot: BudgetRule['ballot']): BudgetRule => ({
  method: 'budget',
  options: [
    { id: 'Benches', cost: 1200 },
    { id: 'Shelves', cost: 650 },
    { id: 'Shade', cost: 3400 },
  ],
  budget: 5000,
  ballot,
  selection: { rule: 'greedy' },
})

t.test('each method has its ballot', async t => {
  t.equal(ballotOf({ method: 'majority' }), undefined, 'yes or no has buttons of its own')
  t.equal(ballotOf({ method: 'score', options: ['a', 'b'], maxScore: 5, seats: 1 })?.kind, 'points')
  t.match(ballotOf(budget({ type: 'choose-1' })), { kind: 'approve', least: 1, most: 1, budget: 5000 })
  t.match(ballotOf(budget({ type: 'ordinal', min: 1, points: [3, 2, 1] })), { kind: 'rank', places: 3 })
})

t.test('a ballot is sent only when the rule takes it', async t => {
  const approval = ballotOf(budget({ type: 'approval', min: 1, max: 2 }))
  t.notOk(approval?.isComplete({ approve: [] }))
  t.ok(approval?.isComplete({ approve: ['Benches', 'Shade'] }))
  t.notOk(approval?.isComplete({ approve: ['Benches', 'Shade', 'Shelves'] }))
  const purse = { type: 'cumulative', min: 1, max: 3, minPoints: 0, maxPoints: 10, minSum: 10, maxSum: 10 } as const
  const cumulative = ballotOf(budget(purse))
  t.notOk(cumulative?.isComplete({ points: [['Benches', 4]] }), 'the purse is not empty yet')
  t.match(ballotOf({ method: 'schulze', options: ['a', 'b'], seats: 1 }), { kind: 'tiers' })
  t.match(ballotOf({ method: 'majority-judgment', options: ['a', 'b'], grades: 6, seats: 1 }), {
    highest: 5,
    scale: 'grades',
  })
  t.match(ballotOf({ method: 'star', options: ['a', 'b'], maxScore: 5, seats: 1 }), { scale: 'stars' })
  t.match(ballotOf({ method: 'score', options: ['a', 'b'], maxScore: 100, seats: 1 }), { scale: 'line' })
  t.ok(
    cumulative?.isComplete({
      points: [
        ['Benches', 4],
        ['Shade', 6],
      ],
    }),
  )
})

t.test('points move as they are touched', async t => {
  t.same(givePoints([['a', 2]], 'b', 3), [
    ['a', 2],
    ['b', 3],
  ])
  t.same(givePoints([['a', 2]], 'a', 0), [], 'no points is not on the ballot')
})

t.test('votes take their square out of the credits', async t => {
  const ballot = ballotOf({ method: 'quadratic', options: ['a', 'b'], credits: 20, seats: 1 })
  if (ballot?.kind !== 'points' || !ballot.purse) throw new Error('no purse')
  t.equal(ballot.highest, 4)
  t.equal(
    spentOf(
      [
        ['a', 3],
        ['b', 2],
      ],
      ballot.purse,
    ),
    13,
  )
  t.equal(payable(4, 20 - 9, ballot.purse), 3)
  t.ok(
    ballot.isComplete({
      points: [
        ['a', 4],
        ['b', 2],
      ],
    }),
  )
  t.notOk(
    ballot.isComplete({
      points: [
        ['a', 4],
        ['b', 3],
      ],
    }),
  )
})

t.test('a draft becomes a rule once its fields make sense', async t => {
  t.same(ruleOfDraft(emptyDraft), { method: 'majority' })
  t.equal(ruleOfDraft({ ...emptyDraft, method: 'approval' }), undefined)
  t.same(ruleOfDraft({ ...emptyDraft, method: 'approval', options: 'a\nb' }), {
    method: 'approval',
    options: ['a', 'b'],
    minApprovals: 0,
    maxApprovals: 2,
    seats: 1,
  })
  t.equal(
    ruleOfDraft({ ...emptyDraft, method: 'score', options: 'a\nb', seats: '3' }),
    undefined,
    'more seats than options',
  )
  const named = { ...emptyDraft, options: 'a\nb', seats: '1' }
  t.same(ruleOfDraft({ ...named, method: 'schulze' }), { method: 'schulze', options: ['a', 'b'], seats: 1 })
  t.match(ruleOfDraft({ ...named, method: 'majority-judgment' }), { grades: 6 })
  t.equal(ruleOfDraft({ ...named, method: 'majority-judgment', grades: '1' }), undefined)
  t.match(ruleOfDraft({ ...named, method: 'quadratic' }), { credits: 25 })
  t.match(ruleOfDraft({ ...emptyDraft, method: 'budget', projects: 'a = 5\nb = 7', budget: '10' }), {
    budget: 10,
    ballot: { type: 'approval', min: 1, max: 2 },
  })
})
