import { multiaddr } from '@multiformats/multiaddr'
import t from 'tap'
import { relaysOf, routeOf } from '../../node/federation/host/route.ts'
import { until } from '../support/patience.ts'
import { accepted } from '../support/test-core.ts'
import { federationNode, join, netNode, offer, ticketOf } from './sync-rig.ts'

const clock = { now: Date.now, advance: () => undefined }

t.test('what a node says of its network: who, since when, how, what moved, what is missing', async t => {
  const federation = await federationNode('Federation', clock)
  const [gracia, horta] = [await netNode('Gracia', clock), await netNode('Horta', clock)]
  t.teardown(async () => {
    for (const node of [gracia, horta, federation]) await node[Symbol.asyncDispose]()
  })
  for (const node of [gracia, horta]) await join(node, await ticketOf(federation))
  const stateAtSeat = (key: string) => federation.network.status().peers.find(({ peer }) => peer === key)
  const feedOf = (node: typeof gracia, writer: string) =>
    node.network.status().feeds.find(feed => feed.writer === writer && feed.group !== null)
  const isHere = (node: typeof gracia, other: typeof gracia) =>
    node.network.status().peers.some(({ peer, connected }) => peer === other.core.nodeKey && connected)
  const pairs = [
    [gracia, horta],
    [horta, federation],
    [gracia, federation],
    [federation, gracia],
  ] as const
  await until(() => pairs.every(([node, other]) => isHere(node, other)))

  await t.test('a peer that is there: since when and by which way', async t => {
    t.match(stateAtSeat(gracia.core.nodeKey), {
      connected: true,
      since: Number,
      route: 'direct',
      transport: 'tcp',
      isLocal: true,
      relay: null,
      timesLost: 0,
      barred: null,
      federations: [federation.id],
    })
  })
  await t.test('bytes grow with what is written, of each peer and in all', async t => {
    const before = stateAtSeat(gracia.core.nodeKey)
    const totalBefore = federation.network.status().traffic
    const size = feedOf(gracia, gracia.core.nodeKey)?.size ?? 0
    const feed = feedOf(gracia, gracia.core.nodeKey)?.log
    if (!before || !feed) throw new Error('no peer, no feed')
    for (let i = 0; i < 20; i++) accepted(await gracia.core.write(feed, 'offer/published', offer(`Oranges ${i}`)))
    await until(() => feedOf(federation, gracia.core.nodeKey)?.size === size + 20)
    const after = stateAtSeat(gracia.core.nodeKey)
    const total = federation.network.status().traffic
    // An entry takes more than a hundred bytes: its header and its signature alone do.
    t.ok((after?.bytesIn ?? 0) + (stateAtSeat(horta.core.nodeKey)?.bytesIn ?? 0) > before.bytesIn + 2_000)
    t.ok((after?.bytesOut ?? 0) >= before.bytesOut)
    t.ok(total.bytesIn > totalBefore.bytesIn + 2_000)
    t.match(feedOf(federation, gracia.core.nodeKey)?.last, { from: String, atMs: Number }, 'and who brought the news')
  })
  await t.test('a peer that goes: how often, since when, when it is dialed next; and back', async t => {
    await gracia.leave()
    await until(() => stateAtSeat(gracia.core.nodeKey)?.connected === false)
    await until(() => stateAtSeat(gracia.core.nodeKey)?.problem === 'peer/unreachable')
    t.match(stateAtSeat(gracia.core.nodeKey), { timesLost: 1, lostAtMs: Number, route: null })
    await gracia.enter()
    await until(() => stateAtSeat(gracia.core.nodeKey)?.connected === true)
    t.match(stateAtSeat(gracia.core.nodeKey), { timesLost: 1, problem: null })
  })
})

t.test('a route says what an address tells', async t => {
  const relay = '12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN'
  t.match(routeOf(multiaddr('/ip4/192.168.1.4/tcp/4281')), { route: 'direct', transport: 'tcp', isLocal: true })
  t.match(routeOf(multiaddr('/ip4/93.184.216.34/tcp/443/wss')), { transport: 'websocket', isLocal: false })
  t.match(routeOf(multiaddr('/ip6/fd00::1/tcp/1')), { isLocal: true })
  t.match(routeOf(multiaddr('/dns4/node.example/tcp/443')), { isLocal: false })
  const through = `/ip4/10.0.0.1/tcp/1/p2p/${relay}/p2p-circuit`
  t.match(routeOf(multiaddr(through)), { route: 'relayed', isLocal: false, relay: /^[0-9a-f]{64}$/ })
  t.equal(relaysOf([through, through, '/ip4/10.0.0.1/tcp/1']).length, 1)
})
