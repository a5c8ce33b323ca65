import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { decideSchulze, type SchulzeRule, schulze } from '../../../protocol/governance/methods/schulze.ts'
import { rational } from '../../../protocol/rational.ts'
import { namesOf, namesOfTiers, schulze45, tiersOfRanks, vectors } from './belenios.ts'
import { candidates, tiered } from './burlington.ts'
import { type Decide, OPTIONS } from './elections.ts'
import { ballots, keepsPairedLaws, refusesUnsoundContests } from './paired-laws.ts'
import { pairsOf } from './pairs-of.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats = 1): SchulzeRule => ({ method: 'schulze', options, seats })
const decide: Decide = (options, seats, profile, seed) =>
  decideSchulze(rule(options, seats), pairsOf(options, profile), seed)

t.test('Schulze counts as belenios-tool does: pairs and ranking', async t => {
  for (const { n, ballots, result } of [...vectors.schulze, schulze45]) {
    const profile = tiersOfRanks(ballots)
    const pairs = pairsOf(namesOf(n), profile)
    t.strictSame(
      pairs.over,
      result.raw.map(row => row.map(votes => rational(votes))),
    )
    t.strictSame(
      decide(namesOf(n), 1, profile, seed).ranking.map(tier => tier.toSorted()),
      namesOfTiers(result.winners),
    )
  }
})

t.test('Burlington 2009 elects Montroll', async t => {
  t.strictSame(decide(candidates, 1, tiered, seed).selected, ['Montroll'])
})

t.test('what a ballot leaves out is below all it names and equal among itself', async t => {
  const { over } = pairsOf(['a', 'b', 'c', 'd'], ballots([['b'], ['a']]))
  t.strictSame(
    over.map(row => row.map(([votes]) => Number(votes))),
    [
      [0, 0, 1, 1],
      [1, 0, 1, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  )
})

t.test('points compare as their tiers do, what is left out having none', async t => {
  const choice: Choice = {
    points: [
      ['a', 5],
      ['b', 0],
    ],
  }
  t.strictSame(
    pairsOf(OPTIONS, [{ choice, weight: rational(2, 3) }]),
    pairsOf(OPTIONS, [{ choice: { tiers: [['a']] }, weight: rational(2, 3) }]),
  )
})

t.test('a tie across the last seat is drawn and told; one that decides nothing is only told', async t => {
  const tied = ballots([['a', 'b'], ['c']])
  const drawn = decide(['a', 'b', 'c'], 1, tied, seed)
  t.equal(drawn.selected.length, 1)
  t.match(drawn.ties, [{ brokenBy: 'draw' }])
  t.strictSame(drawn.ranking[0], drawn.ties[0]?.options)
  const both = decide(['a', 'b', 'c'], 2, tied, seed)
  t.strictSame(both.selected, ['a', 'b'])
  t.strictSame(both.ties, [{ options: ['a', 'b'], brokenBy: 'none' }])
})

t.test('with a status quo, only what beats it wins', async t => {
  const withStatusQuo = (seats: number, profile: ReturnType<typeof ballots>) => {
    const options = ['a', 'b', 'as it is']
    const rule: SchulzeRule = { method: 'schulze', options, seats, statusQuo: 'as it is' }
    return decideSchulze(rule, pairsOf(options, profile), seed)
  }
  t.strictSame(withStatusQuo(2, ballots([['a'], ['as it is'], ['b']])).selected, ['a'])
  t.strictSame(withStatusQuo(1, ballots([['as it is'], ['a'], ['b']])).selected, [], 'all stays as it is')
  const level = withStatusQuo(1, ballots([['a'], ['as it is']], [['as it is'], ['a']]))
  t.strictSame(level.selected, [], 'as many for it as against it')
  const [first, second, third] = [['a'], ['as it is'], ['b']]
  const drawn = withStatusQuo(1, ballots([[...first, ...third], second]))
  t.equal(drawn.selected.length, 1)
  t.match(drawn.ties, [{ brokenBy: 'draw' }])
})

t.test('Schulze keeps the laws of its kind', async t => keepsPairedLaws(t, decide))

t.test('a rule or a ballot that makes no sense is refused with what is wrong', async t => {
  refusesUnsoundContests(t, schulze, contest => ({ method: 'schulze', ...contest }))
})
