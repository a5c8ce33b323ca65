import fc from 'fast-check'
import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { decideProfile } from '../../../protocol/governance/method.ts'
import type { Outcome } from '../../../protocol/governance/methods/outcome.ts'
import {
  checkStarChoice,
  checkStarRule,
  DEFAULT_STARS,
  type StarRule,
} from '../../../protocol/governance/methods/star.ts'
import { formatRational, ONE } from '../../../protocol/rational.ts'
import { namesOf } from './belenios.ts'
import {
  type Decide,
  elections,
  majorityWins,
  namesDecideNothing,
  OPTIONS,
  orderDecidesNothing,
  points,
  scaleDecidesNothing,
  weightsAreCopies,
} from './elections.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats = 1): StarRule => ({
  method: 'star',
  options,
  maxScore: DEFAULT_STARS,
  seats,
})
const decide: Decide = (options, seats, profile, seed) => decideProfile(rule(options, seats), profile, seed)

/** One ballot a line, the scores of a, b, c… in turn. */
function vote(ballots: number[][], seats = 1, lots = seed): Outcome {
  const options = OPTIONS.slice(0, ballots[0]?.length)
  const profile = ballots.map(scores => ({
    choice: { points: options.map((option, place) => [option, scores[place] ?? 0] as const) },
    weight: ONE,
  }))
  return decide(options, seats, profile, lots)
}

/** Who wins with each of some seeds. */
function winners(ballots: number[][]): string[] {
  const seeds = Array.from({ length: 20 }, (_, byte) => new Uint8Array(32).fill(byte))
  return [...new Set(seeds.map(seed => vote(ballots, 1, seed).selected.join()))].sort()
}

function inWords(outcome: Outcome): string[] {
  return outcome.rounds.map(({ standing }) =>
    standing.map(({ option, points }) => `${option} ${formatRational(points)}`).join(', '),
  )
}

t.test('of the two with the most stars the one wins that more prefer', async t => {
  const outcome = vote([
    [5, 4, 0],
    [5, 4, 1],
    [5, 4, 0],
    [0, 5, 1],
    [0, 5, 2],
    [3, 3, 3],
  ])
  t.strictSame(inWords(outcome), ['a 18, b 25, c 7', 'b 2, a 3'])
  t.strictSame(outcome.selected, ['a'])
  t.strictSame(outcome.rounds[1]?.exhausted, ONE, 'one ballot has no preference')
  t.strictSame(outcome.ranking, [['a'], ['b'], ['c']])
  t.strictSame(outcome.ties, [])
})

t.test('a tie of scores for the runoff goes to who is preferred, and says so', async t => {
  const outcome = vote([
    [5, 2, 1],
    [5, 2, 1],
    [5, 0, 2],
  ])
  t.strictSame(outcome.ties, [{ options: ['b', 'c'], brokenBy: 'method' }])
  t.strictSame(outcome.ranking, [['a'], ['b'], ['c']])
})

t.test('of three with the same score the one goes that lost most duels, and again', async t => {
  // b beats c and d, c beats d; each has 6.
  const outcome = vote([
    [5, 3, 2, 1],
    [5, 3, 2, 1],
    [5, 0, 2, 4],
  ])
  t.strictSame(outcome.ties[0]?.options[0], 'b')
  t.equal(outcome.ties[0]?.brokenBy, 'method')
  const topTwo = vote([
    [3, 2, 1],
    [3, 2, 1],
    [0, 2, 4],
  ])
  t.strictSame(inWords(topTwo)[1], 'a 2, b 1', 'both of the runoff come out of the tie')
  t.equal(topTwo.ties[0]?.brokenBy, 'method')
})

t.test('where two lost as many duels, one of them still can have the second place', async t => {
  // Each has 10. a beats b and c, who tie with each other: a goes on, then b by its five stars.
  const ballots = [
    [2, 1, 2],
    [5, 5, 4],
    [0, 3, 4],
    [3, 1, 0],
  ]
  t.equal(inWords(vote(ballots))[0], 'a 10, b 10, c 10')
  for (let byte = 0; byte < 6; byte++) {
    const { ties } = vote(ballots, 1, new Uint8Array(32).fill(byte))
    t.strictSame(ties, [{ options: ['a', 'b', 'c'], brokenBy: 'method' }], 'no lot has a say')
  }
})

t.test('as many preferring each, the most five stars go on; equal in that too, the draw decides', async t => {
  const fives = vote([
    [5, 5, 3],
    [5, 2, 4],
  ])
  t.strictSame(fives.ties[0], { options: ['b', 'c'], brokenBy: 'method' })
  const drawn = [
    [5, 3, 2],
    [5, 2, 3],
  ]
  t.match(vote(drawn).ties, [{ brokenBy: 'draw' }])
  t.strictSame(winners(drawn), ['a'])
  t.strictSame(winners([[2, 2]]), ['a', 'b'])
})

t.test('what lots alone told apart stands together in the ranking, whoever they gave the seat', async t => {
  const ranked = (ballots: number[][], seats = 1) => vote(ballots, seats).ranking.map(tied => tied.toSorted().join('='))
  t.strictSame(ranked([[2, 2]]), ['a=b'])
  t.strictSame(ranked([[2, 2, 2]]), ['a=b=c'])
  t.strictSame(ranked([[2, 2, 2, 2]], 2), ['a=b=c=d'])
  t.strictSame(ranked([[5, 2, 2]]), ['a', 'b=c'], 'of whom one was in the runoff')
  t.strictSame(
    ranked([
      [4, 5],
      [4, 2],
    ]),
    ['a', 'b'],
    'a tie that the method breaks is none of lots',
  )
  t.equal(vote([[2, 2]]).selected[0], vote([[2, 2]]).ranking[0]?.[0], 'in the order that was drawn')
})

t.test('a tied runoff goes to the higher score, then to the most five stars, then to the draw', async t => {
  const byScore = vote([
    [4, 5],
    [4, 2],
  ])
  t.strictSame(byScore.selected, ['a'])
  t.strictSame(byScore.ties, [{ options: ['a', 'b'], brokenBy: 'method' }])
  const byFives = vote([
    [2, 5],
    [4, 1],
  ])
  t.strictSame(byFives.selected, ['b'])
  t.strictSame(byFives.ties, [{ options: ['b', 'a'], brokenBy: 'method' }])
  t.strictSame(
    winners([
      [1, 4],
      [4, 1],
    ]),
    ['a', 'b'],
  )
  t.match(
    vote([
      [1, 4],
      [4, 1],
    ]).ties,
    [{ brokenBy: 'draw' }],
  )
})

t.test('with several seats each is filled by those who have none: the runner-up has no claim', async t => {
  // a and b first: a wins. Then b, who lost to a, against c: c is preferred.
  const outcome = vote(
    [
      [5, 4, 0],
      [5, 4, 0],
      [5, 0, 1],
      [5, 0, 1],
      [4, 3, 5],
    ],
    2,
  )
  t.strictSame(outcome.selected, ['a', 'c'])
  t.strictSame(outcome.ranking, [['a'], ['c'], ['b']])
  t.equal(outcome.rounds.length, 4)
  t.strictSame(inWords(outcome)[2], 'b 11, c 7')
})

t.test('as many seats as options: the last one needs no runoff', async t => {
  t.strictSame(vote([[5, 1]], 2).selected, ['a', 'b'])
  t.strictSame(vote([[5]], 1).selected, ['a'])
})

t.test('the winner is one of the two best sums and not the loser of the duel', async t => {
  let plain = 0
  fc.assert(
    fc.property(elections(points(5), 1), ({ profile, seed }) => {
      const { selected, rounds, ties } = decide(OPTIONS, 1, profile, seed)
      if (ties.some(({ brokenBy }) => brokenBy !== 'none')) return true
      plain += 1
      const scores = (option: string) =>
        profile.map(({ choice, weight: [number] }) => ({
          score: ('points' in choice ? choice.points : []).find(([named]) => named === option)?.[1] ?? 0,
          number: Number(number),
        }))
      const sum = (option: string) => scores(option).reduce((all, { score, number }) => all + score * number, 0)
      const [a = '', b = ''] = OPTIONS.toSorted((a, b) => sum(b) - sum(a))
      const lead = scores(a).reduce(
        (all, { score, number }, voter) => all + Math.sign(score - (scores(b)[voter]?.score ?? 0)) * number,
        0,
      )
      return selected.join() === (lead > 0 ? a : b) && rounds.length === 2
    }),
    { numRuns: 300 },
  )
  t.ok(plain > 100)
})

t.test('STAR keeps its laws', async t => {
  const scores = points(5)
  orderDecidesNothing(decide, scores)
  namesDecideNothing(decide, scores)
  weightsAreCopies(decide, scores)
  scaleDecidesNothing(decide, scores)
  majorityWins(decide, fc.constant<Choice>({ points: [] }), option => ({ points: [[option, 1]] }))
  t.pass()
})

t.test('choices and rules are checked', async t => {
  const two = rule(['a', 'b'])
  t.equal(checkStarChoice(two, { points: [['a', 5]] }), undefined)
  t.match(checkStarChoice(two, { points: [['a', 6]] }), { code: 'ballot/bad-choice', detail: { most: 5 } })
  t.match(checkStarChoice(two, { rank: ['a'] }), { code: 'ballot/bad-choice' })
  t.equal(checkStarRule(two), undefined)
  const cases: [StarRule, string][] = [
    [rule(['a', 'a']), 'options'],
    [rule(namesOf(101)), 'options'],
    [rule(['a', 'b'], 3), 'seats'],
    [{ ...two, maxScore: 0 }, 'maxScore'],
  ]
  for (const [rule, field] of cases) t.match(checkStarRule(rule), { code: 'proposal/bad', detail: { field } }, field)
})
