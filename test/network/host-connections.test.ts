import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { pino } from 'pino'
import t from 'tap'
import { openGossip } from '../../node/federation/host/gossip.ts'
import type { NetworkHost } from '../../node/federation/host/host.ts'
import { createNode } from '../../node/federation/host/libp2p-node.ts'
import { until } from '../support/patience.ts'
import {
  bytes,
  contact,
  hearInto,
  hostNumber,
  introduceAll,
  isConnected,
  LOOPBACK,
  pairOfHosts,
  text,
  wholeMessage,
} from './host-rig.ts'

async function bareNode(number: number) {
  const privateKey = await generateKeyPairFromSeed('Ed25519', new Uint8Array(32).fill(number))
  const gossip = openGossip({
    isAllowed: () => true,
    now: Date.now,
    log: pino({ level: 'silent' }),
    onCut: () => undefined,
  }).service
  const node = await createNode({
    privateKey,
    listen: [LOOPBACK],
    announce: [],
    agent: 'test',
    refuses: () => false,
    onProved: () => undefined,
    isAllowed: () => true,
    relays: false,
    onNearby: undefined,
    networkKey: undefined,
    gossip,
  })
  await node.start()
  return node
}

const close = (...hosts: NetworkHost[]) => Promise.all(hosts.map(host => host[Symbol.asyncDispose]()))

t.test('two hosts that allow each other connect, and tell so', async t => {
  const [first, second] = [await hostNumber(21), await hostNumber(22)]
  const events: unknown[] = []
  first.onPeer(event => events.push(event))
  introduceAll([first, second])
  await until(() => isConnected(first, second) && isConnected(second, first))
  t.match(first.peers(), [{ peer: second.publicKey, failures: 0, nextDialAtMs: null, addresses: second.addresses() }])
  t.ok(first.peers().every(({ since }) => since !== null))
  t.match(first.addresses(), [/^\/ip4\/127\.0\.0\.1\/tcp\/\d+\/p2p\/12D3Koo/])
  await close(second)
  await until(() => events.length === 2)
  t.same(events, [
    { peer: second.publicKey, connected: true },
    { peer: second.publicKey, connected: false },
  ])
  await close(first)
})

t.test('one side that knows an address is enough', async t => {
  const [hidden, known] = [await hostNumber(23), await hostNumber(24)]
  known.allow([{ key: hidden.publicKey, addresses: [] }])
  t.match(known.peers(), [{ connected: false, nextDialAtMs: null }], 'waits for who has no address')
  hidden.allow([contact(known)])
  await until(() => isConnected(hidden, known) && isConnected(known, hidden))
  await close(hidden, known)
})

t.test('a stranger is refused', async t => {
  const [house, stranger] = [await hostNumber(25), await hostNumber(26)]
  const [address = ''] = house.addresses()
  await t.rejects(stranger.dial(address), { code: 'peer/unreachable' })
  stranger.allow([contact(house)])
  const failed = () => (stranger.peers()[0]?.failures ?? 0) >= 3
  await until(failed)
  t.notOk(isConnected(stranger, house), 'also when it comes again and again')
  await close(house, stranger)
})

t.test('at an open door a stranger has what the door is for, and nothing else', async t => {
  const [house, member] = await pairOfHosts(27, 28)
  const stranger = await hostNumber(29)
  house.handle('/test/join/1', async () => bytes('welcome'), { strangers: true })
  house.handle('/test/inside/1', async () => bytes('secret'))
  house.subscribe('inside', () => 'accept', wholeMessage)
  const overheard: string[] = []
  stranger.subscribe('inside', hearInto(overheard), wholeMessage)
  const heard: string[] = []
  member.subscribe('inside', hearInto(heard), wholeMessage)

  const door = new AbortController()
  house.openDoor(door.signal)
  const [address = ''] = house.addresses()
  t.equal(await stranger.dial(address), house.publicKey)
  t.equal(text(await stranger.request(house.publicKey, '/test/join/1', bytes('please'))), 'welcome')
  await t.rejects(stranger.request(house.publicKey, '/test/inside/1', bytes('x')), { code: 'peer/not-allowed' })
  t.same(house.peers().length, 1, 'the stranger is no peer')

  await until(() => {
    void house.publish('inside', crypto.getRandomValues(new Uint8Array(4)))
    return heard.length > 2
  })
  t.same(overheard, [], 'no gossip for strangers')

  house.allow([contact(member), contact(stranger)])
  stranger.allow([contact(house)])
  await until(() => isConnected(house, stranger) && isConnected(stranger, house))
  t.equal(text(await stranger.request(house.publicKey, '/test/inside/1', bytes('x'))), 'secret', 'once let in')
  await until(() => {
    void house.publish('inside', crypto.getRandomValues(new Uint8Array(4)))
    return overheard.length > 0
  })

  door.abort()
  const late = await hostNumber(30)
  await t.rejects(late.dial(address), { code: 'peer/unreachable' }, 'a closed door')
  await close(house, member, stranger, late)
})

t.test('who is taken off the list is cut off', async t => {
  const [house, member] = await pairOfHosts(31, 32)
  house.allow([])
  await until(() => !isConnected(member, house))
  await t.rejects(house.request(member.publicKey, '/test/any/1', bytes('x')), { code: 'peer/not-connected' })
  await close(house, member)
})

t.test('a dial that cannot succeed fails with its code', async t => {
  const host = await hostNumber(33)
  await t.rejects(host.dial('not an address'), { code: 'peer/bad-address' })
  await t.rejects(host.dial('/ip4/127.0.0.1/tcp/1'), { code: 'peer/unreachable' })
  await t.rejects(host.dial('/ip4/127.0.0.1/tcp/1', AbortSignal.abort()), { code: 'aborted' })
  const impostor = await hostNumber(34)
  const claimed = `${impostor.addresses()[0]?.split('/p2p/')[0]}/p2p/${host.addresses()[0]?.split('/p2p/')[1]}`
  const third = await hostNumber(35)
  await t.rejects(third.dial(claimed), { code: 'peer/unreachable' }, 'another key answers there')
  await close(host, impostor, third)
})

t.test('a host that comes back with the same key and port is found again', async t => {
  const [steady, first] = await pairOfHosts(36, 37)
  const [address = LOOPBACK] = first.addresses()
  const listen = [address.split('/p2p/')[0] ?? LOOPBACK]
  await close(first)
  await until(() => !isConnected(steady, first))
  await until(() => (steady.peers()[0]?.failures ?? 0) >= 2)
  const second = await hostNumber(37, { listen })
  second.allow([{ key: steady.publicKey, addresses: [] }])
  await until(() => isConnected(steady, second) && isConnected(second, steady))
  second.handle('/test/back/1', async () => bytes('back'))
  t.equal(text(await steady.request(second.publicKey, '/test/back/1', bytes('x'))), 'back')
  await close(steady, second)
})

t.test('hosts that dial each other at the same moment end with one lasting connection', async t => {
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
  const [first, second] = [await hostNumber(38, { log }), await hostNumber(39, { log })]
  const door = new AbortController()
  first.openDoor(door.signal)
  second.openDoor(door.signal)
  const [toFirst = '', toSecond = ''] = [first.addresses()[0], second.addresses()[0]]
  await Promise.all([first.dial(toSecond), second.dial(toFirst)])
  const events: unknown[] = []
  first.onPeer(event => events.push(event))
  second.onPeer(event => events.push(event))
  introduceAll([first, second])
  await until(() => events.length === 2)
  first.handle('/test/still/1', async () => bytes('here'))
  const heard: string[] = []
  let number = 0
  for (const host of [first, second]) {
    host.subscribe('both', hearInto(heard), wholeMessage)
  }
  const spareClosed = () => logged.filter(line => line.includes('link.spare-closed')).length
  await until(() => spareClosed() > 0)
  await new Promise(resolve => setTimeout(resolve, 1_500))
  t.equal(spareClosed(), 1, 'one side closes the other one')
  t.equal(events.length, 2, 'nobody came and went')
  t.equal(text(await second.request(first.publicKey, '/test/still/1', bytes('x'))), 'here')
  // What is published while gossip moves to the other connection is lost, and not told again.
  await until(() => {
    void first.publish('both', bytes(`from first ${number}`))
    void second.publish('both', bytes(`from second ${number}`))
    number++
    return ['from first', 'from second'].every(who => heard.some(message => message.startsWith(who)))
  })
  t.pass('gossip survives the closing of the other connection')
  await close(first, second)
})

t.test('a stream opened on a connection that breaks in the same moment fails, and nothing else does', async t => {
  const nodes = await Promise.all([51, 52].map(number => bareNode(number)))
  const [opener, other] = nodes
  if (opener === undefined || other === undefined) throw new Error('no nodes')
  const connection = await opener.dial(other.getMultiaddrs())
  // Once its round trip is known, yamux widens the window of a stream at its birth, closed or not.
  await new Promise(resolve => setTimeout(resolve, 100))
  const opening = connection.newStream('/test/any/1')
  connection.abort(new Error('cable pulled'))
  await t.rejects(opening)
  await new Promise(resolve => setTimeout(resolve, 50))
  await Promise.all(nodes.map(node => node.stop()))
})

t.test('an address that is taken is a failure of the start', async t => {
  const host = await hostNumber(40)
  const listen = [host.addresses()[0]?.split('/p2p/')[0] ?? LOOPBACK]
  await t.rejects(hostNumber(41, { listen }), { code: 'host/cannot-listen' })
  await close(host)
})
