import t from 'tap'
import { until } from '../support/patience.ts'
import { person, type TestGroup, testGroup } from '../support/test-core.ts'
import { API, type TestHttp, testHttp } from '../support/test-http.ts'

type Event = { id: number; event: string; data: Record<string, unknown> }

/** Reads events as a browser does, until `stop`. */
function follow(http: TestHttp, asking: { after?: number; lastEventId?: number; token?: string } = {}) {
  const abort = new AbortController()
  const events: Event[] = []
  let resumeAt = 0
  let text = ''
  const query = asking.after === undefined ? '' : `?after=${asking.after}`
  const opened = fetch(`${http.url}${API}/stream${query}`, {
    signal: abort.signal,
    headers: {
      ...(asking.token === undefined ? {} : { authorization: `Bearer ${asking.token}` }),
      ...(asking.lastEventId === undefined ? {} : { 'last-event-id': String(asking.lastEventId) }),
    },
  })
  const take = (block: string) => {
    const fields = new Map(
      block.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(': ') + 2)]),
    )
    if (fields.has('id')) resumeAt = Number(fields.get('id'))
    const data = fields.get('data')
    if (data !== undefined) events.push({ id: resumeAt, event: fields.get('event') ?? '', data: JSON.parse(data) })
  }
  const ended = opened.then(async response => {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true })
        for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
          take(text.slice(0, at))
          text = text.slice(at + 2)
        }
      }
      return 'ended'
    } catch {
      return 'broken'
    }
  })
  return {
    events,
    ended,
    opened,
    resumeAt: () => resumeAt,
    stop: () => {
      abort.abort()
      return ended
    },
    until: (isThere: () => boolean) => until(isThere, () => JSON.stringify(events)),
  }
}

const positions = (events: readonly Event[]) => events.map(({ data }) => data.position)

/** A steward invites: the cheapest entry there is. */
async function write(group: TestGroup, label: string) {
  const expiresAtMs = group.clock.now() + 1_000
  await group.act(group.steward.signer, 'member/invited', {
    key: person(label).key,
    role: 'guest',
    uses: 1,
    expiresAtMs,
  })
}

t.test('the log as it grows', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  await using http = await testHttp(group)

  await t.test('first what came after a position, then live', async t => {
    await write(group, 'before')
    const reader = follow(http, { after: 0 })
    await reader.until(() => reader.events.length === 2)
    const { headers } = await reader.opened
    t.equal(headers.get('content-type'), 'text/event-stream; charset=utf-8')
    t.match(reader.events, [
      { id: 1, event: 'entry', data: { position: 1, kind: 'group/founded', log: group.id, id: group.id, index: 0 } },
      { id: 2, data: { position: 2, kind: 'member/invited', subject: null } },
    ])
    await write(group, 'live')
    await reader.until(() => reader.events.length === 3)
    t.match(reader.events[2], { id: 3, data: { position: 3 } })
    await reader.stop()
    const late = follow(http, { after: 2 })
    await late.until(() => late.events.length === 1)
    t.same(positions(late.events), [3], 'the last one alone')
    await late.stop()
  })

  await t.test('without a position, what comes from now on; the place to resume at is told at once', async t => {
    const reader = follow(http)
    await reader.until(() => reader.resumeAt() > 0)
    t.equal(reader.resumeAt(), group.core.tables.lastPosition())
    await write(group, 'now')
    await reader.until(() => reader.events.length === 1)
    t.same(positions(reader.events), [group.core.tables.lastPosition()])
    await reader.stop()
  })

  await t.test('what is read says where the log stood before, and a stream from there what came since', async t => {
    const { headers } = await fetch(`${http.url}${API}/group`)
    await write(group, 'since')
    const reader = follow(http, { after: Number(headers.get('x-comunal-position')) })
    await reader.until(() => reader.events.length === 1)
    t.same(positions(reader.events), [group.core.tables.lastPosition()])
    await reader.stop()
  })

  await t.test('without a gap and without doubles, resumed again and again while others write', async t => {
    const from = group.core.tables.lastPosition()
    const writing = (async () => {
      for (let i = 0; i < 300; i += 5) {
        await Promise.all([0, 1, 2, 3, 4].map(j => write(group, `writer ${i + j}`)))
      }
    })()
    const seen: unknown[] = []
    let resumeAt = from
    while (seen.length < 300) {
      const reader = follow(http, { lastEventId: resumeAt })
      const wanted = Math.min(37, 300 - seen.length)
      await reader.until(() => reader.events.length >= wanted)
      await reader.stop()
      seen.push(...positions(reader.events))
      resumeAt = reader.resumeAt()
    }
    await writing
    t.same(
      seen,
      Array.from({ length: 300 }, (_, i) => from + 1 + i),
    )
  })

  await t.test('a position that does not exist yet is the end of the log', async t => {
    const reader = follow(http, { after: 999_999 })
    await reader.until(() => reader.resumeAt() > 0)
    t.equal(reader.resumeAt(), group.core.tables.lastPosition())
    await reader.stop()
    const bad = await http.get('/stream?after=-1')
    t.match(bad.body, { code: 'request/bad' })
  })
})

t.test('ballots', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  const voters = await group.join('Alice', 'Bob', 'Carla', 'Dora')
  await using http = await testHttp(group)
  const proposal = await group.open()
  const before = group.core.tables.lastPosition()
  const live = follow(http, { after: before })
  await live.until(() => live.resumeAt() === before)
  const beganMs = performance.now()
  for (let round = 0; round < 5; round++) {
    for (const who of voters) await group.vote(who, proposal, { vote: 'for' })
  }
  const last = group.core.tables.lastPosition()
  await live.until(() => live.resumeAt() === last)
  const spentMs = performance.now() - beganMs

  await t.test('are told as a vote that moves: no id, no key, no place', async t => {
    for (const { data } of live.events) t.same(data, { kind: 'ballot/cast', subject: proposal })
  })
  await t.test('and gathered, however many come', async t => {
    t.equal(last - before, 20)
    // A vote is told of ten times a second at most.
    const most = 2 + spentMs / 100
    t.ok(live.events.length <= most, `${live.events.length} events for 20 ballots in ${spentMs.toFixed(0)} ms`)
    const late = follow(http, { after: before })
    await late.until(() => late.resumeAt() === last)
    t.same(late.events, [{ id: last, event: 'entry', data: { kind: 'ballot/cast', subject: proposal } }])
    await late.stop()
  })
  await t.test('an entry between them does not lose those that were not told yet', async t => {
    const [alice] = voters
    if (!alice) throw new Error('nobody')
    const reader = follow(http, { after: last })
    await reader.until(() => reader.resumeAt() === last)
    await group.vote(alice, proposal, { vote: 'against' })
    await reader.until(() => reader.events.length === 1)
    await group.vote(alice, proposal, { vote: 'for' })
    const untold = group.core.tables.lastPosition()
    await write(group, 'between')
    await reader.until(() => reader.events.some(({ data }) => data.kind === 'member/invited'))
    const between = reader.events.find(({ data }) => data.kind === 'member/invited')
    t.ok(reader.events.length === 3 || Number(between?.id) < untold, 'to resume there brings the ballot again')
    await reader.stop()
  })
  await live.stop()
})

t.test('who may not read hears only what is on the front door', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  await using http = await testHttp(group)
  if (!alice) throw new Error('nobody joined')
  const visitor = follow(http, { after: 0 })
  const member = follow(http, { after: 0, token: await http.signIn(alice) })
  await member.until(() => member.events.length === 3)
  await visitor.until(() => visitor.events.length === 1)
  t.same(
    visitor.events.map(({ data }) => data.kind),
    ['group/founded'],
  )
  await visitor.stop()
  await member.stop()
})

t.test('the server closes while it is listened to: streams end and nothing hangs', async t => {
  await using group = await testGroup('Gràcia')
  const http = await testHttp(group)
  const reader = follow(http)
  await reader.until(() => reader.resumeAt() > 0)
  await http[Symbol.asyncDispose]()
  t.equal(await reader.ended, 'ended')
  await t.rejects(fetch(`${http.url}${API}/health`))
})

t.test('from one place only so many listen at once', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const readers = Array.from({ length: 32 }, () => follow(http))
  await Promise.all(readers.map(reader => reader.until(() => reader.resumeAt() > 0)))
  t.match((await http.get('/stream')).body, { status: 503, code: 'node/busy' })
  await readers[0]?.stop()
  let next = follow(http)
  // The server hears a little later that one has gone.
  for (; (await next.opened).status === 503; next = follow(http)) await next.stop()
  await next.until(() => next.resumeAt() > 0)
  await Promise.all([next, ...readers].map(reader => reader.stop()))
})
