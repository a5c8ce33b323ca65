import { join } from 'node:path'
import t from 'tap'
import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { rebuild } from '../../node/rebuild.ts'
import { type Cid, trustedCid } from '../../protocol/bytes/cid.ts'
import { readCar } from '../../protocol/federation/car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { Choice } from '../../protocol/governance/choice.ts'
import type { ElectionCalled } from '../../protocol/governance/election.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { rational } from '../../protocol/rational.ts'
import { actOver, voteOver } from '../support/act-over-http.ts'
import {
  accepted,
  HOUR,
  type Person,
  type TestClock,
  type TestGroup,
  testClock,
  testGroup,
} from '../support/test-core.ts'
import { at, type TestHttp, testHttp, textIn } from '../support/test-http.ts'

const DAY = 24 * HOUR
const charter = { privacy: { reading: 'anyone', rollCall: 'voter' } } as const

const call = (clock: TestClock, changes: Partial<ElectionCalled> = {}): ElectionCalled => ({
  office: 'Coordinator',
  text: '',
  role: null,
  seats: 2,
  ballot: { method: 'approval', minApprovals: 0, maxApprovals: 1_000 },
  quorum: rational(0),
  nominationsUntilMs: clock.now() + DAY,
  votesUntilMs: clock.now() + 2 * DAY,
  termMs: 10 * DAY,
  ...changes,
})

type Names = 'alice' | 'bob' | 'carla' | 'dora'
type Node = { group: TestGroup; http: TestHttp; settle: () => Promise<void> }

async function nodeOf(group: TestGroup): Promise<Node & AsyncDisposable> {
  const http = await testHttp(group)
  const clerk = openElectionClerk(group.core)
  return {
    group,
    http,
    async settle() {
      await clerk.settle()
      await group.clerk.settle()
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  }
}

async function peopleOf(group: TestGroup): Promise<Record<Names, Person>> {
  const [alice, bob, carla, dora] = await group.join('Alice', 'Bob', 'Carla', 'Dora')
  if (!alice || !bob || !carla || !dora) throw new Error('nobody joined')
  return { alice, bob, carla, dora }
}

/** From the call to the vote, with these standing. */
async function electionWith(node: Node, standing: Person[], changes: Partial<ElectionCalled> = {}): Promise<Cid> {
  const { group, settle } = node
  const called = call(group.clock, changes)
  const { id } = accepted(await group.act(group.steward.signer, 'election/called', called))
  for (const { signer, key } of standing) {
    accepted(await group.act(signer, 'election/nominated', { election: id, nominee: key }))
  }
  group.clock.advance(called.nominationsUntilMs - group.clock.now() + 1)
  await settle()
  return id
}

const ballotOf = async ({ http }: Node, election: Cid) =>
  trustedCid(textIn(await http.get(`/elections/${election}`), 'proposal'))

async function elect(node: Node, election: Cid, votes: readonly (readonly [Person, Choice])[]): Promise<void> {
  const { group, settle } = node
  const proposal = await ballotOf(node, election)
  for (const [who, choice] of votes) accepted(await group.vote(who, proposal, choice))
  group.clock.advance(2 * DAY)
  await settle()
}

const holders = async ({ http }: Node) => {
  const { body } = await http.get('/offices')
  return Array.isArray(body) ? body.map(office => at(office, 'holder', 'name')) : []
}

t.test('an election over HTTP, through a restart of the node in every phase', async t => {
  const same = { path: join(t.testdir(), 'group.sqlite'), charter, clock: testClock() }
  const { clock } = same
  const people = await (async () => {
    await using group = await testGroup('Gràcia', same)
    return { ...(await peopleOf(group)), steward: group.steward }
  })()
  const { alice, bob, carla, dora, steward } = people
  /** Starts the node, lets it do what is due, works with it, sees that its log replays, and stops it. */
  let start = 0
  const phase = async <T>(work: (node: Node) => Promise<T>): Promise<T> => {
    start += 1
    await using group = await testGroup('Gràcia', { ...same, start })
    await using node = await nodeOf(group)
    await node.settle()
    const result = await work(node)
    t.equal(rebuild(group.core).digest, group.core.projections.digest(), 'the log replays to the same tables')
    return result
  }
  const write = <K extends KindName>({ http, group }: Node, who: Person, kind: K, body: BodyOf<K>) =>
    actOver(http, group, who, kind, body)

  const election = await phase(async node => {
    t.match((await write(node, alice, 'election/called', call(clock))).body, { code: 'member/not-allowed' })
    const answer = await write(node, steward, 'election/called', call(clock))
    t.equal(answer.status, 201)
    return trustedCid(textIn(answer, 'id'))
  })
  const path = `/elections/${election}`

  await phase(async node => {
    t.match((await node.http.get(path)).body, { state: 'nominating', nominees: [], seats: 2, method: 'approval' })
    const put = (who: Person, nominee: Person) =>
      write(node, who, 'election/nominated', { election, nominee: nominee.key })
    t.equal((await put(alice, alice)).status, 201)
    for (const nominee of [bob, carla, dora]) t.equal((await put(alice, nominee)).status, 201)
    t.match((await put(bob, bob)).body, { code: 'election/already' })
    const answered = { election, accepts: true, statement: '' }
    t.match((await write(node, steward, 'election/answered', answered)).body, { code: 'election/not-nominated' })
  })
  await phase(async node => {
    const answer = (who: Person, accepts: boolean) =>
      write(node, who, 'election/answered', { election, accepts, statement: `${who.name} here` })
    for (const who of [bob, carla]) t.equal((await answer(who, true)).status, 201)
    t.equal((await answer(dora, true)).status, 201)
    t.equal((await answer(dora, false)).status, 201, 'a mind can be changed')
    const { body } = await node.http.get(path)
    const nominees = at(body, 'nominees')
    const found = (name: string) => Array.isArray(nominees) && nominees.find(({ person }) => person.name === name)
    t.match(found('Alice'), { accepts: true, nominatedBy: { name: 'Alice' } }, 'who puts themselves up will stand')
    t.match(found('Bob'), { accepts: true, statement: 'Bob here', nominatedBy: { name: 'Alice' } })
    t.match(found('Dora'), { accepts: false })
    clock.advance(DAY)
    t.match((await answer(dora, false)).status, 201, 'in the last millisecond too')
    clock.advance(1)
    t.match((await answer(dora, true)).body, { code: 'election/late' })
    t.match((await node.http.get(path)).body, { state: 'opening', proposal: null })
  })
  const proposal = await phase(async node => {
    const { body } = await node.http.get(path)
    t.match(body, { state: 'voting' })
    const vote = trustedCid(String(at(body, 'proposal')))
    t.match((await node.http.get(`/proposals/${vote}`)).body, {
      title: 'Coordinator',
      state: 'open',
      electorate: 5,
      origin: { type: 'election', id: election },
      methodRule: { method: 'approval', options: ['Alice', 'Bob', 'Carla'], seats: 2, maxApprovals: 3 },
    })
    const proposals = (await node.http.get('/proposals')).body
    t.equal(Array.isArray(proposals) && proposals.length, 1, 'it was opened once')
    const { status } = await voteOver(node.http, node.group, alice, vote, { approve: ['Alice', 'Bob'] })
    t.equal(status, 201)
    return vote
  })
  await phase(async node => {
    const vote = (who: Person, ...approve: string[]) => voteOver(node.http, node.group, who, proposal, { approve })
    for (const who of [bob, dora]) t.equal((await vote(who, 'Bob', 'Carla')).status, 201)
    t.equal((await vote(steward, 'Alice', 'Bob', 'Carla')).status, 201)
    t.equal((await vote(carla, 'Alice')).status, 201)
    t.same(await holders(node), [])
  })
  const beganMs = await phase(async node => {
    clock.advance(DAY)
    await node.settle()
    t.match((await node.http.get(`/proposals/${proposal}`)).body, { state: 'closed' })
    const { body } = await node.http.get(path)
    t.match(body, { state: 'filled', terms: [{ holder: { name: 'Bob' }, untilMs: clock.now() + 10 * DAY }, {}] })
    t.equal((await holders(node)).length, 2)
    return clock.now()
  })
  await phase(async node => {
    clock.advance(DAY)
    const [first, second] = await holders(node)
    t.equal(first, 'Bob', 'Alice and Carla have three each: the draw has chosen')
    const next = second === 'Alice' ? 'Carla' : 'Alice'
    t.match((await write(node, dora, 'office/resigned', { election })).body, { code: 'election/no-office' })
    t.equal((await write(node, bob, 'office/resigned', { election })).status, 201)
    t.match((await write(node, bob, 'office/resigned', { election })).body, { code: 'election/no-office' })
    t.same(await holders(node), [second, next], 'who was next takes the seat')
    const { body } = await node.http.get(path)
    t.match(at(body, 'terms', '0'), { holder: { name: 'Bob' }, leftAtMs: clock.now() })
    t.match(at(body, 'terms', '2'), { fromMs: clock.now(), untilMs: beganMs + 10 * DAY }, 'for the rest of the term')
  })
  await phase(async node => {
    clock.advance(beganMs + 10 * DAY - clock.now() - 1)
    t.equal((await holders(node)).length, 2, 'to the last millisecond')
    clock.advance(1)
    t.same(await holders(node), [], 'terms end by themselves')
    t.match((await write(node, alice, 'office/resigned', { election })).body, { code: 'election/no-office' })
    t.match((await node.http.get(path)).body, { state: 'filled', terms: { length: 3 } })
  })
})

t.test('an office gives its role for its time, and no longer', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob } = await peopleOf(group)
  await using node = await nodeOf(group)
  const { clock } = group
  const election = await electionWith(node, [alice, bob], { seats: 1, role: 'steward' })
  const removes = (at?: number) => {
    const target = { member: bob.key, role: 'moderator' } as const
    return at === undefined
      ? group.act(alice.signer, 'member/role-set', target)
      : group.actAt(at, alice.signer, 'member/role-set', target)
  }
  t.match(await removes(), { code: 'member/not-allowed' })
  await elect(node, election, [[bob, { approve: ['Alice'] }]])
  const token = await node.http.signIn(alice)
  t.match((await node.http.get('/sessions/current', { token })).body, { role: 'steward' })
  t.match((await node.http.get(`/members/${alice.key}`)).body, { role: 'member' }, 'besides their own')
  accepted(await removes())

  await t.test('by the clock of the node and of who signs', async t => {
    t.match(await removes(clock.now() - 3 * DAY), { code: 'member/not-allowed' }, 'not before it began')
    clock.advance(10 * DAY - 1)
    accepted(await removes())
    t.match(await removes(clock.now() + 1), { code: 'member/not-allowed' }, 'a replica knows the entry only')
    clock.advance(1)
    t.match(await removes(), { code: 'member/not-allowed' })
    t.match(await removes(clock.now() - 1), { code: 'member/not-allowed' })
    t.match((await node.http.get('/sessions/current', { token })).body, { role: 'member' })
  })
})

t.test('a steward who resigns is one no more', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob } = await peopleOf(group)
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, bob], { seats: 1, role: 'steward' })
  await elect(node, election, [
    [bob, { approve: ['Alice'] }],
    [alice, { approve: ['Alice', 'Bob'] }],
  ])
  accepted(await group.act(alice.signer, 'office/resigned', { election }))
  const target = { member: alice.key, role: 'guest' } as const
  t.match(await group.act(alice.signer, 'member/role-set', target), { code: 'member/not-allowed' })
  accepted(await group.act(bob.signer, 'member/role-set', target))
})

t.test('who is removed from the group leaves their office to the next', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob, carla } = await peopleOf(group)
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, bob, carla], { seats: 1 })
  await elect(node, election, [
    [alice, { approve: ['Alice', 'Bob'] }],
    [bob, { approve: ['Alice', 'Bob'] }],
    [carla, { approve: ['Alice'] }],
  ])
  t.same(await holders(node), ['Alice'])
  accepted(await group.act(group.steward.signer, 'member/removed', { member: alice.key, reason: '' }))
  t.same(await holders(node), ['Bob'])
  accepted(await group.act(bob.signer, 'office/resigned', { election }))
  t.same(await holders(node), [], 'nobody approved of Carla')
  t.equal(rebuild(group.core).digest, group.core.projections.digest())
})

t.test('by STV the voters of who resigned choose again', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob, carla, dora } = await peopleOf(group)
  const { steward } = group
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, bob, carla, dora], { ballot: { method: 'stv' } })
  await elect(node, election, [
    [alice, { rank: ['Alice', 'Carla'] }],
    [carla, { rank: ['Alice', 'Carla'] }],
    [steward, { rank: ['Alice', 'Carla'] }],
    [bob, { rank: ['Bob', 'Dora'] }],
    [dora, { rank: ['Bob', 'Dora'] }],
  ])
  t.same(await holders(node), ['Alice', 'Bob'])
  accepted(await group.act(bob.signer, 'office/resigned', { election }))
  t.same(await holders(node), ['Alice', 'Dora'], 'not Carla, who is of the many')
  t.equal(rebuild(group.core).digest, group.core.projections.digest())
})

t.test('the vote of an election is counted again by anyone, as every vote', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob } = await peopleOf(group)
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, bob], { ballot: { method: 'stv' }, seats: 1 })
  await elect(node, election, [[alice, { rank: ['Bob'] }]])
  const { bytes } = await node.http.get(`/proposals/${await ballotOf(node, election)}/evidence`)
  const { root, blocks } = accepted(readCar(bytes))
  t.match(await verifyDecision(root, blocks), { findings: [], ballots: 1 })
})

t.test('too few candidates are an outcome', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob } = await peopleOf(group)
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice])
  t.match((await node.http.get(`/elections/${election}`)).body, { state: 'too-few', proposal: null })
  t.same((await node.http.get('/proposals')).body, [])
  const late = { election, nominee: bob.key }
  t.match(await group.act(bob.signer, 'election/nominated', late), { code: 'election/late' })
})

t.test('a vote without its quorum fills no seat', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob } = await peopleOf(group)
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, bob], { quorum: rational(1, 2) })
  await elect(node, election, [[alice, { approve: ['Alice'] }]])
  t.match((await node.http.get(`/elections/${election}`)).body, { state: 'unfilled', terms: [] })
})

t.test('two candidates of one name are told apart by their keys', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice } = await peopleOf(group)
  const other = await group.joinAs('Alice', 'another Alice')
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, other])
  const [a, b] = [alice, other].map(({ key }) => `Alice (${key.slice(0, 12)})`)
  t.match((await node.http.get(`/proposals/${await ballotOf(node, election)}`)).body, {
    methodRule: { options: [a, b].toSorted() },
  })
  await elect(node, election, [[alice, { approve: [b ?? ''] }]])
  t.match((await node.http.get('/offices')).body, [{ holder: { key: other.key } }])
})

t.test('an election that cannot be held is refused when it is called', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const called = (changes: Partial<ElectionCalled>) =>
    group.act(group.steward.signer, 'election/called', call(group.clock, changes))
  for (const [changes, code] of [
    [{ ballot: { method: 'majority' } }, 'election/bad'],
    [{ ballot: { method: 'budget' } }, 'election/bad'],
    [{ ballot: { method: 'nobody knows' } }, 'election/bad'],
    [{ ballot: { method: 'score' } }, 'election/bad'],
    [{ ballot: { method: 'score', maxScore: 0 } }, 'proposal/bad'],
    [{ nominationsUntilMs: group.clock.now() }, 'election/bad'],
    [{ votesUntilMs: group.clock.now() + DAY }, 'election/bad'],
    [{ role: 'guest' }, 'election/bad'],
    [{ quorum: rational(2) }, 'proposal/bad'],
  ] as const) {
    t.match(await called(changes), { code }, JSON.stringify(Object.keys(changes)))
  }
  accepted(await called({ ballot: { method: 'score', maxScore: 5 } }))
  const nominationsUntilMs = group.clock.now() + HOUR - 900
  accepted(await called({ nominationsUntilMs, votesUntilMs: nominationsUntilMs + HOUR }))
})

t.test('nobody opens the vote of an election but the node', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { alice, bob } = await peopleOf(group)
  await using node = await nodeOf(group)
  const election = await electionWith(node, [alice, bob])
  const stored = group.core.projections.proposals.get(await ballotOf(node, election))
  if (!stored) throw new Error('no vote')
  const { title, text, method, quorum, closesAtMs, closesEarly, answers, origin } = stored
  if (!origin) throw new Error('a vote of nothing')
  const body = { title, text, method, quorum, closesAtMs, closesEarly, answers, origin }
  t.match(await group.act(alice.signer, 'proposal/opened', body), { code: 'member/not-allowed' })
  t.match(await group.core.write(group.id, 'proposal/opened', body), { code: 'election/already' })
})
