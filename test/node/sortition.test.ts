import { join } from 'node:path'
import t from 'tap'
import { openSortitionClerk } from '../../node/domains/assembly/sortition-clerk.ts'
import { rebuild } from '../../node/rebuild.ts'
import { fromBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { sha256 } from '../../protocol/bytes/sha256.ts'
import { electorateRoot } from '../../protocol/governance/electorate.ts'
import { contributionsRoot, type SortitionDrawn } from '../../protocol/governance/sortition.ts'
import { verifySortition } from '../../protocol/governance/verify-sortition.ts'
import { verifySignature } from '../../protocol/keys/verify.ts'
import { decodeSignedEntry } from '../../protocol/log/entry.ts'
import { accepted, HOUR, person, type TestGroup, testClock, testGroup } from '../support/test-core.ts'
import { at, testHttp } from '../support/test-http.ts'

const open = { privacy: { reading: 'anyone', rollCall: 'voter' } } as const
function seedOf({ core }: TestGroup, sortition: Cid): Uint8Array {
  const seed = core.store.prepare<[string], Uint8Array>('SELECT seed FROM sortition_secret WHERE sortition = ?').pluck()
  return seed.get(sortition) ?? new Uint8Array()
}

const called = (group: TestGroup, seats = 2) => ({
  title: 'Rules panel',
  text: '',
  pool: null,
  seats,
  joinsUntilMs: group.clock.now() + HOUR,
})

t.test('a panel is drawn by lot, and drawn again by anyone', async t => {
  await using group = await testGroup('Gràcia', { charter: open })
  const { steward, clock, core } = group
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  const clerk = openSortitionClerk(core)
  await using http = await testHttp(group)
  const { id } = accepted(await group.act(steward.signer, 'sortition/called', called(group)))
  const path = `/sortitions/${id}`
  const add = (who: typeof alice, byte: number) =>
    group.act(who.signer, 'sortition/joined', { sortition: id, contribution: new Uint8Array(32).fill(byte) })

  await t.test('the node commits to its part of the seed before anybody adds to it', async t => {
    t.match(await add(alice, 1), { code: 'sortition/not-open' })
    t.match((await http.get(path)).body, { state: 'called', seedCommitment: null, poolCount: null })
    await clerk.settle()
    t.match((await http.get(path)).body, { state: 'joining', poolCount: 4, seedCommitment: String, seed: null })
  })
  await t.test('each member adds once', async t => {
    accepted(await add(alice, 1))
    t.match(await add(alice, 2), { code: 'sortition/already' })
    t.match(await add(person('Stranger'), 3), { code: 'member/unknown' })
    accepted(await add(bob, 2))
    t.match((await http.get(path)).body, { contributors: 2, panel: [] })
  })
  await t.test('who joins the group later is not in the pool', async t => {
    const [late] = await group.join('Dora')
    t.match(late && (await add(late, 4)), { created: true }, 'though anybody in the group may add to the seed')
    t.match((await http.get(path)).body, { poolCount: 4 })
  })
  await t.test('nothing is revealed before the time, and nothing is added after it', async t => {
    await clerk.settle()
    t.match((await http.get(path)).body, { state: 'joining', seed: null })
    t.equal(clerk.nextDueMs(), clock.now() + HOUR)
    t.match((await http.get(`${path}/evidence`)).body, { code: 'sortition/not-open' })
    clock.advance(HOUR + 1)
    t.match(await add(carla, 5), { code: 'sortition/late' })
    await clerk.settle()
    const { body } = await http.get(path)
    t.match(body, { state: 'drawn', panel: { length: 2 }, alternates: { length: 2 }, contributors: 3 })
    t.same(sha256(fromBase64(String(at(body, 'seed')))), fromBase64(String(at(body, 'seedCommitment'))))
  })
  await t.test('who will not serve gives the place to the next', async t => {
    const before = (await http.get(path)).body
    const people = [steward, alice, bob, carla]
    const first = people.find(({ key }) => key === at(before, 'panel', '0', 'key'))
    if (!first) throw new Error('nobody was drawn')
    accepted(await group.act(first.signer, 'sortition/declined', { sortition: id }))
    t.match(await group.act(first.signer, 'sortition/declined', { sortition: id }), { code: 'member/not-allowed' })
    t.match((await http.get(path)).body, {
      panel: [at(before, 'panel', '1'), at(before, 'alternates', '0')],
      declined: [{ key: first.key }],
    })
  })
  await t.test('the signed entries alone draw the same panel; changed ones do not', async t => {
    const told = (await http.get(path)).body
    const { body } = await http.get(`${path}/evidence`)
    const entry = (value: unknown) => accepted(decodeSignedEntry(fromBase64(String(value))))
    const entries = (value: unknown) => (Array.isArray(value) ? value.map(entry) : [])
    const evidence = {
      called: entry(at(body, 'called')),
      committed: entry(at(body, 'committed')),
      drawn: entry(at(body, 'drawn')),
      joined: entries(at(body, 'joined')),
      declined: entries(at(body, 'declined')),
      pool: [carla.key, alice.key, bob.key, steward.key],
      strata: [],
    }
    const trusted = { log: group.id, node: core.nodeKey }
    const again = (changes: Partial<typeof evidence>) =>
      verifySortition({ ...evidence, ...changes }, trusted, verifySignature)
    t.match(again({}), { panel: [at(told, 'panel', '0', 'key'), at(told, 'panel', '1', 'key')] })
    t.match(again({ pool: [alice.key, bob.key] }), { code: 'sortition/bad', detail: { field: 'pool' } })
    t.match(again({ joined: evidence.joined.slice(1) }), { detail: { field: 'contributions' } })
    t.match(again({ joined: evidence.joined.toReversed() }), { detail: { field: 'contributions' } })
    t.match(again({ drawn: evidence.committed }), { code: 'entry/wrong-log' })
    t.match(verifySortition(evidence, { ...trusted, node: alice.key }, verifySignature), { code: 'member/not-allowed' })
  })
  await t.test('and the log replays to the same tables', async t => {
    const before = core.projections.digest()
    t.equal(rebuild(core).digest, before)
  })
})

t.test('a node that was off draws when it starts, by the seed it had committed to', async t => {
  const same = { path: join(t.testdir(), 'group.sqlite'), charter: open, clock: testClock() }
  const before = async () => {
    await using group = await testGroup('Gràcia', same)
    const { id } = accepted(await group.act(group.steward.signer, 'sortition/called', called(group, 1)))
    await openSortitionClerk(group.core).settle()
    const contribution = new Uint8Array(32)
    accepted(await group.act(group.steward.signer, 'sortition/joined', { sortition: id, contribution }))
    return id
  }
  const id = await before()
  same.clock.advance(3 * HOUR)
  await using group = await testGroup('Gràcia', same)
  await using http = await testHttp(group)
  await openSortitionClerk(group.core).settle()
  t.match((await http.get(`/sortitions/${id}`)).body, { state: 'drawn', panel: [{ key: group.steward.key }] })
})

t.test('more seats than members who may be drawn are no panel, and a minute is enough to add to the seed', async t => {
  await using group = await testGroup('Gràcia', { charter: open })
  const call = (seats: number, joiningMs = HOUR) =>
    group.act(group.steward.signer, 'sortition/called', {
      ...called(group, seats),
      joinsUntilMs: group.clock.now() + joiningMs,
    })
  t.match(await call(2), { code: 'sortition/bad', detail: { field: 'seats', seats: 2, eligible: 1 } })
  t.match(await call(1, 20_000), { code: 'sortition/bad', detail: { field: 'joinsUntilMs' } })
  accepted(await call(1, 60_000 - 900))
})

t.test('the node alone draws nothing', async t => {
  await using group = await testGroup('Gràcia', { charter: open })
  const clerk = openSortitionClerk(group.core)
  const { id } = accepted(await group.act(group.steward.signer, 'sortition/called', called(group, 1)))
  await clerk.settle()
  group.clock.advance(2 * HOUR)
  await clerk.settle()
  await using http = await testHttp(group)
  t.match((await http.get(`/sortitions/${id}`)).body, { state: 'lapsed', panel: [] })
  t.equal(clerk.nextDueMs(), null)
  const drawn = { sortition: id, seed: seedOf(group, id), contributions: { count: 0, root: contributionsRoot([]) } }
  t.match(await group.core.write(group.id, 'sortition/drawn', drawn), { detail: { field: 'contributions' } })
})

t.test('the node draws with its own seed and with all that members added, or not at all', async t => {
  await using group = await testGroup('Gràcia')
  const { id } = accepted(await group.act(group.steward.signer, 'sortition/called', called(group, 1)))
  await openSortitionClerk(group.core).settle()
  const contribution = new Uint8Array(32)
  const added = accepted(await group.act(group.steward.signer, 'sortition/joined', { sortition: id, contribution }))
  const seed = seedOf(group, id)
  const contributions = { count: 1, root: contributionsRoot([added.id]) }
  const draw = (changes: Partial<SortitionDrawn>) =>
    group.core.write(group.id, 'sortition/drawn', { sortition: id, seed, contributions, ...changes })
  t.match(await draw({}), { code: 'sortition/too-early' })
  group.clock.advance(2 * HOUR)
  t.match(await draw({ seed: new Uint8Array(32) }), { detail: { field: 'seed' } })
  t.match(await draw({ contributions: { ...contributions, count: 2 } }), { detail: { field: 'contributions' } })
  t.match(await draw({ contributions: { count: 1, root: seed } }), { detail: { field: 'contributions' } })
  accepted(await draw({}))
  t.match(await draw({}), { code: 'sortition/not-open' })
})

t.test('only stewards call, and only the node commits and draws', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  t.match(await group.act(alice.signer, 'sortition/called', called(group)), { code: 'member/not-allowed' })
  const soon = { ...called(group), joinsUntilMs: group.clock.now() + 1 }
  t.match(await group.act(group.steward.signer, 'sortition/called', soon), { code: 'sortition/bad' })
  const { id } = accepted(await group.act(group.steward.signer, 'sortition/called', called(group)))
  const pool = { count: 2, root: new Uint8Array(32) }
  const committed = { sortition: id, seedCommitment: new Uint8Array(32), pool }
  t.match(await group.act(alice.signer, 'sortition/committed', committed), { code: 'member/not-allowed' })
  t.match(await group.core.write(group.id, 'sortition/committed', committed), { detail: { field: 'pool' } })
})

t.test('a panel in proportion to roles, by the roles of the moment when the pool was fixed', async t => {
  await using group = await testGroup('Gràcia', { charter: open })
  await using http = await testHttp(group)
  const { steward, clock, core } = group
  const [alice] = await group.join('Alice', 'Bob', 'Carla', 'Dora', 'Eva')
  if (!alice) throw new Error('nobody joined')
  const clerk = openSortitionClerk(core)
  const call = { ...called(group), seats: 3, stratify: 'role' } as const
  t.match(await group.act(steward.signer, 'sortition/called', { ...call, pool: 'member' }), {
    detail: { field: 'stratify' },
  })
  const { id } = accepted(await group.act(steward.signer, 'sortition/called', call))
  const own = core.ownGroup()
  const assembly = own && core.reader(own).assembly
  if (!assembly) throw new Error('no group')
  const pool = { count: 6, root: electorateRoot(assembly.pool(null)) }
  const withoutStrata = { sortition: id, seedCommitment: new Uint8Array(32), pool }
  t.match(await core.write(group.id, 'sortition/committed', withoutStrata), { detail: { field: 'strata' } })
  await clerk.settle()
  accepted(
    await group.act(alice.signer, 'sortition/joined', { sortition: id, contribution: new Uint8Array(32).fill(1) }),
  )
  clock.advance(2 * HOUR)
  await clerk.settle()
  const { body: told } = await http.get(`/sortitions/${id}`)
  t.match(told, { stratify: 'role', panel: { length: 3 }, alternates: { length: 3 } })
  const { body } = await http.get(`/sortitions/${id}/evidence`)
  const entry = (value: unknown) => accepted(decodeSignedEntry(fromBase64(String(value))))
  const members = assembly.pool('member')
  const evidence = {
    called: entry(at(body, 'called')),
    committed: entry(at(body, 'committed')),
    drawn: entry(at(body, 'drawn')),
    joined: [entry(at(body, 'joined', '0'))],
    declined: [],
    pool: [...members, steward.key],
    strata: [
      { role: 'member', keys: members },
      { role: 'steward', keys: [steward.key] },
    ] as const,
  }
  const trusted = { log: group.id, node: core.nodeKey }
  const panelKeys = [0, 1, 2].map(place => at(told, 'panel', `${place}`, 'key'))
  t.match(verifySortition(evidence, trusted, verifySignature), { panel: panelKeys })
  const swapped = [
    { role: 'member', keys: members.slice(1) },
    { role: 'steward', keys: [...members.slice(0, 1), steward.key] },
  ] as const
  t.match(verifySortition({ ...evidence, strata: swapped }, trusted, verifySignature), { detail: { field: 'strata' } })
  t.equal(rebuild(core).digest, core.projections.digest())
})
