import fc from 'fast-check'
import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import type { Outcome } from '../../../protocol/governance/methods/outcome.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { checkStvChoice, checkStvRule, decideStv, type StvRule } from '../../../protocol/governance/methods/stv.ts'
import { add, compareRationals, formatRational, ONE, rational, ZERO } from '../../../protocol/rational.ts'
import { nameOf, namesOf, rankOfRanks, vectors } from './belenios.ts'
import {
  type Decide,
  elections,
  majorityWins,
  namesDecideNothing,
  OPTIONS,
  orderDecidesNothing,
  rank,
  weightsAreCopies,
} from './elections.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats: number): StvRule => ({ method: 'stv', options, seats })
const decide: Decide = (options, seats, profile, seed) => decideStv(rule(options, seats), profile, seed)

/** `{ 'a b': 3 }`: three ballots that rank a before b. */
function ballots(numbers: Record<string, number>): Profile {
  return Object.entries(numbers).map(([rank, number]) => ({
    choice: { rank: rank.split(' ').filter(Boolean) },
    weight: rational(number),
  }))
}

/** The votes of a round in words: `a 5, b 2/3`. */
function votes(outcome: Outcome, round: number): string {
  const { standing = [] } = outcome.rounds[round] ?? {}
  return standing.map(({ option, points }) => `${option} ${formatRational(points)}`).join(', ')
}

t.test('STV elects whom belenios-tool elects where no tie decides, and tells the ties where one does', async t => {
  let without = 0
  for (const { n, seats, ballots, result } of vectors.stv) {
    const { selected, ties } = decide(namesOf(n), seats, rankOfRanks(ballots), seed)
    const decisive = ties.filter(({ brokenBy }) => brokenBy !== 'none')
    const theirs = result.events.some(([event]) => event === 'TieWin' || event === 'TieLose')
    if (theirs) t.ok(ties.length > 0, 'a tie is told')
    if (decisive.length > 0) continue
    without += 1
    t.strictSame(selected.toSorted(), result.winners.map(nameOf).sort())
  }
  t.ok(without > 15)
})

t.test('a surplus is passed on at a share of its value, what has no next preference too', async t => {
  // Quota floor(12 / 3) + 1 = 5. a has 8: 3 go on, 3/8 of each paper: 5 to b, 2 to c, 1 to nobody.
  const outcome = decide(['a', 'b', 'c', 'd'], 2, ballots({ 'a b': 5, 'a c': 2, a: 1, c: 2, d: 2 }), seed)
  t.strictSame(outcome.rounds[0]?.quota, [5n, 1n])
  t.equal(votes(outcome, 0), 'a 8, b 0, c 2, d 2')
  t.equal(votes(outcome, 1), 'a 5, b 15/8, c 11/4, d 2')
  t.strictSame(outcome.rounds[1]?.exhausted, [3n, 8n])
  t.strictSame(outcome.rounds[1]?.eliminated, ['b'])
})

t.test('a paper that moves again takes its value along', async t => {
  // Quota floor(19 / 4) + 1 = 5. a: 10, surplus 5, each paper 1/2 to b. b: 9, surplus 4: what came from a is worth 4/18.
  const profile = ballots({ 'a b c': 10, 'b d': 4, c: 2, d: 3 })
  const outcome = decide(['a', 'b', 'c', 'd'], 3, profile, seed)
  t.equal(votes(outcome, 1), 'a 5, b 9, c 2, d 3')
  t.equal(votes(outcome, 2), 'a 5, b 5, c 38/9, d 43/9')
  t.strictSame(
    outcome.rounds.map(({ elected }) => elected),
    [['a'], ['b'], [], ['d']],
  )
})

t.test('of two surpluses the larger goes first, and none to who is elected already', async t => {
  // Quota floor(27 / 4) + 1 = 7.
  const outcome = decide(['a', 'b', 'c', 'd'], 3, ballots({ 'a b c': 9, 'b a d': 12, c: 4, d: 2 }), seed)
  t.strictSame(outcome.rounds[0]?.elected, ['b', 'a'])
  t.equal(votes(outcome, 1), 'a 9, b 7, c 4, d 7')
})

t.test('the last seats go to those who are left, with the quota or without', async t => {
  const outcome = decide(['a', 'b', 'c'], 2, ballots({ a: 6, b: 2, c: 1 }), seed)
  t.strictSame(outcome.selected, ['a', 'b'])
  t.strictSame(outcome.rounds.at(-1)?.standing.find(({ option }) => option === 'b')?.points, [2n, 1n])
  t.strictSame(outcome.ranking, [['a'], ['b'], ['c']])
})

t.test('who ties for elimination goes by the round before, and the tie says so', async t => {
  // d goes first; its votes bring c level with b, who had more before.
  const outcome = decide(['a', 'b', 'c', 'd'], 1, ballots({ a: 6, b: 4, c: 3, 'd c': 1 }), seed)
  t.strictSame(outcome.rounds[1]?.eliminated, ['c'])
  t.strictSame(outcome.ties, [{ options: ['b', 'c'], brokenBy: 'method' }])
})

t.test('equal in every round, the draw decides, and the tie says so', async t => {
  const profile = ballots({ a: 6, b: 4, c: 4 })
  const drawn = new Set<string>()
  for (let byte = 0; byte < 20; byte++) {
    const outcome = decide(['a', 'b', 'c'], 1, profile, new Uint8Array(32).fill(byte))
    t.match(outcome.ties, [{ brokenBy: 'draw' }])
    t.strictSame(outcome.ties[0]?.options.slice(-1), outcome.rounds[0]?.eliminated, 'the last of the draw goes')
    drawn.add(outcome.rounds[0]?.eliminated.join() ?? '')
  }
  t.strictSame([...drawn].sort(), ['b', 'c'])
})

t.test('equal surpluses are drawn; equal votes with nothing to pass on are only told', async t => {
  const surpluses = decide(['a', 'b', 'c', 'd', 'e'], 3, ballots({ 'a c': 5, 'b d': 5, c: 1, d: 1 }), seed)
  t.match(surpluses.ties, [{ brokenBy: 'draw' }])
  t.strictSame(surpluses.ties[0]?.options.toSorted(), ['a', 'b'])
  const level = decide(['a', 'b', 'c'], 2, ballots({ a: 3, b: 3, c: 1 }), seed)
  t.strictSame(level.ties, [{ options: ['a', 'b'], brokenBy: 'none' }])
  t.strictSame(level.ranking, [['a', 'b'], ['c']])
})

t.test('a ballot that ranks nobody is no valid vote: it raises no quota', async t => {
  const outcome = decide(['a', 'b'], 1, ballots({ a: 3, '': 10 }), seed)
  t.strictSame(outcome.rounds[0]?.quota, [2n, 1n])
  t.strictSame(outcome.rounds[0]?.exhausted, ZERO)
})

t.test('fractions of votes have a quota as fine as they are', async t => {
  // Thirds of a vote: floor(7 / 3) + 1 = 3 of them.
  const weight = rational(1, 3)
  const profile = [['a'], ['a', 'b'], ['a', 'b'], ['a', 'b'], ['c'], ['c'], ['b']].map(rank => ({
    choice: { rank },
    weight,
  }))
  const outcome = decide(['a', 'b', 'c'], 2, profile, seed)
  t.strictSame(outcome.rounds[0]?.quota, ONE)
  t.equal(votes(outcome, 0), 'a 4/3, b 1/3, c 2/3')
  t.equal(votes(outcome, 1), 'a 1, b 7/12, c 2/3')
})

t.test('seats are filled, never more; in every round all votes are somewhere', async t => {
  fc.assert(
    fc.property(elections(rank, OPTIONS.length), ({ seats, profile, seed }) => {
      const { selected, ranking, rounds } = decide(OPTIONS, seats, profile, seed)
      const valid = profile.reduce(
        (sum, { choice, weight }) => ('rank' in choice && choice.rank.length > 0 ? add(sum, weight) : sum),
        ZERO,
      )
      const conserved = rounds.every(({ standing, exhausted = ZERO }) => {
        const total = standing.reduce((sum, { points }) => add(sum, points), exhausted)
        return compareRationals(total, valid) === 0
      })
      return (
        conserved &&
        selected.length === seats &&
        new Set(selected).size === seats &&
        rounds.flatMap(({ elected }) => elected).join() === selected.join() &&
        ranking.flat().sort().join() === OPTIONS.join()
      )
    }),
    { numRuns: 300 },
  )
  t.pass()
})

t.test('a group with as many quotas as it has candidates takes as many seats', async t => {
  fc.assert(
    fc.property(elections(rank), fc.integer({ min: 1, max: 3 }), ({ profile, seed }, quotas) => {
      // Droop proportionality for solid coalitions: those who put a and b before all others.
      const outside = profile.reduce((sum, { weight }) => sum + weight[0], 0n)
      const [seats, members] = [4n, outside * BigInt(quotas) + 5n]
      const coalition = [
        { choice: { rank: ['a', 'b', 'c'] }, weight: rational(members - members / 2n) },
        { choice: { rank: ['b', 'a', 'c'] }, weight: rational(members / 2n) },
      ]
      const quota = (outside + members) / (seats + 1n) + 1n
      const earned = Math.min(2, Number(members / quota))
      const { selected } = decide(OPTIONS, Number(seats), [...profile, ...coalition], seed)
      return selected.filter(option => option === 'a' || option === 'b').length >= earned
    }),
  )
  t.pass()
})

t.test('STV keeps its laws', async t => {
  orderDecidesNothing(decide, rank, OPTIONS.length)
  namesDecideNothing(decide, rank, OPTIONS.length)
  weightsAreCopies(decide, rank, OPTIONS.length)
  majorityWins(decide, rank, option => ({ rank: [option] }))
  t.pass()
})

t.test('a choice that is not a ranking of the options is refused', async t => {
  const three = rule(['a', 'b', 'c'], 1)
  const cases: [Choice, string][] = [
    [{ tiers: [['a']] }, 'the ballot takes a ranking'],
    [{ rank: ['x'] }, 'not an option'],
    [{ rank: ['a', 'a'] }, 'named twice'],
    [{ rank: ['a', 'b', 'c', 'a'] }, 'too many options'],
  ]
  for (const [choice, problem] of cases) {
    t.match(checkStvChoice(three, choice), { code: 'ballot/bad-choice', detail: { problem } }, problem)
  }
  t.equal(checkStvChoice(three, { rank: ['c'] }), undefined)
})

t.test('a rule that contradicts itself is refused with its field', async t => {
  const cases: [StvRule, string][] = [
    [rule([], 1), 'options'],
    [rule(['a', 'b'], 3), 'seats'],
    [rule(['a', 'b'], 0), 'seats'],
    [rule(namesOf(30), 13), 'seats'],
    [rule(namesOf(101), 1), 'options'],
  ]
  for (const [rule, field] of cases) t.match(checkStvRule(rule), { code: 'proposal/bad', detail: { field } }, field)
  t.equal(checkStvRule(rule(namesOf(30), 12)), undefined)
})
