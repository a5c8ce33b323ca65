import t from 'tap'
import type { Network } from '../../web-ui/src/api/shapes.ts'
import { layOut, MAP_SIZE, newsBringer, type Peer } from '../../web-ui/src/network/mesh-layout.ts'

function peer(key: string, federations: string[], changes: Partial<Peer> = {}): Peer {
  return {
    key,
    name: key,
    federations,
    connected: true,
    since: 1,
    route: 'direct',
    transport: 'tcp',
    isLocal: false,
    relay: null,
    relays: [],
    rttMs: 1,
    addresses: [],
    failures: 0,
    problem: null,
    nextDialAtMs: null,
    bytesIn: 0,
    bytesOut: 0,
    timesLost: 0,
    lostAtMs: null,
    barred: null,
    ...changes,
  }
}

function networkOf(peers: Peer[], feeds: Network['feeds'] = []): Network {
  const federations = [
    { id: 'food', name: 'Food' },
    { id: 'homes', name: 'Homes' },
  ]
  return { self: 'self', federations, traffic: { bytesIn: 0, bytesOut: 0 }, peers, feeds }
}

function feedOf(writer: string, from: string, at: number): Network['feeds'][number] {
  const state = { size: 1, peersAhead: 0, forked: false, parked: 0, ahead: [] }
  return { ...state, log: writer, group: writer, name: writer, federation: 'food', writer, last: { from, at } }
}

t.test('every peer stands once, with its first federation, within the map, and no two at one place', async t => {
  for (const count of [1, 2, 7, 60]) {
    const peers = Array.from({ length: count }, (_, i) => peer(`${i}`, i % 3 === 0 ? ['homes'] : ['food', 'homes']))
    const { peers: placed } = layOut(networkOf(peers))
    t.same(placed.map(one => one.peer.key).sort(), peers.map(({ key }) => key).sort())
    t.ok(placed.every(({ x, y }) => x > 30 && y > 30 && x < MAP_SIZE - 30 && y < MAP_SIZE - 30))
    t.equal(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size, count)
  }
})

t.test('between others only what is known is drawn: relays, and who brings the news of one that was lost', async t => {
  const relayed = peer('relayed', ['food'], { route: 'relayed', relay: 'relay' })
  const lost = peer('lost', ['food'], { connected: false, lostAtMs: 10 })
  const peers = [peer('relay', ['food']), relayed, lost, peer('quiet', ['food'])]
  const linksOf = (feeds: Network['feeds']) => layOut(networkOf(peers, feeds)).links.map(({ id }) => id)
  t.same(linksOf([]), ['relayed-relay'])
  t.same(linksOf([feedOf('lost', 'quiet', 20)]), ['relayed-relay', 'lost-quiet'])
  t.same(linksOf([feedOf('lost', 'quiet', 5)]), ['relayed-relay'], 'not what came before it was lost')
  t.equal(newsBringer(peer('here', ['food']), [feedOf('here', 'quiet', 20)]), undefined, 'nor of one that is here')
})
