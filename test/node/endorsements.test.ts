import t from 'tap'
import { rebuild } from '../../node/rebuild.ts'
import { cliGroup } from '../support/cli-group.ts'
import { accepted, HOUR, type Person, person, type TestGroup, testGroup } from '../support/test-core.ts'
import { at, testHttp } from '../support/test-http.ts'

const DAY = 24 * HOUR

const charter = {
  admission: { type: 'vouched', by: 2, open: 2, costDays: 90 },
  privacy: { reading: 'anyone', rollCall: 'voter' },
} as const

async function asks(group: TestGroup, ...names: string[]): Promise<Person[]> {
  const people = names.map(person)
  for (const { name, signer } of people) {
    accepted(await group.act(signer, 'member/joined', { name, invitation: null }))
  }
  return people
}

const vouch = (group: TestGroup, who: Person, member: Person) =>
  group.act(who.signer, 'member/vouched', { member: member.key })

t.test('a member has so many endorsements open at once, and is told when one is free again', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { steward, clock } = group
  const [alice] = await group.join('Alice')
  const [ona, pau, quim] = await asks(group, 'Ona', 'Pau', 'Quim')
  if (!alice || !ona || !pau || !quim) throw new Error('nobody asks')
  accepted(await vouch(group, alice, ona))
  clock.advance(DAY)
  accepted(await vouch(group, alice, pau))
  const freeAtMs = clock.now() + 29 * DAY
  t.match(await vouch(group, alice, quim), { code: 'member/no-slot', detail: { open: 2, freeAtMs } })

  await t.test('one is free once the newcomer is in', async t => {
    accepted(await vouch(group, steward, ona))
    t.match(group.core.reader(ownOf(group)).member(ona.key), { state: 'active', role: 'member' })
    accepted(await vouch(group, alice, quim))
    t.match(await vouch(group, alice, quim), { code: 'member/already' })
  })
  await t.test('and in any case after thirty days', async t => {
    const [rosa, sara] = await asks(group, 'Rosa', 'Sara')
    if (!rosa || !sara) throw new Error('nobody asks')
    t.match(await vouch(group, alice, rosa), { code: 'member/no-slot' })
    clock.advance(30 * DAY - 1)
    t.match(await vouch(group, alice, rosa), { code: 'member/no-slot' })
    clock.advance(1)
    accepted(await vouch(group, alice, rosa))
  })
})

t.test('a removal for cause costs who vouched a slot, for the time that the charter says', async t => {
  await using group = await testGroup('Gràcia', { charter })
  const { steward, clock, core } = group
  const [alice] = await group.join('Alice')
  const [ona, pau, quim] = await asks(group, 'Ona', 'Pau', 'Quim')
  if (!alice || !ona || !pau || !quim) throw new Error('nobody asks')
  for (const newcomer of [ona, pau]) {
    accepted(await vouch(group, alice, newcomer))
    accepted(await vouch(group, steward, newcomer))
  }
  await using http = await testHttp(group)
  const path = `/members/${alice.key}/endorsements`
  t.match((await http.get(path)).body, { open: 2, freeAtMs: null, endorsements: { length: 2 } })

  const remove = (by: Person, member: Person, cause?: boolean) =>
    group.act(by.signer, 'member/removed', { member: member.key, reason: '', ...(cause ? { cause } : {}) })
  t.match(await remove(ona, ona, true), { code: 'member/not-allowed' }, 'nobody leaves for cause')
  accepted(await remove(steward, pau))
  t.match((await http.get(path)).body, { freeAtMs: null }, 'a removal without cause costs nothing')
  accepted(await remove(steward, ona, true))
  accepted(await vouch(group, alice, quim))
  const freeAtMs = clock.now() + 30 * DAY
  const { body } = await http.get(path)
  t.match(body, { freeAtMs })
  const endorsements = at(body, 'endorsements')
  const cost = Array.isArray(endorsements) && endorsements.find(({ forCause }) => forCause)
  t.match(cost, { takenUntilMs: clock.now() + 90 * DAY, member: { name: 'Ona' } })
  t.equal(rebuild(core).digest, core.projections.digest(), 'and the log replays to the same tables')
})

t.test('people are let in, vouched for and removed on the command line', async t => {
  await using cli = await cliGroup(t.testdir(), { ...charter, admission: { type: 'vouched', by: 2, open: 1 } })
  const { group } = cli
  const [alice] = await group.join('Alice')
  const [ona, pau] = await asks(group, 'Ona', 'Pau')
  if (!alice || !ona || !pau) throw new Error('nobody asks')
  t.match(await cli.json(alice, 'member', 'vouch', 'Ona'), { member: ona.key, state: 'pending', vouchers: 1 })
  t.match(await cli.run(alice, 'member', 'vouch', pau.key), { code: 1, stderr: /no endorsement free.*free at 20\d\d-/ })
  t.match((await cli.run(alice, 'member', 'endorsements', 'Alice')).stdout, /Ona[\s\S]*Can vouch again on 20/)
  t.match(await cli.run(group.steward, 'member', 'approve', 'Ona', '--role', 'moderator'), { stdout: /as moderator/ })
  t.match(await cli.run(alice, 'member', 'approve', 'Pau'), { code: 1, stderr: /role of this member/ })
  t.match(await cli.json(group.steward, 'member', 'remove', 'Ona', '--cause', '--reason', 'Spam'), { cause: true })
  t.match(await cli.json(alice, 'member', 'endorsements', 'Alice'), { endorsements: [{ forCause: true }] })
  t.match(await cli.run(alice, 'member', 'vouch', 'Nobody'), { code: 1, stderr: /Nobody here is called Nobody/ })
})

function ownOf(group: TestGroup) {
  const own = group.core.ownGroup()
  if (!own) throw new Error('no group')
  return own
}
