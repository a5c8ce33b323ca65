import t from 'tap'
import { watchSilence } from '../../node/federation/host/silence.ts'
import { tokenBucket } from '../../node/federation/host/token-bucket.ts'
import { slopePerHour } from '../bench/soak/trend.ts'
import { until } from '../support/patience.ts'
import { bytes, pairOfHosts } from './host-rig.ts'

class Wire extends EventTarget {
  cut = 0
  abort(): void {
    this.cut++
  }
}

t.test('a bucket gives a burst at once and then keeps to the rate', async t => {
  let nowMs = 0
  const bucket = tokenBucket({ burst: 10, perSecond: 2 }, () => nowMs)
  for (let i = 0; i < 10; i++) t.equal(bucket.take('peer', 1), 0)
  t.equal(bucket.take('peer', 1), 500)
  t.equal(bucket.take('peer', 1), 1_000)
  t.equal(bucket.take('other', 10), 0, 'others have their own')
  t.equal(bucket.take('peer', 1_000), 5_000, 'never further ahead than a burst')
  nowMs = 5_000
  t.equal(bucket.take('peer', 0), 0)
  nowMs = 60_000
  t.equal(bucket.take('peer', 10), 0, 'full again, and no fuller')
  t.ok(bucket.take('peer', 1) > 0)
})

t.test('a peer has 32 questions open, and its own next ones wait for nobody else', async t => {
  const [asker, answerer] = await pairOfHosts(141, 142)
  t.teardown(() => Promise.all([asker, answerer].map(host => host[Symbol.asyncDispose]())))
  let open = 0
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  answerer.handle('/test/held/1', async message => {
    open++
    await released
    return message
  })
  const asked = Array.from({ length: 40 }, () => asker.request(answerer.publicKey, '/test/held/1', bytes('x')))
  let refused = 0
  for (const one of asked) one.catch(() => refused++)
  const outcomes = Promise.allSettled(asked)
  await until(() => open === 32 && refused === 8)
  release()
  const answered = (await outcomes).filter(({ status }) => status === 'fulfilled')
  t.equal(answered.length, 32)
  t.equal(open, 32)
  t.same(await asker.request(answerer.publicKey, '/test/held/1', bytes('again')), bytes('again'))
})

t.test('a connection over which nothing comes is cut, and one over which something comes is not', async t => {
  const [quiet, alive] = [new Wire(), new Wire()]
  const silence = watchSilence(5)
  t.teardown(silence.stop)
  for (const connection of [quiet, alive]) silence.watch(connection)
  await until(() => {
    alive.dispatchEvent(new Event('message'))
    return quiet.cut > 0
  })
  t.equal(alive.cut, 0)
  quiet.dispatchEvent(new Event('close'))
})

t.test('the slope of a straight line is its slope', async t => {
  const line = Array.from({ length: 10 }, (_, i) => ({ atMs: i * 60_000, value: 100 + i / 2 }))
  t.equal(Math.round(slopePerHour(line)), 30)
  t.equal(slopePerHour(line.slice(0, 1)), 0)
})
