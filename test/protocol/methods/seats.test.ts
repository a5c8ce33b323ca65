import fc from 'fast-check'
import t from 'tap'
import { type Choice, checkChoice, checkRule, count, countOutcome } from '../../../protocol/governance/method.ts'
import type { ApprovalRule } from '../../../protocol/governance/methods/approval.ts'
import type { ScoreRule } from '../../../protocol/governance/methods/score.ts'
import { type Decide, OPTIONS, points, raiseInPoints, raisingNeverHarms } from './elections.ts'

const seed = new Uint8Array(32).fill(7)
const approval: ApprovalRule = {
  method: 'approval',
  options: ['bench', 'trees', 'well', 'paint'],
  minApprovals: 1,
  maxApprovals: 3,
  seats: 2,
}
const score: ScoreRule = { method: 'score', options: ['bench', 'trees', 'well'], maxScore: 5, seats: 1 }

t.test('the most approved options take the seats', async t => {
  const counted = count(approval, [
    { approve: ['bench', 'well'] },
    { approve: ['well'] },
    { approve: ['well', 'bench', 'paint'] },
  ])
  const outcome = countOutcome(approval, counted, seed)
  t.strictSame(outcome.selected, ['well', 'bench'])
  t.strictSame(outcome.ranking, [['well'], ['bench'], ['paint'], ['trees']])
  t.strictSame(outcome.ties, [])
  t.equal(outcome.accepted, null)
})

t.test('a tie across the last seat is drawn and told; one that decides nothing is only told', async t => {
  const choices: Choice[] = [{ approve: ['well', 'bench', 'trees'] }, { approve: ['well'] }]
  const drawn = countOutcome(approval, count(approval, choices), seed)
  t.equal(drawn.selected.length, 2)
  t.match(drawn.ties, [{ brokenBy: 'draw' }])
  t.strictSame(drawn.ties[0]?.options.toSorted(), ['bench', 'trees'])
  const harmless = countOutcome({ ...approval, seats: 3 }, count(approval, choices), seed)
  t.match(harmless.ties, [{ options: ['bench', 'trees'], brokenBy: 'none' }])
  t.strictSame(harmless.selected.toSorted(), ['bench', 'trees', 'well'])
})

t.test('another seed can draw another winner', async t => {
  const counted = count(approval, [{ approve: ['bench', 'trees'] }])
  const winners = new Set<string>()
  for (let byte = 0; byte < 20; byte++) {
    const outcome = countOutcome({ ...approval, seats: 1 }, counted, new Uint8Array(32).fill(byte))
    winners.add(outcome.selected.join())
  }
  t.strictSame([...winners].sort(), ['bench', 'trees'])
})

t.test('an option that nobody wants takes no seat', async t => {
  t.strictSame(countOutcome(approval, count(approval, [{ approve: ['well'] }]), seed).selected, ['well'])
  t.strictSame(countOutcome(approval, count(approval, []), seed).selected, [])
})

t.test('scores add up', async t => {
  const counted = count(score, [
    {
      points: [
        ['bench', 5],
        ['well', 1],
      ],
    },
    {
      points: [
        ['trees', 3],
        ['well', 5],
      ],
    },
    { points: [] },
  ])
  t.strictSame(counted, {
    ballots: 3,
    counts: [
      { option: 'bench', ballots: 1, points: 5 },
      { option: 'trees', ballots: 1, points: 3 },
      { option: 'well', ballots: 2, points: 6 },
    ],
  })
  t.strictSame(countOutcome(score, counted, seed).selected, ['well'])
})

t.test('a choice outside the ballot is refused with what is wrong', async t => {
  const cases: [ApprovalRule | ScoreRule, Choice, string][] = [
    [approval, { approve: ['pool'] }, 'not an option'],
    [approval, { approve: ['well', 'well'] }, 'named twice'],
    [{ ...approval, minApprovals: 2 }, { approve: ['well'] }, 'too few options'],
    [approval, { approve: ['bench', 'trees', 'well', 'paint'] }, 'too many options'],
    [approval, { vote: 'for' }, 'the ballot takes approvals'],
    [score, { points: [['bench', 6]] }, 'not a score'],
    [score, { points: [['bench', -1]] }, 'not a score'],
    [score, { points: [['bench', 0.5]] }, 'not a score'],
    [
      score,
      {
        points: [
          ['bench', 1],
          ['bench', 1],
        ],
      },
      'named twice',
    ],
    [score, { approve: ['bench'] }, 'the ballot takes points'],
  ]
  for (const [rule, choice, problem] of cases) {
    t.match(checkChoice(rule, choice), { code: 'ballot/bad-choice', detail: { problem } }, problem)
  }
  t.equal(checkChoice(approval, { approve: ['well', 'bench'] }), undefined)
  t.equal(checkChoice(score, { points: [] }), undefined)
  t.equal(checkChoice(approval, { approve: [] }), undefined, 'a ballot that names nobody is blank, whatever the least')
})

t.test('a rule that contradicts itself is refused with its field', async t => {
  const cases: [ApprovalRule | ScoreRule, string][] = [
    [{ ...approval, options: [] }, 'options'],
    [{ ...approval, options: ['a', 'a'] }, 'options'],
    [{ ...approval, options: ['a', ' '] }, 'options'],
    [{ ...approval, options: ['a', 'e\u0301'] }, 'options'],
    [{ ...approval, minApprovals: 4 }, 'minApprovals'],
    [{ ...approval, maxApprovals: 5 }, 'maxApprovals'],
    [{ ...approval, seats: 0 }, 'seats'],
    [{ ...score, maxScore: 0 }, 'maxScore'],
    [{ ...score, seats: 4 }, 'seats'],
  ]
  for (const [rule, field] of cases) t.match(checkRule(rule), { code: 'proposal/bad', detail: { field } }, field)
  t.equal(checkRule(approval), undefined)
  t.equal(checkRule(score), undefined)
})

t.test('one more approval, or a higher score, never harms a winner', async t => {
  const approving: Decide = (options, seats, profile, seed) => {
    const rule: ApprovalRule = { method: 'approval', options, minApprovals: 0, maxApprovals: options.length, seats }
    return countOutcome(rule, count(rule, copies(profile)), seed)
  }
  const scoring: Decide = (options, seats, profile, seed) => {
    const rule: ScoreRule = { method: 'score', options, maxScore: 3, seats }
    return countOutcome(rule, count(rule, copies(profile)), seed)
  }
  const approvals = fc.subarray(OPTIONS).map(approve => ({ approve }))
  raisingNeverHarms(approving, approvals, (choice, option) =>
    'approve' in choice ? { approve: [...new Set([...choice.approve, option])] } : choice,
  )
  raisingNeverHarms(scoring, points(3), raiseInPoints(3))
  t.pass()
})

/** Each ballot as often as it weighs. */
function copies(profile: Parameters<Decide>[2]): Choice[] {
  return profile.flatMap(({ choice, weight: [number] }) => Array.from({ length: Number(number) }, () => choice))
}
