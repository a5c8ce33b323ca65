import fc from 'fast-check'
import t from 'tap'
import {
  type CopelandRule,
  checkCopelandChoice,
  checkCopelandRule,
  decideCopeland,
} from '../../../protocol/governance/methods/copeland.ts'
import { ONE } from '../../../protocol/rational.ts'
import { candidates, tiered } from './burlington.ts'
import {
  condorcetWinner,
  type Decide,
  elections,
  namesDecideNothing,
  OPTIONS,
  orderDecidesNothing,
  raiseInTiers,
  raisingNeverHarms,
  scaleDecidesNothing,
  tiers,
  weightsAreCopies,
} from './elections.ts'
import { pairsOf } from './pairs-of.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats = 1): CopelandRule => ({ method: 'copeland', options, seats })
const decide: Decide = (options, seats, profile, seed) =>
  decideCopeland(rule(options, seats), pairsOf(options, profile), seed)
const ballots = (...choices: string[][][]) => choices.map(tiers => ({ choice: { tiers }, weight: ONE }))

t.test('Burlington 2009 elects Montroll, who beats everybody one to one', async t => {
  const { selected, ranking } = decide(candidates, 1, tiered, seed)
  t.strictSame(selected, ['Montroll'])
  t.strictSame(ranking, [['Montroll'], ['Kiss'], ['Wright'], ['Smith'], ['Simpson'], ['Write-in']])
})

t.test('a duel won is a point and a duel tied half a point', async t => {
  // a beats c and ties with b: 1½; b ties with both: 1; c ties with b: ½.
  const profile = ballots([['a'], ['b'], ['c']], [['b'], ['a'], ['c']], [['c'], ['b']], [['a'], ['c'], ['b']])
  t.strictSame(decide(['a', 'b', 'c'], 1, profile, seed).ranking, [['a'], ['b'], ['c']])
})

t.test('three that beat each other in a circle are tied, and the draw says so', async t => {
  const circle = ballots([['a'], ['b'], ['c']], [['b'], ['c'], ['a']], [['c'], ['a'], ['b']])
  const { selected, ties } = decide(['a', 'b', 'c'], 1, circle, seed)
  t.equal(selected.length, 1)
  t.match(ties, [{ brokenBy: 'draw' }])
  t.strictSame(decide(['a', 'b', 'c'], 3, circle, seed).ties, [{ options: ['a', 'b', 'c'], brokenBy: 'none' }])
})

t.test('with a status quo, only what has more points wins', async t => {
  const options = ['a', 'b', 'as it is']
  const withStatusQuo: CopelandRule = { method: 'copeland', options, seats: 2, statusQuo: 'as it is' }
  const selected = (...choices: string[][][]) =>
    decideCopeland(withStatusQuo, pairsOf(options, ballots(...choices)), seed).selected
  t.strictSame(selected([['a'], ['as it is'], ['b']]), ['a'])
  t.strictSame(selected([['as it is'], ['a'], ['b']]), [])
  t.strictSame(selected([['a', 'as it is'], ['b']]), [], 'as many points')
})

t.test('a winner of every duel wins, and ranks alone', async t => {
  let found = 0
  fc.assert(
    fc.property(elections(tiers), ({ profile, seed }) => {
      const winner = condorcetWinner(profile)
      if (winner === undefined) return true
      found += 1
      const { selected, ranking } = decide(OPTIONS, 1, profile, seed)
      return selected.join() === winner && ranking[0]?.join() === winner
    }),
  )
  t.ok(found > 20)
})

t.test('Copeland keeps its laws', async t => {
  orderDecidesNothing(decide, tiers)
  namesDecideNothing(decide, tiers)
  weightsAreCopies(decide, tiers)
  scaleDecidesNothing(decide, tiers)
  raisingNeverHarms(decide, tiers, raiseInTiers)
  t.pass()
})

t.test('rules and choices are checked as for Schulze', async t => {
  t.equal(checkCopelandRule(rule(['a', 'b'])), undefined)
  t.match(checkCopelandRule(rule(['a', 'b'], 3)), { detail: { field: 'seats' } })
  t.equal(checkCopelandChoice(rule(['a', 'b']), { tiers: [['a', 'b']] }), undefined)
  t.match(checkCopelandChoice(rule(['a', 'b']), { tiers: [['c']] }), { detail: { problem: 'not an option' } })
})
