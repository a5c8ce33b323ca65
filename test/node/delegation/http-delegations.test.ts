import t from 'tap'
import { openActivity } from '../../../node/domains/activity.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { DelegationScope } from '../../../protocol/governance/delegation.ts'
import { accepted, HOUR, type Person, type TestGroup, testGroup } from '../../support/test-core.ts'
import { at, testHttp } from '../../support/test-http.ts'

async function people(group: TestGroup): Promise<[Person, Person, Person]> {
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  return [alice, bob, carla]
}

async function give(
  group: TestGroup,
  from: Person,
  to: Person | null,
  scope: DelegationScope = { type: 'everything' },
) {
  return accepted(await group.act(from.signer, 'delegation/given', { scope, to: to?.key ?? null }))
}

t.test('a member sees where their vote goes', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await people(group)
  await using http = await testHttp(group)
  await give(group, bob, alice)
  const proposal = await group.open({ area: 'gardens' })
  const token = await http.signIn(bob)
  const myVoice = async () => (await http.get(`/proposals/${proposal}/my-voice`, { token })).body
  const toAlice = { key: alice.key, name: 'Alice' }

  t.match(await myVoice(), {
    entitled: true,
    voted: false,
    delegate: { ...toAlice, voted: false },
    scope: { type: 'everything' },
    counted: false,
    silent: 'not-cast',
    row: null,
  })
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  t.match(await myVoice(), { delegate: { ...toAlice, voted: true }, counted: true, silent: null })
  const live = async () => (await http.get(`/proposals/${proposal}/tally`, { token })).body
  t.match(await live(), { voters: 1, delegated: false }, 'who passed it on could read off what the delegate votes')

  await t.test('to nobody, where they said so of the narrower area', async t => {
    await give(group, bob, null, { type: 'area', area: 'gardens' })
    t.match(await myVoice(), { delegate: null, scope: { type: 'area', area: 'gardens' }, silent: 'cancelled' })
  })
  await t.test('on, without a word on to whom the delegate passes it', async t => {
    await give(group, bob, carla, { type: 'proposal', proposal })
    await give(group, carla, alice)
    t.match(await myVoice(), { delegate: { key: carla.key, voted: false }, scope: { proposal }, counted: true })
  })
  await t.test('to their own ballot above all', async t => {
    accepted(await group.vote(bob, proposal, { vote: 'against' }))
    t.match(await myVoice(), { voted: true, counted: true, silent: null })
  })
  await t.test('and after the close by their row in the table', async t => {
    group.clock.advance(3 * HOUR)
    await group.clerk.settle()
    const carlas = await http.signIn(carla)
    const { body } = await http.get(`/proposals/${proposal}/my-voice`, { token: carlas })
    t.match(body, { voted: false, delegate: { ...toAlice, voted: true }, counted: true })
    const entry = await http.get(`/entries/${at(body, 'row', 'entry')}`, { token: carlas })
    const table = Buffer.from(String(at(entry.body, 'body')), 'base64').toString('hex')
    t.match(table, new RegExp(`${at(body, 'row', 'voter')}5820${at(body, 'row', 'delegate')}`))
    t.match((await http.get(`/proposals/${proposal}`, { token })).body, { closed: { delegations: { count: 1 } } })
  })
})

t.test('a delegate sees whom they speak for, the others only how many', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await people(group)
  await using http = await testHttp(group)
  await give(group, bob, alice)
  await give(group, carla, bob, { type: 'area', area: 'gardens' })
  const proposal = await group.open({ area: 'gardens' })
  const [alices, bobs, carlas] = [await http.signIn(alice), await http.signIn(bob), await http.signIn(carla)]
  const asks = async (path: string, token: string) => (await http.get(path, { token })).body

  t.match(await asks('/delegations', alices), {
    mine: [],
    toMe: { count: 1, from: [{ key: bob.key, name: 'Bob', scope: { type: 'everything' } }] },
  })
  t.match(await asks('/delegations', bobs), {
    mine: [{ to: alice.key, toName: 'Alice', scope: { type: 'everything' }, expiresAtMs: null }],
    toMe: { count: 1, from: [{ name: 'Carla', scope: { type: 'area', area: 'gardens' } }] },
  })
  t.match(await asks(`/proposals/${proposal}/my-voice`, alices), { givers: [{ name: 'Bob' }], represents: 2 })
  t.match(await asks(`/proposals/${proposal}/my-voice`, bobs), { givers: [{ name: 'Carla' }], represents: 0 })

  const holders = [{ key: alice.key, name: 'Alice', votes: 3, share: '3/4' }]
  const report = await asks(`/proposals/${proposal}/concentration`, carlas)
  t.same(report, { electorate: 4, delegating: 2, lost: 0, holders })
  t.match(await asks('/delegations/concentration', carlas), { delegating: 1, holders: [{ votes: 2, share: '1/2' }] })
  t.match((await http.get('/delegations')).body, { code: 'session/bad' })
  t.match((await http.get(`/proposals/${proposal}/concentration`)).body, { code: 'session/bad' })

  await t.test('which does not change when somebody votes: it would tell who has', async t => {
    accepted(await group.vote(bob, proposal, { vote: 'for' }))
    t.same(await asks(`/proposals/${proposal}/concentration`, carlas), report)
    t.match(await asks(`/proposals/${proposal}/my-voice`, alices), { givers: [{ name: 'Bob' }], represents: 2 })
  })
})

t.test('what a delegation says is read by its two members only', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  const [alice, bob, carla] = await people(group)
  await using http = await testHttp(group)
  const { id: given } = await give(group, bob, alice)
  const scope = { type: 'everything' } as const
  const { id: revoked } = accepted(await group.act(bob.signer, 'delegation/revoked', { scope }))
  const bodyFor = async (id: Cid, who?: Person) => {
    const token = who && (await http.signIn(who))
    return at((await http.get(`/entries/${id}`, { token })).body, 'body')
  }
  t.type(await bodyFor(given, bob), 'string')
  t.type(await bodyFor(given, alice), 'string')
  for (const stranger of [carla, group.steward, undefined]) t.equal(await bodyFor(given, stranger), null)
  t.type(await bodyFor(revoked, bob), 'string')
  for (const stranger of [alice, carla, undefined]) t.equal(await bodyFor(revoked, stranger), null)

  await t.test('header, signature and receipt are everyone’s: the log stays verifiable', async t => {
    t.match((await http.get(`/entries/${given}`)).body, { kind: 'delegation/given', by: bob.key, header: String })
    t.equal((await http.get(`/receipts/${given}`)).status, 200)
  })
  await t.test('the stream tells of it without the proposal it is for', async t => {
    const proposal = await group.open()
    await give(group, bob, alice, { type: 'proposal', proposal })
    const happenings = openActivity(group.core.store).entries(0, group.core.tables.lastPosition(), 100)
    const told = happenings.filter(({ kind }) => kind.startsWith('delegation/'))
    t.match(told, [{ subject: null }, { subject: null }, { subject: null }])
    t.equal(told.length, 3)
  })
})
