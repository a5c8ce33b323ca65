import t from 'tap'
import { formatsOf } from '../../web-ui/src/format/formats.ts'
import { sayExact } from '../../web-ui/src/results/exact.ts'
import { type Round, transferBetween } from '../../web-ui/src/results/transfers.ts'

const round = (points: Record<string, string>, rest: Partial<Round> = {}): Round => ({
  standing: Object.entries(points).map(([option, points]) => ({ option, points })),
  elected: [],
  eliminated: [],
  exhausted: '0',
  ...rest,
})

t.test('what an eliminated option had goes on, exactly', async t => {
  const before = round({ a: '3', b: '5/3', c: '4/3' }, { eliminated: ['c'] })
  const after = round({ a: '3', b: '8/3' }, { exhausted: '1/3' })
  t.same(transferBetween(before, after), {
    from: 'c',
    why: 'out',
    to: [{ option: 'b', points: '1' }],
    exhausted: '1/3',
  })
})

t.test('what an elected option does not need goes on', async t => {
  const before = round({ a: '3', b: '1', c: '1' }, { elected: ['a'] })
  const after = round({ a: '2', b: '5/3', c: '4/3' })
  t.match(transferBetween(before, after), { from: 'a', why: 'surplus', to: [{ points: '2/3' }, { points: '1/3' }] })
})

t.test('where nothing moves, nothing is said', async t => {
  const before = round({ a: '2', b: '1' }, { elected: ['a'] })
  t.equal(transferBetween(before, round({ a: '2', b: '1' })), undefined)
})

t.test('a fraction is said with its decimals, and exactly while that is short', async t => {
  const formats = formatsOf('en')
  t.equal(sayExact(formats, '12345'), '12,345')
  t.equal(sayExact(formats, '7/3'), '2.33 (7/3)')
  t.equal(sayExact(formats, '1000000000000/3'), '≈ 333,333,333,333.33')
})
