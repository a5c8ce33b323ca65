import fc from 'fast-check'
import t from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { ballotRule } from '../../../protocol/governance/election-ballot.ts'
import { decideProfile, type Profile, profileOf } from '../../../protocol/governance/method.ts'
import { successors } from '../../../protocol/governance/vacancy.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted } from '../../support/test-core.ts'

const seed = new Uint8Array(32).fill(5)
const names = ['Ana', 'Biel', 'Cesc', 'Duna']
const ballots = (numbers: readonly (readonly [number, Choice])[]): Profile =>
  numbers.map(([voters, choice]) => ({ choice, weight: rational(voters) }))

t.test('by STV the voters of who left choose again', async t => {
  const rule = accepted(ballotRule({ ballot: { method: 'stv' }, seats: 2 }, names))
  const profile = ballots([
    [60, { rank: ['Ana', 'Cesc'] }],
    [40, { rank: ['Biel', 'Duna'] }],
  ])
  t.same(decideProfile(rule, profile, seed).selected, ['Ana', 'Biel'])
  t.same(successors(rule, profile, ['Biel'], ['Ana'], seed), ['Duna'])
  t.same(successors(rule, profile, ['Ana'], ['Biel'], seed), ['Cesc'])
})

t.test('by IRV it is as if who left had never stood', async t => {
  const rule = accepted(ballotRule({ ballot: { method: 'irv' }, seats: 1 }, names))
  const profile = ballots([
    [45, { rank: ['Ana', 'Duna'] }],
    [30, { rank: ['Biel', 'Ana'] }],
    [25, { rank: ['Cesc', 'Ana'] }],
  ])
  t.same(decideProfile(rule, profile, seed).selected, ['Ana'])
  t.same(successors(rule, profile, ['Ana'], [], seed), ['Duna'], 'not Biel, who was second')
})

t.test('by methods of sums the next takes the seat, where anybody is for them', async t => {
  const rule = accepted(ballotRule({ ballot: { method: 'score', maxScore: 5 }, seats: 1 }, names))
  const profile = ballots([
    [2, { points: [['Ana', 5]] }],
    [1, { points: [['Biel', 4]] }],
  ])
  t.same(successors(rule, profile, ['Ana'], [], seed), ['Biel'])
  t.same(successors(rule, profile, ['Ana', 'Biel'], [], seed), [])
})

t.test('an equal claim is drawn by the seed of the election, whatever the order of the candidates', async t => {
  const choices = [
    { approve: ['Ana'] },
    { approve: ['Biel', 'Ana'] },
    { approve: ['Cesc', 'Ana'] },
    { approve: ['Ana'] },
  ]
  const next = (options: readonly string[], byte: number) => {
    const rule = accepted(
      ballotRule({ ballot: { method: 'approval', minApprovals: 0, maxApprovals: 4 }, seats: 1 }, options),
    )
    return successors(rule, profileOf(choices), ['Ana'], [], new Uint8Array(32).fill(byte))[0]
  }
  const drawn = Array.from({ length: 20 }, (_, byte) => next(names, byte))
  t.same(new Set(drawn), new Set(['Biel', 'Cesc']))
  t.same(
    drawn,
    drawn.map((_, byte) => next(names.toReversed(), byte)),
  )
})

const ranking = fc.shuffledSubarray(names, { minLength: 1 })
const templates = [
  { ballot: { method: 'stv' }, choice: (rank: string[]): Choice => ({ rank }) },
  { ballot: { method: 'schulze' }, choice: (rank: string[]): Choice => ({ tiers: rank.map(name => [name]) }) },
  { ballot: { method: 'copeland' }, choice: (rank: string[]): Choice => ({ tiers: rank.map(name => [name]) }) },
  {
    ballot: { method: 'approval', minApprovals: 0, maxApprovals: 9 },
    choice: (approve: string[]): Choice => ({ approve }),
  },
]

t.test('nobody is brought in who has a seat or can take none', async () => {
  const cases = fc.record({
    template: fc.constantFrom(...templates),
    rankings: fc.array(ranking, { minLength: 1, maxLength: 12 }),
    leaves: fc.nat(),
  })
  fc.assert(
    fc.property(cases, ({ template: { ballot, choice }, rankings, leaves }) => {
      const rule = accepted(ballotRule({ ballot, seats: 2 }, names))
      const profile = profileOf(rankings.map(choice))
      const { selected } = decideProfile(rule, profile, seed)
      const gone = selected[leaves % Math.max(1, selected.length)] ?? 'Ana'
      const seated = selected.filter(name => name !== gone)
      const next = successors(rule, profile, [gone], seated, seed)
      return next.every(name => name !== gone && !seated.includes(name) && names.includes(name))
    }),
    { numRuns: 200 },
  )
})

t.test('a ballot is made of the candidates by any method that has options', async t => {
  const ballot = { method: 'approval', minApprovals: 0, maxApprovals: 1_000 }
  t.match(ballotRule({ ballot, seats: 3 }, names), { maxApprovals: 4, seats: 3, options: names })
  t.match(ballotRule({ ballot: { method: 'irv' }, seats: 1 }, names), { method: 'irv', options: names })
  t.match(ballotRule({ ballot: { method: 'irv' }, seats: 2 }, names), { code: 'election/bad' })
  for (const method of ['majority', 'consensus', 'consent', 'budget', 'constructor']) {
    t.match(ballotRule({ ballot: { method }, seats: 1 }, names), { code: 'election/bad' }, method)
  }
})
