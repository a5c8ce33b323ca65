import { join } from 'node:path'
import t from 'tap'
import { openInitiativeClerk } from '../../node/domains/assembly/initiative-clerk.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { type InitiativeStarted, proposalOfInitiative, supportNeeded } from '../../protocol/governance/initiative.ts'
import type { MethodRule } from '../../protocol/governance/method.ts'
import { rational } from '../../protocol/rational.ts'
import { cliGroup } from '../support/cli-group.ts'
import { charterOf } from '../support/test-charter.ts'
import {
  accepted,
  HOUR,
  MAJORITY,
  type Person,
  person,
  type TestGroup,
  testClock,
  testGroup,
} from '../support/test-core.ts'
import { testHttp } from '../support/test-http.ts'

const half = { opinion: rational(1, 10), decision: rational(1, 2), charter: rational(2, 3) }
const charter = { initiatives: half, privacy: { reading: 'anyone', rollCall: 'voter' } } as const

const question = (group: TestGroup, changes: Partial<InitiativeStarted> = {}): InitiativeStarted => ({
  type: 'decision',
  title: 'Plant a lemon tree?',
  text: 'By the gate.',
  method: MAJORITY,
  quorum: rational(1, 2),
  voteMs: 48 * HOUR,
  expiresAtMs: group.clock.now() + 240 * HOUR,
  ...changes,
})

const support = (group: TestGroup, who: Person, initiative: Cid, supports = true) =>
  group.act(who.signer, 'initiative/supported', { initiative, supports })

async function people(group: TestGroup): Promise<[Person, Person, Person]> {
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  return [alice, bob, carla]
}

t.test('an initiative that enough members support becomes a vote, once', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const [alice, bob] = await people(group)
  await group.join('Dora')
  const clerk = openInitiativeClerk(group.core)
  await using http = await testHttp(group)
  const { id } = accepted(await group.act(alice.signer, 'initiative/started', question(group)))
  const path = `/initiatives/${id}`
  const supported = { id, state: 'gathering', supporters: 1, needed: 3, proposal: null, byName: 'Alice' }
  t.match((await http.get(path, { token: await http.signIn(alice) })).body, { ...supported, supports: true })

  await t.test('support can be taken back until then', async t => {
    accepted(await support(group, bob, id))
    t.match((await http.get(path)).body, { ...supported, supporters: 2, supports: null })
    accepted(await support(group, bob, id, false))
    t.match((await http.get(path)).body, supported)
    accepted(await support(group, bob, id))
    await clerk.settle()
    t.same((await http.get('/proposals')).body, [], 'two of five are not half')
  })
  await t.test('nobody but the node opens its vote, and the node not before its time', async t => {
    const due = group.core.reader(rowOf(group)).assembly?.initiative(id)
    const body = due && proposalOfInitiative(due, group.clock.now())
    if (!body) throw new Error('no initiative')
    t.match(await group.core.write(group.id, 'proposal/opened', body), { code: 'initiative/over' })
    accepted(await support(group, group.steward, id))
    t.match(await group.act(alice.signer, 'proposal/opened', body), { code: 'member/not-allowed' })
    const other = { ...body, title: 'Plant a palm?' }
    t.match(await group.core.write(group.id, 'proposal/opened', other), { detail: { field: 'origin' } })
    const shorter = { ...body, closesAtMs: body.closesAtMs - HOUR }
    t.match(await group.core.write(group.id, 'proposal/opened', shorter), { detail: { field: 'origin' } })
    t.match(await support(group, bob, id, false), { code: 'initiative/over', detail: { state: 'reached' } })
  })
  await t.test('the node opens it by itself', async t => {
    await clerk.settle()
    await clerk.settle()
    await group.clerk.settle()
    const { body } = await http.get('/proposals')
    t.match(body, [{ title: 'Plant a lemon tree?', state: 'open', electorate: 5 }])
    t.equal(Array.isArray(body) && body.length, 1)
    const closesAtMs = group.clock.now() + 48 * HOUR
    t.match((await http.get(`/proposals/${Array.isArray(body) && body[0].id}`)).body, {
      origin: { type: 'initiative', id },
      by: group.core.nodeKey,
      closesAtMs,
    })
    t.match((await http.get(path)).body, { state: 'opened', proposal: String })
    t.match(await support(group, bob, id), { code: 'initiative/over' })
  })
  t.equal(rebuild(group.core).digest, group.core.projections.digest(), 'the log replays to the same tables')
})

t.test('a node that stopped between the support and the vote opens it when it starts', async t => {
  const same = { path: join(t.testdir(), 'group.sqlite'), charter, clock: testClock() }
  const before = async () => {
    await using group = await testGroup('Gràcia', same)
    return accepted(await group.act(group.steward.signer, 'initiative/started', question(group))).id
  }
  const id = await before()
  same.clock.advance(300 * HOUR)
  for (const starts of [1, 2]) {
    await using group = await testGroup('Gràcia', same)
    await openInitiativeClerk(group.core).settle()
    const { proposals } = group.core.projections
    const opened = proposals.list(rowOf(group).row).map(proposal => proposals.get(proposal))
    t.match(opened, [{ origin: { id }, closesAtMs: same.clock.now() + 48 * HOUR }], `start ${starts}`)
    t.equal(opened.length, 1)
  }
})

t.test('support is gathered for a while, and from members', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const [alice, bob, carla] = await people(group)
  const { id } = accepted(await group.act(alice.signer, 'initiative/started', question(group)))
  accepted(await group.act(alice.signer, 'member/removed', { member: alice.key, reason: '' }))
  t.match(await support(group, alice, id), { code: 'member/unknown' })
  await using http = await testHttp(group)
  t.match((await http.get(`/initiatives/${id}`)).body, { supporters: 0, needed: 2 }, 'who has left counts no more')
  accepted(await support(group, bob, id))
  group.clock.advance(240 * HOUR)
  accepted(await support(group, bob, id))
  group.clock.advance(1)
  t.match(await support(group, carla, id), { code: 'initiative/expired' })
  t.match((await http.get('/initiatives')).body, [{ id, state: 'expired' }])
  await openInitiativeClerk(group.core).settle()
  t.same((await http.get('/proposals')).body, [])
})

t.test('what cannot be voted on is refused at the start', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const start = (changes: Partial<InitiativeStarted>) =>
    group.act(group.steward.signer, 'initiative/started', question(group, changes))
  t.match(await start({ quorum: rational(2) }), { detail: { field: 'quorum' } })
  t.match(await start({ voteMs: HOUR }), { detail: { field: 'voteMs' } })
  t.match(await start({ expiresAtMs: group.clock.now() }), { detail: { field: 'expiresAtMs' } })
  // An hour, less what it lost on the way.
  accepted(await start({ expiresAtMs: group.clock.now() + HOUR - 900 }))
  const alone: MethodRule = { method: 'irv', options: ['Oak'] }
  t.match(await start({ method: alone }), { code: 'proposal/pointless' })
  const method = { method: 'approval', options: [], minApprovals: 0, maxApprovals: 1, seats: 1 } as const
  t.match(await start({ method }), { code: /bad/ })
  t.match(await support(group, group.steward, group.id), { code: 'initiative/unknown' })

  await t.test(
    'a change of the charter that could not take effect, or a vote on it that asks for too little',
    async t => {
      const { change } = charterOf(group)
      const amendment = change({ purpose: 'Trees' })
      const asked = {
        type: 'charter',
        amendment,
        method: { method: 'supermajority', threshold: rational(2, 3) },
      } as const
      t.match(await start({ ...asked, type: 'decision' }), { code: 'proposal/bad', detail: { field: 'amendment' } })
      t.match(await start({ ...asked, method: MAJORITY }), { code: 'charter/weak-vote', detail: { field: 'method' } })
      t.match(await start({ ...asked, quorum: rational(1, 3) }), {
        code: 'charter/weak-vote',
        detail: { field: 'quorum' },
      })
      const stranger = change({ stewards: [person('nobody').key] })
      t.match(await start({ ...asked, amendment: stranger }), { code: 'charter/bad-steward' })
      t.match(await start({ ...asked, amendment: change({}) }), { code: 'charter/same' })
      const elsewhere = { ...amendment, amends: accepted(await start({})).id }
      t.match(await start({ ...asked, amendment: elsewhere }), { code: 'charter/stale' })
      accepted(await start(asked))
    },
  )
})

t.test('an initiative for a change of the charter opens a vote by whose yes the charter is another', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const [alice, bob, carla] = await people(group)
  const clerk = openInitiativeClerk(group.core)
  const charters = charterOf(group)
  const method = { method: 'supermajority', threshold: rational(2, 3) } as const
  const start = async (purpose: string) => {
    const amendment = charters.change({ purpose })
    const asked = question(group, { type: 'charter', method, amendment })
    return accepted(await group.act(alice.signer, 'initiative/started', asked)).id
  }
  const [id, other] = [await start('Trees'), await start('Bees')]
  for (const who of [bob, carla]) accepted(await support(group, who, id))
  await clerk.settle()
  await group.clerk.settle()
  await using http = await testHttp(group)
  const { proposal, amendment } = Object(await http.get(`/initiatives/${id}`)).body
  t.match((await http.get(`/proposals/${proposal}`)).body, { amendment: { ...amendment, state: 'open' } })
  for (const who of [alice, bob, carla]) accepted(await group.vote(who, proposal, { vote: 'for' }))
  group.clock.advance(49 * HOUR)
  await group.clerk.settle()
  await charters.settle()
  t.equal(charters.inForce().purpose, 'Trees')

  t.match(
    (await http.get(`/initiatives/${other}`)).body,
    { state: 'overtaken' },
    'another upon the same charter is overtaken',
  )
  t.match(await support(group, bob, other), { code: 'initiative/over', detail: { state: 'overtaken' } })
  t.equal(rebuild(group.core).digest, group.core.projections.digest(), 'the log replays to the same tables')
})

t.test('one that was overtaken between its support and its vote opens none', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const charters = charterOf(group)
  const method = { method: 'supermajority', threshold: rational(2, 3) } as const
  const amendment = charters.change({ purpose: 'Trees' })
  const asked = question(group, { type: 'charter', method, amendment })
  accepted(await group.act(group.steward.signer, 'initiative/started', asked))
  accepted(await charters.draft(group.steward, charters.change({ purpose: 'Bees' })))
  await charters.settle()
  await openInitiativeClerk(group.core).settle()
  t.same(group.core.projections.proposals.list(rowOf(group).row), [])
  t.equal(charters.inForce().purpose, 'Bees')
})

t.test('how much support it takes follows from the type', async t => {
  t.equal(supportNeeded(undefined, 'opinion', 100), 2)
  t.equal(supportNeeded(undefined, 'decision', 100), 5)
  t.equal(supportNeeded(undefined, 'decision', 101), 6)
  t.equal(supportNeeded(undefined, 'charter', 100), 10)
  t.equal(supportNeeded(undefined, 'charter', 1), 1)
})

t.test('an initiative on the command line', async t => {
  await using cli = await cliGroup(t.testdir(), charter)
  const [alice, bob] = await people(cli.group)
  const start = ['initiative', 'start', '--title', 'A lemon tree?', '--type', 'charter']
  const { id } = await cli.json<{ id: string }>(alice, ...start)
  const short = id.slice(-10)
  t.match(await cli.json(bob, 'initiative', 'support', short), { supporters: 2, needed: 3 })
  t.match((await cli.run(bob, 'initiative', 'withdraw', short)).stdout, 'has 1 of 3 supporters')
  t.match((await cli.run(bob, 'initiative', 'list')).stdout, /A lemon tree\? +gathering +1 +3/)
  await cli.json(bob, 'initiative', 'support', short)
  t.match(await cli.json(cli.group.steward, 'initiative', 'support', short), { state: 'reached' })
  await openInitiativeClerk(cli.group.core).settle()
  t.match((await cli.run(bob, 'initiative', 'show', short)).stdout, /opened, started by Alice\nThe vote is /)
  t.match(await cli.run(bob, 'initiative', 'support', 'zzzzzzzz'), { code: 1, stderr: /no such initiative/ })
  const amend = ['charter', 'amend', '--purpose', 'Trees', '--initiative', '30d', '--title', 'For trees?']
  const asked = await cli.json<{ id: string; needed: number }>(bob, ...amend)
  t.equal(asked.needed, 3)
  const shown = (await cli.run(alice, 'initiative', 'show', asked.id)).stdout
  t.match(shown, /It changes of the charter\n {2}purpose: .* -> Trees/)
})

function rowOf(group: TestGroup) {
  const own = group.core.ownGroup()
  if (!own) throw new Error('no group')
  return own
}
