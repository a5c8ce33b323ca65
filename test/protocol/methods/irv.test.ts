import t from 'tap'
import { checkIrvChoice, checkIrvRule, decideIrv } from '../../../protocol/governance/methods/irv.ts'
import { rational } from '../../../protocol/rational.ts'
import { namesOf } from './belenios.ts'
import { candidates, ranked } from './burlington.ts'
import {
  type Decide,
  majorityWins,
  namesDecideNothing,
  orderDecidesNothing,
  rank,
  scaleDecidesNothing,
  weightsAreCopies,
} from './elections.ts'

const seed = new Uint8Array(32).fill(3)
const decide: Decide = (options, _seats, profile, seed) => decideIrv({ method: 'irv', options }, profile, seed)

t.test('Burlington 2009 elects Kiss, with the last round as published', async t => {
  const { selected, rounds, ties } = decide(candidates, 1, ranked, seed)
  t.strictSame(selected, ['Kiss'])
  t.strictSame(ties, [])
  const last = rounds.at(-1)
  t.strictSame(last?.standing, [
    { option: 'Kiss', points: rational(4313) },
    { option: 'Wright', points: rational(4060) },
  ])
  t.strictSame(
    rounds
      .slice(0, -1)
      .flatMap(({ eliminated }) => eliminated)
      .slice(-2),
    ['Smith', 'Montroll'],
  )
})

t.test('more than half of the ballots that are not exhausted elect', async t => {
  const ballots = { a: 4, b: 3, c: 2, d: 2 }
  const profile = Object.entries(ballots).map(([option, number]) => ({
    choice: { rank: [option] },
    weight: rational(number),
  }))
  const { selected, rounds } = decide(['a', 'b', 'c', 'd'], 1, profile, seed)
  t.strictSame(selected, ['a'])
  t.strictSame(
    rounds.map(({ quota, exhausted }) => [quota, exhausted]),
    [
      [rational(6), rational(0)],
      [rational(5), rational(2)],
      [rational(4), rational(4)],
    ],
    '4 of the 7 that are left',
  )
})

t.test('IRV keeps its laws', async t => {
  orderDecidesNothing(decide, rank)
  namesDecideNothing(decide, rank)
  weightsAreCopies(decide, rank)
  scaleDecidesNothing(decide, rank)
  majorityWins(decide, rank, option => ({ rank: [option] }))
  t.pass()
})

t.test('rules and choices are checked', async t => {
  t.equal(checkIrvRule({ method: 'irv', options: ['a', 'b'] }), undefined)
  t.match(checkIrvRule({ method: 'irv', options: ['a', 'a'] }), { detail: { field: 'options' } })
  t.match(checkIrvRule({ method: 'irv', options: namesOf(101) }), { detail: { field: 'options' } })
  t.equal(checkIrvChoice({ method: 'irv', options: ['a', 'b'] }, { rank: ['b'] }), undefined)
  t.match(checkIrvChoice({ method: 'irv', options: ['a', 'b'] }, { rank: ['c'] }), {
    detail: { problem: 'not an option' },
  })
})
