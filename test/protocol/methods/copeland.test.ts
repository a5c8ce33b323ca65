import t from 'tap'
import { type CopelandRule, copeland, decideCopeland } from '../../../protocol/governance/methods/copeland.ts'
import { candidates, tiered } from './burlington.ts'
import type { Decide } from './elections.ts'
import { ballots, keepsPairedLaws, refusesUnsoundContests } from './paired-laws.ts'
import { pairsOf } from './pairs-of.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats = 1): CopelandRule => ({ method: 'copeland', options, seats })
const decide: Decide = (options, seats, profile, seed) =>
  decideCopeland(rule(options, seats), pairsOf(options, profile), seed)

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

t.test('Copeland keeps the laws of its kind', async t => keepsPairedLaws(t, decide))

t.test('a rule or a ballot that makes no sense is refused with what is wrong', async t => {
  refusesUnsoundContests(t, copeland, contest => ({ method: 'copeland', ...contest }))
})
