import t from 'tap'
import { HostError } from '../../node/federation/host/host-error.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { until } from '../support/patience.ts'
import { bytes, pairOfHosts, text } from './host-rig.ts'

const [asker, answerer] = await pairOfHosts(11, 12)
t.teardown(async () => {
  await asker[Symbol.asyncDispose]()
  await answerer[Symbol.asyncDispose]()
})
const peer = answerer.publicKey
const collect = async (answers: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = []
  for await (const answer of answers) all.push(answer)
  return all
}

t.test('one message there, one back, and the handler knows who asks', async t => {
  answerer.handle('/test/greet/1', async (message, from) => {
    t.equal(from, asker.publicKey)
    return bytes(`hello ${text(message)}`)
  })
  t.equal(text(await asker.request(peer, '/test/greet/1', bytes('anna'))), 'hello anna')
})

t.test('messages of every size up to the limit arrive whole', async t => {
  answerer.handle('/test/echo/1', async message => message, { maxBytes: 1_000_000 })
  for (const size of [0, 1, 127, 128, 16_383, 16_384, 65_536, 262_144, 999_999, 1_000_000]) {
    const message = Uint8Array.from({ length: size }, (_, position) => position % 251)
    const echo = await asker.request(peer, '/test/echo/1', message, { maxBytes: 1_000_000 })
    t.ok(Buffer.from(echo).equals(message), `${size} bytes`)
  }
})

t.test('a message over the limit is refused', async t => {
  t.test('by the sender, before a byte goes out', async t => {
    const asked = asker.request(peer, '/test/echo/1', new Uint8Array(1_001), { maxBytes: 1_000 })
    await t.rejects(asked, { code: 'message/too-large' })
  })
  t.test('by the receiver, who says so without taking it', async t => {
    const startedMs = performance.now()
    const asked = asker.request(peer, '/test/echo/1', new Uint8Array(3_900_000))
    await t.rejects(asked, { code: 'message/too-large' })
    t.ok(performance.now() - startedMs < 20_000, 'sooner than a question runs out of time')
  })
  t.test('where an answer grows over it, on the side of the handler', async t => {
    answerer.handle('/test/grow/1', async () => new Uint8Array(2_000), { maxBytes: 1_000 })
    await t.rejects(asker.request(peer, '/test/grow/1', bytes('x')), { code: 'message/too-large' })
  })
  t.test('where an answer is larger than the asker takes', async t => {
    const asked = asker.request(peer, '/test/echo/1', new Uint8Array(500), { maxBytes: 500 })
    t.equal((await asked).length, 500)
    answerer.handle('/test/large/1', async () => new Uint8Array(501))
    await t.rejects(asker.request(peer, '/test/large/1', bytes('x'), { maxBytes: 500 }), { code: 'message/too-large' })
  })
})

t.test('a handler that throws gives the asker a code and not its reason', async t => {
  answerer.handle('/test/throw/1', async () => {
    throw new Error('secret reason')
  })
  const refused = await asker.request(peer, '/test/throw/1', bytes('x')).catch((error: unknown) => error)
  t.match(refused, { name: 'HostError', code: 'peer/failed' })
  t.notMatch(JSON.stringify(refused) + String(refused), /secret/)

  answerer.handle('/test/busy/1', async () => {
    throw new HostError('peer/busy')
  })
  await t.rejects(asker.request(peer, '/test/busy/1', bytes('x')), { code: 'peer/busy' })
})

t.test('what cannot be asked fails at once with its code', async t => {
  await t.rejects(asker.request(peer, '/test/nobody/1', bytes('x')), { code: 'peer/unsupported' })
  await t.rejects(asker.request(publicKeyHex(new Uint8Array(32).fill(1)), '/test/echo/1', bytes('x')), {
    code: 'peer/not-connected',
  })
  await t.rejects(asker.request(peer, '/test/echo/1', bytes('x'), { signal: AbortSignal.abort() }), { code: 'aborted' })
})

t.test('a handler that never answers ends with the signal of the asker, on both sides', async t => {
  let stopped = false
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  answerer.handle('/test/hang/1', (_message, _from, signal) => {
    signal.addEventListener('abort', () => {
      stopped = true
    })
    begin()
    return new Promise(() => {})
  })
  const limit = new AbortController()
  const asked = asker.request(peer, '/test/hang/1', bytes('x'), { signal: limit.signal })
  await begun
  // The reason that a time limit gives.
  limit.abort(new DOMException('too long', 'TimeoutError'))
  await t.rejects(asked, { code: 'peer/timeout' })
  await until(() => stopped)
})

t.test('many frames come in order, of sizes around the window and the buffers', async t => {
  const sizes = [0, 1, 255_999, 256 * 1024, 256 * 1024 + 1, 1024 * 1024, 4 * 1024 * 1024, 3, 0]
  answerer.handleMany('/test/many/1', async function* () {
    for (const [number, size] of sizes.entries()) yield new Uint8Array(size).fill(number)
  })
  const answers = await collect(asker.requestMany(peer, '/test/many/1', bytes('x')))
  t.same(
    answers.map(({ length }) => length),
    sizes,
  )
  t.ok(answers.every((answer, number) => answer.every(byte => byte === number)))

  answerer.handleMany('/test/small/1', async function* () {
    for (let number = 0; number < 20_000; number++) yield bytes(String(number))
  })
  const small = await collect(asker.requestMany(peer, '/test/small/1', bytes('x')))
  t.ok(small.length === 20_000 && small.every((answer, number) => text(answer) === String(number)))
})

t.test('a slow reader holds back the sender and loses nothing', async t => {
  const total = 200
  let sent = 0
  answerer.handleMany('/test/slow/1', async function* () {
    for (; sent < total; sent++) yield new Uint8Array(100_000).fill(sent)
  })
  let taken = 0
  for await (const answer of asker.requestMany(peer, '/test/slow/1', bytes('x'))) {
    if (taken === 2) {
      await new Promise(resolve => setTimeout(resolve, 400))
      t.ok(sent < 60, `${sent} of ${total} sent while nobody reads`)
    }
    if (taken > 100 && taken % 20 === 0) await new Promise(resolve => setTimeout(resolve, 50))
    if (answer[0] !== taken) t.fail('out of order')
    taken++
  }
  t.equal(taken, total)
})

t.test('an answer that breaks off in the middle is never taken for a whole one', async t => {
  answerer.handleMany('/test/broken/1', async function* () {
    yield bytes('one')
    throw new Error('disk gone')
  })
  const seen: string[] = []
  await t.rejects(
    async () => {
      for await (const answer of asker.requestMany(peer, '/test/broken/1', bytes('x'))) seen.push(text(answer))
    },
    { code: 'peer/failed' },
  )
  t.same(seen, ['one'])
})

t.test('a reader that leaves stops the handler', async t => {
  let finished = false
  answerer.handleMany('/test/leave/1', async function* () {
    try {
      for (;;) yield new Uint8Array(10_000)
    } finally {
      finished = true
    }
  })
  for await (const _ of asker.requestMany(peer, '/test/leave/1', bytes('x'))) break
  await until(() => finished)
  t.ok(finished)
})

t.test('a protocol has one handler', async t => {
  t.throws(() => answerer.handle('/test/echo/1', async message => message))
})
