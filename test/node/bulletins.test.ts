import t from 'tap'
import type { BulletinPublished } from '../../protocol/federation/bulletin.ts'
import { accepted, HOUR, person, testClock } from '../support/test-core.ts'
import { feedOf, testMesh } from '../support/test-federation.ts'
import { at, testHttp } from '../support/test-http.ts'

const clock = testClock()
const MINUTE = 60_000

function bulletin(changes: Partial<BulletinPublished> = {}): BulletinPublished {
  return {
    title: 'Save water',
    text: 'The reservoir is at a fifth.',
    priority: 'normal',
    audience: 'all',
    untilMs: clock.now() + 48 * HOUR,
    passes: null,
    ...changes,
  }
}

/** Two levels: Barcelona, of Gràcia and Eixample, is a member of the Assembly beside Madrid. */
async function twoLevels() {
  const mesh = testMesh(clock)
  const gracia = await mesh.group('Gràcia', 4)
  const eixample = await mesh.group('Eixample', 3)
  const madrid = await mesh.group('Madrid', 2)
  const barcelona = await mesh.federation('Barcelona')
  const assembly = await mesh.federation('Assembly')
  await mesh.join(barcelona, gracia, '1')
  await mesh.join(barcelona, eixample, '1')
  await mesh.join(assembly, barcelona, '1')
  await mesh.join(assembly, madrid, '1')
  await mesh.settle()
  return { mesh, gracia, eixample, madrid, barcelona, assembly }
}

t.test('who may publish a bulletin', async t => {
  const { mesh, gracia, barcelona } = await twoLevels()
  t.teardown(() => mesh[Symbol.asyncDispose]())
  const feed = feedOf(gracia)
  const member = person('Gràcia 0').signer
  t.match(await gracia.act(member, 'bulletin/published', bulletin(), feed), { code: 'member/not-allowed' })
  t.match(await gracia.act(member, 'bulletin/published', bulletin()), { code: 'member/not-allowed' })
  accepted(await gracia.act(gracia.steward.signer, 'bulletin/published', bulletin(), feed))
  accepted(await gracia.act(gracia.steward.signer, 'bulletin/published', bulletin()))
  accepted(await barcelona.act(barcelona.steward.signer, 'bulletin/published', bulletin()))

  const passes = { origin: gracia.id, from: 'The king' }
  const { signer } = barcelona.steward
  t.match(await barcelona.act(signer, 'bulletin/published', bulletin({ passes })), { code: 'member/not-allowed' })
  t.match(await gracia.core.write(feed, 'bulletin/published', bulletin({ passes })), { code: 'entry/bad-body' })
  t.match(await barcelona.act(signer, 'bulletin/published', bulletin({ untilMs: clock.now() })), {
    code: 'entry/bad-body',
  })

  const reach = { bulletin: gracia.id, delivered: 1, acknowledged: 1, members: 1 }
  t.match(await gracia.act(gracia.steward.signer, 'bulletin/reached', reach, feed), { code: 'member/not-allowed' })
  t.match(await gracia.core.write(feed, 'bulletin/reached', { ...reach, acknowledged: 2 }), { code: 'entry/bad-body' })
  t.match(await gracia.core.write(gracia.id, 'bulletin/reached', reach), { code: 'entry/not-for-this-log' })
})

t.test(
  'a bulletin of the council reaches every page two levels below, and the numbers come up without names',
  async t => {
    const { mesh, gracia, madrid, barcelona, assembly } = await twoLevels()
    t.teardown(() => mesh[Symbol.asyncDispose]())
    const { id } = accepted(
      await assembly.act(assembly.steward.signer, 'bulletin/published', bulletin({ priority: 'urgent' })),
    )
    accepted(await barcelona.act(barcelona.steward.signer, 'bulletin/published', bulletin({ title: 'Market day' })))
    await mesh.settle()
    await using atGracia = await testHttp(gracia)
    await using atMadrid = await testHttp(madrid)
    await using atBarcelona = await testHttp(barcelona)
    await using atAssembly = await testHttp(assembly)

    const alice = await atGracia.signIn(person('Gràcia 0'))
    t.match((await atGracia.get('/bulletins', { token: alice })).body, [
      { id, title: 'Save water', from: 'Assembly', priority: 'urgent', forMe: true, acknowledged: false, own: false },
      { title: 'Market day', from: 'Barcelona', federation: barcelona.id },
    ])
    const bob = await atGracia.signIn(person('Gràcia 1'))
    await atGracia.get('/bulletins', { token: bob })
    const acknowledged = await atGracia.post(`/bulletins/${id}/acknowledgement`, {}, { token: alice })
    t.match(acknowledged.body, { acknowledged: true })
    const carla = await atMadrid.signIn(person('Madrid 0'))
    await atMadrid.post(`/bulletins/${id}/acknowledgement`, {}, { token: carla })

    await mesh.settle()
    const soon = await reachAt(atAssembly, assembly, id)
    t.match(soon.federations, [{ delivered: 0, acknowledged: 0 }], 'a change is told after a minute')
    clock.advance(MINUTE)
    await mesh.settle()
    clock.advance(MINUTE)
    await mesh.settle()
    const { federations } = await reachAt(atAssembly, assembly, id)
    t.match(federations, [{ id: assembly.id, delivered: 3, acknowledged: 2, members: 9 }])
    t.match(Object.fromEntries(groupsIn(federations)), {
      Barcelona: { delivered: 2, acknowledged: 1, members: 7 },
      Madrid: { delivered: 1, acknowledged: 1, members: 2 },
    })
    const below = await reachAt(atBarcelona, barcelona, id)
    t.match(Object.fromEntries(groupsIn([at(below, 'federations', '0')])), {
      Gràcia: { delivered: 2, acknowledged: 1, members: 4 },
      Eixample: { delivered: 0, acknowledged: 0, members: 3 },
    })
    t.match((await atGracia.get(`/bulletins/${id}/reach`, { token: alice })).body, {
      here: { delivered: 2, acknowledged: 1, members: 4 },
    })

    const positions = mesh.nodes.map(({ core }) => core.tables.lastPosition())
    clock.advance(10 * MINUTE)
    await mesh.settle()
    t.same(
      mesh.nodes.map(({ core }) => core.tables.lastPosition()),
      positions,
      'where nothing changes nothing is said',
    )
    t.notOk(gracia.core.logs.has(assembly.id))
    clock.advance(48 * HOUR)
    t.same((await atGracia.get('/bulletins', { token: await atGracia.signIn(person('Gràcia 0')) })).body, [])
  },
)

t.test('stewards alone see what is for stewards, and a group’s own word stays at home', async t => {
  const { mesh, gracia, eixample } = await twoLevels()
  t.teardown(() => mesh[Symbol.asyncDispose]())
  accepted(
    await gracia.act(
      gracia.steward.signer,
      'bulletin/published',
      bulletin({ title: 'Keys', audience: 'stewards' }),
      feedOf(gracia),
    ),
  )
  accepted(await gracia.act(gracia.steward.signer, 'bulletin/published', bulletin({ title: 'Our garden' })))
  await mesh.settle()
  await using atEixample = await testHttp(eixample)
  await using atGracia = await testHttp(gracia)
  const steward = await atEixample.signIn(eixample.steward)
  const member = await atEixample.signIn(person('Eixample 0'))
  t.match((await atEixample.get('/bulletins', { token: steward })).body, [
    { title: 'Keys', from: 'Gràcia', forMe: true },
  ])
  const seen = await atEixample.get('/bulletins', { token: member })
  t.match(seen.body, [])
  const id = String(at((await atEixample.get('/bulletins', { token: steward })).body, '0', 'id'))
  t.match((await atEixample.post(`/bulletins/${id}/acknowledgement`, {}, { token: member })).body, {
    code: 'bulletin/unknown',
  })
  t.match((await atGracia.get('/bulletins', { token: await atGracia.signIn(person('Gràcia 2')) })).body, [
    { title: 'Our garden', federation: null },
  ])
})

async function reachAt(http: Awaited<ReturnType<typeof testHttp>>, node: Parameters<typeof feedOf>[0], id: string) {
  const token = await http.signIn(node.steward)
  const { body } = await http.get(`/bulletins/${id}/reach`, { token })
  return { federations: [at(body, 'federations', '0')] }
}

function groupsIn([federation]: readonly unknown[]): [string, unknown][] {
  const groups = at(federation, 'groups')
  return Array.isArray(groups) ? groups.map(group => [String(at(group, 'name')), group]) : []
}
