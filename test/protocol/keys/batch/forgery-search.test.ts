import fc from 'fast-check'
import t from 'tap'
import { placesThatHold } from '../../../../protocol/keys/batch/forgery-search.ts'

/** A batch in which some are forged, and what has been asked of it. */
function batchWith(forged: ReadonlySet<number>) {
  const asked: number[] = []
  const hold = (first: number, end: number) => {
    asked.push(end - first)
    for (let place = first; place < end; place++) if (forged.has(place)) return false
    return true
  }
  return { hold, asked: () => asked.reduce((sum, size) => sum + size, 0) }
}

t.test('exactly those that hold are found', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.array(fc.integer({ min: 0, max: 79 })), (places, forged) => {
      const found = placesThatHold(batchWith(new Set(forged)), places)
      const expected = Array.from({ length: places }, (_, place) => place).filter(place => !forged.includes(place))
      return JSON.stringify(found) === JSON.stringify(expected)
    }),
  )
})

t.test('a batch that holds is asked once', async t => {
  const batch = batchWith(new Set())
  placesThatHold(batch, 1_024)
  t.equal(batch.asked(), 1_024)
})

t.test('one forgery costs three times as much at most', async t => {
  for (let place = 0; place < 1_024; place++) {
    const batch = batchWith(new Set([place]))
    t.equal(placesThatHold(batch, 1_024).length, 1_023)
    t.ok(batch.asked() <= 3 * 1_024, `${place}: ${batch.asked()}`)
  }
  const last = batchWith(new Set([1_023]))
  placesThatHold(last, 1_024)
  t.ok(last.asked() < 2 * 1_024, 'what must fail is not asked about')
})

t.test('however many are forged, no more than nine times as many are asked about', async t => {
  for (const every of [1, 2, 3, 7, 16, 64, 200]) {
    const forged = new Set(Array.from({ length: 1_024 }, (_, place) => place).filter(place => place % every === 0))
    const batch = batchWith(forged)
    t.equal(placesThatHold(batch, 1_024).length, 1_024 - forged.size)
    t.ok(batch.asked() <= 9 * 1_024, `${every}: ${batch.asked()}`)
  }
})
