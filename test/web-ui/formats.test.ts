import t from 'tap'
import { layBar } from '../../web-ui/src/format/bar.ts'
import { formatsOf } from '../../web-ui/src/format/formats.ts'
import { approximate, shareFor } from '../../web-ui/src/format/fraction.ts'
import { geohash, parseCoordinates } from '../../web-ui/src/format/geohash.ts'
import { parseOptions, parseProjects } from '../../web-ui/src/format/option-lines.ts'

const HOUR_MS = 3_600_000

t.test('fractions of the API for the eye', async t => {
  t.equal(approximate('19/10'), 1.9)
  t.equal(approximate('-1/2'), -0.5)
  t.equal(approximate(7), 7)
  t.equal(approximate('a third'), undefined)
  const weighted = [
    { option: 'for', points: '19/10' },
    { option: 'against', points: '7/10' },
    { option: 'abstain', points: '5' },
  ]
  t.equal(shareFor(weighted)?.toFixed(4), '0.7308', 'abstentions have no part in the share')
  t.equal(shareFor([{ option: 'Benches', points: 3 }]), undefined)
  t.equal(shareFor([{ option: 'abstain', points: 3 }]), undefined, 'nobody said either')
})

t.test('moments are said from now on', async t => {
  const { relative } = formatsOf('en')
  const now = Date.UTC(2026, 4, 1, 12)
  t.equal(relative(now + 5 * HOUR_MS, now), 'in 5 hours')
  t.equal(relative(now + 47 * HOUR_MS, now), 'in 2 days')
  t.equal(relative(now - 24 * HOUR_MS, now), 'yesterday')
  t.equal(relative(now + 20_000, now), 'now')
  t.equal(relative(now - 50_000, now), '1 minute ago')
  t.equal(formatsOf('ca').relative(now + 3 * HOUR_MS, now), 'd’aquí a 3 hores')
})

t.test('a place is kept to twenty kilometres', async t => {
  t.same(parseCoordinates('41.40, 2.16'), [41.4, 2.16])
  t.same(parseCoordinates(' 38.72;-9.14 '), [38.72, -9.14])
  t.equal(parseCoordinates('91, 0'), undefined)
  t.equal(parseCoordinates('Gràcia'), undefined)
  t.equal(geohash([41.4, 2.16]), 'sp3e', 'Gràcia')
  t.equal(geohash([38.72, -9.14]), 'eycs', 'Lisbon')
  t.equal(geohash([57.64911, 10.40744], 11), 'u4pruydqqvj', "the geohash system's own example")
})

t.test('options and projects, one a line', async t => {
  t.same(parseOptions('Tuesday\n\n  Sunday '), ['Tuesday', 'Sunday'])
  t.equal(parseOptions('Tuesday'), undefined, 'one is no choice')
  t.equal(parseOptions('Tuesday\nTuesday'), undefined, 'twice the same')
  t.same(parseProjects('Benches = 1200\nShelves (a = b) = 650'), [
    { id: 'Benches', cost: 1200 },
    { id: 'Shelves (a = b)', cost: 650 },
  ])
  t.equal(parseProjects('Benches = 12.50\nShelves = 650'), undefined, 'a cost is a whole number')
})

t.test('counts laid end to end never leave the bar', async t => {
  const counts = [
    { option: 'for', amount: 23 },
    { option: 'against', amount: 2 },
  ]
  t.same(layBar(counts, 50), [
    { option: 'for', start: 0, length: 46 },
    { option: 'against', start: 46, length: 4 },
  ])
  t.same(
    layBar(counts, 20).map(({ length }) => length),
    [100, 0],
  )
  t.same(layBar(counts, 0), [])
})
