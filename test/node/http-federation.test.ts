import t from 'tap'
import type { HttpNetwork, PeerState } from '../../node/http/parts.ts'
import { readCar } from '../../protocol/federation/car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'
import { everyoneVotes, FEDERATION_TERMS, feedOf, type TestNode, testMesh } from '../support/test-federation.ts'
import { at, testHttp } from '../support/test-http.ts'

const anyone = { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } } as const

function present({ core }: TestNode): PeerState {
  return {
    key: core.nodeKey,
    connected: true,
    sinceMs: 5,
    route: 'direct',
    transport: 'tcp',
    isLocal: true,
    relay: null,
    relays: [],
    rttMs: 0.25,
    addresses: ['/ip4/127.0.0.1/tcp/1'],
    failures: 0,
    problem: null,
    nextDialAtMs: null,
    bytesIn: 700,
    bytesOut: 900,
    timesLost: 0,
    lostAtMs: null,
    barred: null,
  }
}

/** A network in which every peer that is named is there. */
function networkOf(self: TestNode, ...others: TestNode[]): HttpNetwork {
  return {
    addresses: () => ['/ip4/127.0.0.1/tcp/4281'],
    peers: () => others.map(present),
    whole: () => ({
      peers: others.map(other => ({ ...present(other), federations: [] })),
      feeds: [],
      traffic: { bytesIn: 700, bytesOut: 900 },
    }),
    askDetails: async () => ({ state: 'given', text: 'Ring at the blue door.' }),
    onPeerChange: () => () => undefined,
    planJoining: async () => ({
      federation: self.id,
      name: 'Barcelona',
      weight: '1',
      feed: self.id,
      entries: [{ log: self.id, kind: 'federation/joined', body: Uint8Array.of(1, 2, 3), to: 'federation' }],
    }),
    join: async () => ({ federation: self.id }),
    submit: async (_federation, entry) => others[0]?.core.writer.submit(entry),
  }
}

t.test('a decision of two levels, as each node tells it', async t => {
  const clock = testClock()
  await using mesh = testMesh(clock)
  const gracia = await mesh.group('Gràcia', 5, anyone)
  const eixample = await mesh.group('Eixample', 4, anyone)
  const madrid = await mesh.group('Madrid', 3, anyone)
  const barcelona = await mesh.federation('Barcelona', anyone)
  const assembly = await mesh.federation('Assembly', { charter: { ...anyone.charter, federation: FEDERATION_TERMS } })
  await mesh.join(barcelona, gracia, '1')
  await mesh.join(barcelona, eixample, '0.9')
  await mesh.join(assembly, barcelona, '1')
  await mesh.join(assembly, madrid, '0.9')
  await mesh.settle()
  const asked = await mesh.propose(assembly)
  await mesh.settle()
  await using atAssembly = await testHttp(assembly, { network: networkOf(assembly, barcelona) })
  await using atBarcelona = await testHttp(barcelona)
  await using atGracia = await testHttp(gracia, { network: networkOf(gracia, barcelona) })

  await t.test('the federations of a node, with their groups and who is there', async t => {
    t.match((await atGracia.get('/federations')).body, [
      { id: barcelona.id, name: 'Barcelona', role: 'member', weight: '1', groups: [{ state: 'member' }, {}] },
    ])
    const both = (await atBarcelona.get('/federations')).body
    t.match(both, [
      { name: 'Barcelona', role: 'seat', weight: null },
      { name: 'Assembly', role: 'member', weight: '1' },
    ])
    const groups = at((await atAssembly.get('/federations')).body, '0', 'groups')
    t.same(
      new Map(Object.values(Object(groups)).map(one => [at(one, 'name'), at(one, 'connected')])),
      new Map([
        ['Barcelona', true],
        ['Madrid', false],
      ]),
    )
    t.match((await atGracia.get(`/federations/${barcelona.id}`)).body, {
      charter: { members: 'groups', federation: { quorum: '1/2', evidence: 'recount' } },
      feeds: [{}, {}],
      proposals: [{ federation: barcelona.id }],
    })
    t.match((await atGracia.get(`/federations/${assembly.id}`)).body, { code: 'federation/unknown' })
    t.match((await atGracia.get('/group')).body, { federations: [{ name: 'Barcelona' }] })
    t.match((await atAssembly.get('/group')).body, { members: 'groups', memberCount: 2 })
  })

  await t.test('an open proposal: nothing is decided, nobody is blamed', async t => {
    const [above] = Object.values(Object((await atAssembly.get('/federation-proposals')).body))
    t.match(above, { id: asked, state: 'open', verdict: { state: 'open', accepted: null, decided: null } })
    const [local] = Object.values(Object((await atGracia.get('/federation-proposals')).body))
    t.match(local, { federation: barcelona.id, answers: { proposal: asked }, localProposal: String })
    t.match(at(above, 'verdict', 'groups'), [
      { counted: false, reason: null, mandate: null, below: null },
      { counted: false, reason: null },
    ])
  })

  await everyoneVotes(gracia, 4)
  await everyoneVotes(eixample, 3)
  await everyoneVotes(madrid, 0)
  clock.advance(25 * HOUR)
  await mesh.settle()
  clock.advance(30 * HOUR)
  await mesh.settle()

  await t.test('a decided one: the tree, down to the groups of people', async t => {
    const { body } = await atAssembly.get(`/federation-proposals/${asked}/verdict`)
    t.match(body, {
      name: 'Assembly',
      state: 'waiting',
      witnesses: { by: { length: 0 }, of: 2, needed: 2, met: false },
      accepted: true,
      weighted: [
        { option: 'for', points: '1' },
        { option: 'against', points: '9/10' },
        { option: 'abstain', points: '0' },
      ],
      popular: { electorate: 12, counts: [{ option: 'for', points: 7 }, { option: 'against', points: 5 }, {}] },
      decided: String,
    })
    const groups = new Map(Object.values(Object(at(body, 'groups'))).map(one => [at(one, 'name'), one]))
    t.match(groups.get('Barcelona'), { position: 'for', weight: '1', counted: true, recounted: true, voters: 9 })
    t.match(groups.get('Madrid'), { position: 'against', weight: '9/10', counted: true, below: null })
    const below = at(groups.get('Barcelona'), 'below')
    t.match(below, { name: 'Barcelona', state: 'decided', accepted: true, federation: barcelona.id })
    const people = new Map(Object.values(Object(at(below, 'groups'))).map(one => [at(one, 'name'), one]))
    t.match(people.get('Gràcia'), {
      position: 'for',
      electorate: 5,
      voters: 5,
      counts: [{ option: 'for', points: 4 }, { option: 'against', points: 1 }, {}],
      recounted: true,
    })
    t.match(people.get('Eixample'), { weight: '9/10', counts: [{ points: 3 }, { points: 1 }, {}] })
  })

  await t.test('the middle node tells its own tree, the group below the same figures', async t => {
    const [own] = barcelona.core.projections.federations.proposals(barcelona.core.ownGroup()?.row ?? 0)
    const fromSeat = (await atBarcelona.get(`/federation-proposals/${own}/verdict`)).body
    const fromMember = (await atGracia.get(`/federation-proposals/${own}/verdict`)).body
    for (const part of ['weighted', 'quorum', 'popular', 'accepted', 'decided']) {
      t.same(at(fromMember, part), at(fromSeat, part), part)
    }
    t.match((await atBarcelona.get(`/federation-proposals/${asked}`)).body, {
      text: 'Goods and hours move freely.',
      verdict: { groups: [{}, {}] },
    })
    t.match((await atGracia.get(`/federation-proposals/${asked}`)).body, { code: 'proposal/unknown' })
  })

  await t.test('the evidence recounts all the way down', async t => {
    const { bytes } = await atAssembly.get(`/federation-proposals/${asked}/evidence`)
    const { root, blocks } = accepted(readCar(bytes))
    const report = await verifyDecision(root, blocks)
    t.same(report.findings, [])
    t.equal(report.ballots, 12)
    t.equal(report.level, 'ballots')
  })

  await t.test('the network, by the names of groups', async t => {
    t.match((await atGracia.get('/network')).body, {
      self: gracia.core.nodeKey,
      peers: [{ key: barcelona.core.nodeKey, name: 'Barcelona', connected: true, since: 5, rttMs: 0.25 }],
      federations: [{ id: barcelona.id, name: 'Barcelona' }],
      traffic: { bytesIn: 700, bytesOut: 900 },
      feeds: [{ federation: barcelona.id }, { federation: barcelona.id }],
    })
    t.match((await atGracia.get('/health')).body, { peers: 1 })
    t.match((await atGracia.get('/node')).body, { addresses: ['/ip4/127.0.0.1/tcp/4281'] })
  })

  await t.test('offers of all groups, nearest first', async t => {
    const offer = (title: string, place: string, direction: 'offer' | 'need' = 'offer') => ({
      revises: null,
      direction,
      kind: 'tool',
      title,
      quantity: 1,
      unit: 'piece',
      fromMs: clock.now(),
      untilMs: clock.now() + HOUR,
      place,
      terms: '',
    })
    await gracia.act(gracia.steward.signer, 'offer/published', offer('Industrial drill', 'ezjm'), feedOf(gracia))
    await eixample.act(eixample.steward.signer, 'offer/published', offer('Hammer', 'sp3e'), feedOf(eixample))
    await eixample.act(eixample.steward.signer, 'offer/published', offer('Saw', 'sp3e', 'need'), feedOf(eixample))
    await mesh.settle()
    t.match((await atGracia.get('/offers?direction=offer&kind=tool')).body, [
      { title: 'Hammer', groupName: 'Eixample', distanceKm: 0 },
      { title: 'Industrial drill', groupName: 'Gràcia' },
    ])
    const far = at((await atGracia.get('/offers?near=sp3e&direction=offer')).body, '1', 'distanceKm')
    t.ok(Number(far) > 480 && Number(far) < 530, `Barcelona to Madrid: ${far} km`)
    t.match((await atGracia.get('/offers?near=ezjm&direction=offer')).body, [{ title: 'Industrial drill' }, {}])
    t.match((await atGracia.get('/offers?near=aaaa')).body, { code: 'request/bad' })
    t.equal(at((await atGracia.get('/offers')).body, 'length'), 3)
  })

  await t.test('a steward plans the joining and hands it in signed', async t => {
    const token = await atGracia.signIn(gracia.steward)
    const plan = await atGracia.get('/federations/join-plan?ticket=comunal-ticket:x', { token })
    t.match(plan.body, { name: 'Barcelona', entries: [{ body: 'AQID', to: 'federation' }] })
    const stored = gracia.core.tables.entry(gracia.id)
    const entry = Buffer.from(stored?.signed.header ?? []).toString('base64')
    t.match((await atGracia.post('/federations/join', { ticket: 'x', entries: [entry] }, { token })).body, {
      code: 'entry/not-canonical',
    })
    t.match((await atGracia.post('/federations/join', { ticket: 'x', entries: [entry] })).body, { code: 'session/bad' })
  })

  await t.test('the steward of a member group signs in at the federation, without a role', async t => {
    const token = await atBarcelona.signIn(gracia.steward)
    t.match((await atBarcelona.get('/sessions/current', { token })).body, { role: null, state: null })
  })
})
