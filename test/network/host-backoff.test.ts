import t from 'tap'
import { redialDelayMs } from '../../node/federation/host/backoff.ts'

t.test('a peer is dialed again soon, then ever more seldom, and at least once a minute for ever', async t => {
  const longest = [0, 1, 2, 3, 8, 9, 1_000].map(failures => redialDelayMs(failures, () => 0.999_999))
  t.same(longest, [200, 400, 800, 1_600, 51_200, 60_000, 60_000])
  const shortest = [0, 1, 1_000].map(failures => redialDelayMs(failures, () => 0))
  t.same(shortest, [100, 200, 30_000], 'half of it at least')
})
