import t from 'tap'
import { type Core, openCore } from '../../../node/core.ts'
import { openClerk } from '../../../node/domains/governance/clerk.ts'
import { openReminders } from '../../../node/jobs/reminders.ts'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { startVerifier } from '../../../node/log/verifier.ts'
import { openLogger } from '../../../node/ops/logger.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted, HOUR, type Person, seededBytes, testClock, testGroup } from '../../support/test-core.ts'
import { draftsOf, threePeople } from '../../support/test-drafts.ts'
import { type TestHttp, testHttp } from '../../support/test-http.ts'

const DAY = 24 * HOUR

/** Reminders of a node, and those that it has told since. */
function reminding(core: Core) {
  const reminders = openReminders(core)
  const told: string[] = []
  reminders.onDue(({ kind, subject }) => void told.push(`${kind} ${subject}`))
  return { reminders, told }
}

async function dueFor(http: TestHttp, who: Person): Promise<unknown> {
  return (await http.get('/due', { token: await http.signIn(who) })).body
}

t.test('a vote', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await threePeople(group)
  const { reminders, told } = reminding(group.core)
  await using http = await testHttp(group, { reminders })
  const closesAtMs = group.clock.now() + 8 * DAY
  const vote = await group.open({ closesAtMs })
  accepted(await group.vote(alice, vote, { vote: 'for' }))

  await t.test('is not reminded of while there is time', async t => {
    await reminders.settle()
    t.equal(reminders.nextDueMs(), closesAtMs - DAY)
    group.clock.advance(7 * DAY - 1)
    await reminders.settle()
    t.same(told, [])
    t.same(await dueFor(http, bob), [])
  })
  await t.test('is reminded of a day before it closes, once, and only who has not voted sees it', async t => {
    group.clock.advance(1)
    await reminders.settle()
    await reminders.settle()
    t.same(told, [`vote ${vote}`])
    t.equal(reminders.nextDueMs(), null)
    t.match(await dueFor(http, bob), [{ kind: 'vote', subject: vote, title: 'Paint the fence?', dueAtMs: closesAtMs }])
    t.same(await dueFor(http, alice), [])
    t.match(await http.get('/due'), { status: 401 })
  })
  await t.test('waits no more for who votes, nor for anyone once it is over', async t => {
    accepted(await group.vote(bob, vote, { vote: 'against' }))
    t.same(await dueFor(http, bob), [])
    t.match(await dueFor(http, group.steward), [{ kind: 'vote' }])
    group.clock.advance(DAY + 1)
    t.same(await dueFor(http, group.steward), [])
  })
})

t.test('who has delegated is reminded before the close of where their vote goes', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await threePeople(group)
  const { reminders } = reminding(group.core)
  await using http = await testHttp(group, { reminders })
  accepted(await group.act(bob.signer, 'delegation/given', { scope: { type: 'everything' }, to: alice.key }))
  const vote = await group.open({ closesAtMs: group.clock.now() + 4 * HOUR })
  await reminders.settle()
  t.same(await dueFor(http, bob), [], 'not while there is time')
  group.clock.advance(3 * HOUR)
  await reminders.settle()
  const goesTo = { key: alice.key, name: 'Alice' }
  t.match(await dueFor(http, bob), [{ kind: 'vote', subject: vote, goesTo: { ...goesTo, voted: false } }])
  t.match(await dueFor(http, alice), [{ kind: 'vote', subject: vote, goesTo: null }])
  accepted(await group.vote(alice, vote, { vote: 'for' }))
  t.match(await dueFor(http, bob), [{ goesTo: { ...goesTo, voted: true } }], 'they can still vote themselves')
  accepted(await group.vote(bob, vote, { vote: 'against' }))
  t.same(await dueFor(http, bob), [])
})

t.test('a short vote is reminded of in its last quarter', async t => {
  await using group = await testGroup('Gràcia')
  const { reminders } = reminding(group.core)
  const closesAtMs = group.clock.now() + 4 * HOUR
  await group.open({ closesAtMs })
  await reminders.settle()
  t.equal(reminders.nextDueMs(), closesAtMs - HOUR)
})

t.test('tasks, evaluations and reviews wait for whose they are', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await threePeople(group)
  const { reminders, told } = reminding(group.core)
  await using http = await testHttp(group, { reminders })
  const evaluatesAtMs = group.clock.now() + 30 * DAY
  const vote = await group.open({ quorum: rational(0), evaluatesAtMs })
  await reminders.settle()
  accepted(await group.vote(alice, vote, { vote: 'for' }))
  group.clock.advance(2 * HOUR + 1)
  await group.clerk.settle()
  const dueAtMs = group.clock.now() + 3 * DAY
  const add = { proposal: vote, title: 'Buy paint', assignee: bob.key, dueAtMs }
  const task = accepted(await group.act(alice.signer, 'task/added', add)).id
  await reminders.settle()

  await t.test('a task from the day before it is due until it is done', async t => {
    t.same(await dueFor(http, bob), [])
    group.clock.advance(2 * DAY)
    await reminders.settle()
    t.match(await dueFor(http, bob), [{ kind: 'task', subject: task, at: vote, title: 'Buy paint', dueAtMs }])
    t.same(await dueFor(http, alice), [])
    accepted(await group.act(bob.signer, 'task/done', { task, note: '' }))
    t.same(await dueFor(http, bob), [])
  })
  await t.test(
    'an evaluation from its day on, for the author and the moderators, until somebody gives one',
    async t => {
      group.clock.advance(evaluatesAtMs - group.clock.now())
      await reminders.settle()
      t.equal(told.at(-1), `evaluation ${vote}`)
      for (const who of [group.steward, carla]) {
        t.match(await dueFor(http, who), [{ kind: 'evaluation', subject: vote, dueAtMs: evaluatesAtMs }])
      }
      t.same(await dueFor(http, bob), [])
      accepted(await group.act(carla.signer, 'evaluation/given', { proposal: vote, text: 'Well.', met: 'yes' }))
      t.same(await dueFor(http, carla), [])
    },
  )
  await t.test('a draft in review, for moderators who did not begin it', async t => {
    const drafts = draftsOf(group)
    const draft = await drafts.start(carla)
    accepted(await drafts.submit(carla, draft))
    t.match(await dueFor(http, group.steward), [{ kind: 'review', subject: draft, dueAtMs: null }])
    t.same(await dueFor(http, carla), [])
    t.same(await dueFor(http, alice), [])
    accepted(await drafts.review(group.steward, draft, 'approved'))
    t.same(await dueFor(http, group.steward), [])
  })
})

t.test('a restart loses no reminder and repeats none', async t => {
  const path = `${t.testdir()}/group.sqlite`
  const clock = testClock()
  const before = await testGroup('Gràcia', { path, clock })
  const first = reminding(before.core)
  const soon = await before.open({ closesAtMs: clock.now() + 4 * HOUR, title: 'Soon' })
  const later = await before.open({ closesAtMs: clock.now() + 12 * DAY, title: 'Later' })
  await first.reminders.settle()
  clock.advance(3 * HOUR)
  await first.reminders.settle()
  t.same(first.told, [`vote ${soon}`])
  await before[Symbol.asyncDispose]()
  clock.advance(11 * DAY)

  await using verifier = startVerifier(0)
  const signer = nativeSignerFromSeed(seededBytes('group/Gràcia')(32))
  const randomBytes = seededBytes('started again')
  await using core = accepted(
    openCore({ path, signer, verifier, now: clock.now, randomBytes, log: openLogger('silent') }),
  )
  await openClerk(core).settle()
  const second = reminding(core)
  await second.reminders.settle()
  await second.reminders.settle()
  t.same(second.told, [`vote ${later}`])
})

t.test('a reminder reaches the member by the live stream, and nobody else', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await threePeople(group)
  const { reminders } = reminding(group.core)
  await using http = await testHttp(group, { reminders })
  const vote = await group.open({ closesAtMs: group.clock.now() + 4 * HOUR })
  accepted(await group.vote(alice, vote, { vote: 'for' }))
  await reminders.settle()
  const [forAlice, forBob] = [await listen(http, alice), await listen(http, bob)]
  group.clock.advance(3 * HOUR)
  await reminders.settle()
  t.match(await forBob.until('event: due'), `data: {"kind":"vote","subject":"${vote}"}`)
  accepted(await group.act(bob.signer, 'argument/made', { proposal: vote, side: 'for', text: 'Now.' }))
  t.notMatch(await forAlice.until('argument/made'), 'event: due')
  await forAlice.close()
  await forBob.close()
})

/** The live stream as one member hears it. */
async function listen(http: TestHttp, who: Person) {
  const stop = new AbortController()
  const headers = { authorization: `Bearer ${await http.signIn(who)}` }
  const response = await fetch(`${http.url}/api/v1/stream`, { headers, signal: stop.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const until = async (text: string): Promise<string> => {
    while (!heard.includes(text)) {
      const part = await reader?.read()
      if (!part || part.done) throw new Error(`the stream ended before ${text}`)
      heard += part.value
    }
    return heard
  }
  await until('retry')
  return {
    until,
    async close() {
      stop.abort()
      await reader?.closed.catch(() => undefined)
    },
  }
}

t.test('an amendment waits for the author of the draft, until it is answered', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await threePeople(group)
  await using http = await testHttp(group)
  const drafts = draftsOf(group)
  const draft = await drafts.start(alice, { title: 'Mend the roof?' })
  const { id: amendment } = accepted(await drafts.amend(bob, draft, 'With slate.'))
  const about = { kind: 'amendment', subject: amendment, at: draft, title: 'Mend the roof?' }
  t.match(await dueFor(http, alice), [about])
  t.same(await dueFor(http, bob), [])
  accepted(await group.act(alice.signer, 'amendment/declined', { amendment, reason: 'Too dear.' }))
  t.same(await dueFor(http, alice), [])
})

t.test('who is put up is asked whether they will stand, while nominations last', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await threePeople(group)
  await using http = await testHttp(group)
  const now = group.clock.now()
  const called = {
    ...{ office: 'Coordinator', text: '', role: null, seats: 1, quorum: rational(0), termMs: 10 * DAY },
    ballot: { method: 'approval', minApprovals: 0, maxApprovals: 1_000 },
    ...{ nominationsUntilMs: now + DAY, votesUntilMs: now + 2 * DAY },
  }
  const { id: election } = accepted(await group.act(group.steward.signer, 'election/called', called))
  for (const nominee of [alice.key, bob.key]) {
    accepted(await group.act(group.steward.signer, 'election/nominated', { election, nominee }))
  }
  t.match(await dueFor(http, alice), [{ kind: 'nomination', subject: election, title: 'Coordinator' }])
  accepted(await group.act(alice.signer, 'election/answered', { election, accepts: false, statement: '' }))
  t.same(await dueFor(http, alice), [])
  group.clock.advance(DAY + HOUR)
  t.same(await dueFor(http, bob), [], 'not once they are over')
})
