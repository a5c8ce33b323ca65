import t from 'tap'
import {
  type Choice,
  checkChoice,
  checkRule,
  count,
  countOutcome,
  DEFAULT_CONSENSUS,
  DEFAULT_SUPERMAJORITY,
  decideOutcome,
  type MethodRule,
  type Vote,
} from '../../../protocol/governance/method.ts'
import { rational } from '../../../protocol/rational.ts'

const seed = new Uint8Array(32)
const majority: MethodRule = { method: 'majority' }
const supermajority = (numerator: number, denominator: number): MethodRule => ({
  method: 'supermajority',
  threshold: rational(numerator, denominator),
})

function votes(numbers: Partial<Record<Vote, number>>): Choice[] {
  const kinds: Vote[] = ['for', 'against', 'abstain']
  return kinds.flatMap(vote => Array.from({ length: numbers[vote] ?? 0 }, () => ({ vote })))
}

const passes = (rule: MethodRule, numbers: Partial<Record<Vote, number>>) =>
  countOutcome(rule, count(rule, votes(numbers)), seed).accepted

t.test('a majority passes with more for than against, whatever the abstentions', async t => {
  t.equal(passes(majority, { for: 2, against: 1, abstain: 90 }), true)
  t.equal(passes(majority, { for: 1, against: 2 }), false)
  t.equal(passes(majority, {}), false, 'nobody voted')
})

t.test('as many for as against does not pass, and the tie is told', async t => {
  const outcome = countOutcome(majority, count(majority, votes({ for: 3, against: 3 })), seed)
  t.equal(outcome.accepted, false)
  t.strictSame(outcome.ties, [{ options: ['for', 'against'], brokenBy: 'method' }])
})

t.test('the count names for, against and abstain, in this order', async t => {
  t.strictSame(count(majority, votes({ abstain: 1, against: 2, for: 3 })), {
    ballots: 6,
    counts: [
      { option: 'for', ballots: 3, points: 3 },
      { option: 'against', ballots: 2, points: 2 },
      { option: 'abstain', ballots: 1, points: 1 },
    ],
  })
})

t.test('a supermajority is reached exactly at its fraction', async t => {
  t.strictSame(DEFAULT_SUPERMAJORITY, [2n, 3n])
  t.equal(passes(supermajority(2, 3), { for: 2, against: 1 }), true)
  t.equal(passes(supermajority(2, 3), { for: 66, against: 34 }), false, '66 of 100 is less than two thirds')
  t.equal(passes(supermajority(66, 100), { for: 66, against: 34, abstain: 50 }), true)
  t.equal(passes(supermajority(66, 100), { abstain: 5 }), false, 'nobody was for or against')
})

t.test('consensus takes 85 of 100', async t => {
  const rule: MethodRule = { method: 'consensus', threshold: DEFAULT_CONSENSUS }
  t.equal(passes(rule, { for: 85, against: 15 }), true)
  t.equal(passes(rule, { for: 84, against: 15 }), false)
})

t.test('weights of a federation decide exactly: 1.9 for and 0.7 against', async t => {
  const points = [
    { option: 'for', points: rational(19, 10) },
    { option: 'against', points: rational(7, 10) },
    { option: 'abstain', points: rational(0) },
  ]
  t.equal(decideOutcome(majority, { points, cells: [] }, seed).accepted, true)
  t.equal(decideOutcome(supermajority(19, 26), { points, cells: [] }, seed).accepted, true)
  t.equal(decideOutcome(supermajority(20, 26), { points, cells: [] }, seed).accepted, false)
})

t.test('a threshold of half or less, or more than all, contradicts itself', async t => {
  t.equal(checkRule(majority), undefined)
  t.equal(checkRule(supermajority(2, 3)), undefined)
  t.equal(checkRule(supermajority(1, 1)), undefined)
  for (const rule of [supermajority(1, 2), supermajority(101, 100), supermajority(-2, 3)]) {
    t.match(checkRule(rule), { code: 'proposal/bad', detail: { field: 'threshold' } })
  }
})

t.test('a ballot of another kind is refused', async t => {
  t.equal(checkChoice(majority, { vote: 'abstain' }), undefined)
  for (const choice of [{ approve: ['for'] }, { points: [] }, { rank: ['for'] }] satisfies Choice[]) {
    t.match(checkChoice(majority, choice), {
      code: 'ballot/bad-choice',
      detail: { problem: 'the question is yes or no' },
    })
  }
})
