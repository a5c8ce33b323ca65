import fc from 'fast-check'
import t from 'tap'
import { fillVacancy } from '../../../protocol/governance/methods/countback.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { decideStv, type StvRule } from '../../../protocol/governance/methods/stv.ts'
import { rational } from '../../../protocol/rational.ts'
import { comparable, elections, OPTIONS, rank } from './elections.ts'

const seed = new Uint8Array(32).fill(3)
const rule = (options: readonly string[], seats: number): StvRule => ({ method: 'stv', options, seats })

function ballots(numbers: Record<string, number>): Profile {
  return Object.entries(numbers).map(([rank, number]) => ({
    choice: { rank: rank.split(' ') },
    weight: rational(number),
  }))
}

t.test('the seat goes to the next of those who had elected who left, not to the majority again', async t => {
  // Two of three seats are of the many, one of the few.
  const options = ['many 1', 'many 2', 'many 3', 'few 1', 'few 2']
  const profile = [
    { choice: { rank: ['many 1', 'many 2', 'many 3'] }, weight: rational(70) },
    { choice: { rank: ['few 1', 'few 2'] }, weight: rational(30) },
  ]
  const { selected } = decideStv(rule(options, 3), profile, seed)
  t.strictSame(selected.toSorted(), ['few 1', 'many 1', 'many 2'])
  const afterFew = fillVacancy(rule(options, 3), profile, ['few 1'], ['many 1', 'many 2'], seed)
  t.strictSame(afterFew.selected, ['few 2'])
  const afterMany = fillVacancy(rule(options, 3), profile, ['many 1'], ['many 2', 'few 1'], seed)
  t.strictSame(afterMany.selected, ['many 3'])
})

t.test('who stays is not eliminated, with however few votes', async t => {
  const profile = ballots({ 'a c': 28, d: 27, 'e d': 20, b: 10 })
  const outcome = fillVacancy(rule(['a', 'b', 'c', 'd', 'e'], 2), profile, ['a'], ['b'], seed)
  t.strictSame(
    outcome.rounds.flatMap(({ eliminated }) => eliminated),
    ['e'],
  )
  t.strictSame(outcome.selected, ['d'])
  t.strictSame(outcome.ranking, [['d'], ['c'], ['e']], 'of those who had no seat')
})

t.test('with more over the quota than there is room, the most votes take the seat', async t => {
  // Quota floor(12 / 3) + 1 = 5 for both c and d, and one seat.
  const profile = ballots({ c: 5, d: 6, b: 1 })
  t.strictSame(fillVacancy(rule(['a', 'b', 'c', 'd'], 2), profile, ['a'], ['b'], seed).selected, ['d'])
  const winners = new Set<string>()
  for (let byte = 0; byte < 20; byte++) {
    const seed = new Uint8Array(32).fill(byte)
    const level = fillVacancy(rule(['a', 'b', 'c', 'd'], 2), ballots({ c: 5, d: 5, b: 1 }), ['a'], ['b'], seed)
    t.match(level.ties, [{ brokenBy: 'draw' }])
    winners.add(level.selected.join())
  }
  t.strictSame([...winners].sort(), ['c', 'd'])
})

t.test('several seats are filled at once, and as many as there are people for', async t => {
  const profile = ballots({ 'a c': 4, 'b d': 4, c: 1, d: 1 })
  const both = fillVacancy(rule(['a', 'b', 'c', 'd'], 2), profile, ['a', 'b'], [], seed)
  t.strictSame(both.selected.toSorted(), ['c', 'd'])
  t.strictSame(fillVacancy(rule(['a', 'b', 'c'], 2), profile, ['a', 'c'], ['b'], seed).selected, [])
  t.strictSame(fillVacancy(rule(['a', 'b', 'c'], 2), profile, [], ['a', 'b'], seed).selected, [], 'no seat is free')
})

t.test('a seat that is left goes to somebody who had none, whatever the order of ballots and options', async t => {
  fc.assert(
    fc.property(elections(rank, 4), ({ seats, profile, seed }) => {
      const [resigned = '', ...stay] = decideStv(rule(OPTIONS, seats), profile, seed).selected
      const filled = fillVacancy(rule(OPTIONS, seats), profile, [resigned], stay, seed)
      const again = fillVacancy(rule(OPTIONS.toReversed(), seats), profile.toReversed(), [resigned], stay, seed)
      const [next = ''] = filled.selected
      return (
        filled.selected.length === 1 &&
        next !== resigned &&
        !stay.includes(next) &&
        comparable(filled) === comparable(again)
      )
    }),
  )
  t.pass()
})
