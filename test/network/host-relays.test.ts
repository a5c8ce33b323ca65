import { randomBytes } from 'node:crypto'
import t from 'tap'
import type { NetworkHost } from '../../node/federation/host/host.ts'
import { makeNetworkKey, readNetworkKey } from '../../node/federation/host/network-key.ts'
import { until } from '../support/patience.ts'
import { bytes, contact, hostNumber, isConnected, LOOPBACK, text } from './host-rig.ts'

/** A host that nobody can dial: it listens nowhere by itself. */
const atHome = (number: number) => hostNumber(number, { listen: [], behindRouter: true })
const relayed = (host: NetworkHost) => host.addresses().filter(address => address.includes('/p2p-circuit/'))
const routeTo = (host: NetworkHost, to: NetworkHost) =>
  host.peers().find(({ peer }) => peer === to.publicKey)?.route ?? null

t.test('two that nobody can reach speak with each other through a peer of both, also after it was away', async t => {
  const [one, other] = [await atHome(71), await atHome(72)]
  let relay = await hostNumber(70)
  const all = () => [one, other, relay]
  t.teardown(() => Promise.all(all().map(host => host[Symbol.asyncDispose]())))
  const introduce = () => {
    for (const host of all()) host.allow(all().map(contact))
  }
  introduce()
  await until(() => relayed(one).length > 0 && relayed(other).length > 0)
  introduce()
  await until(() => isConnected(one, other) && isConnected(other, one))
  t.equal(routeTo(one, other), 'relayed')
  t.equal(routeTo(one, relay), 'direct')
  other.handle('/test/echo/1', async message => message)
  t.equal(text(await one.request(other.publicKey, '/test/echo/1', bytes('bon dia'))), 'bon dia')
  const large = new Uint8Array(1_000_000).fill(7)
  t.same(await one.request(other.publicKey, '/test/echo/1', large), large, 'as much as over a connection of their own')

  const [address = ''] = relay.addresses()
  await relay[Symbol.asyncDispose]()
  await until(() => relayed(one).length === 0 && !isConnected(one, other))
  relay = await hostNumber(70, { listen: [address.split('/p2p/')[0] ?? LOOPBACK] })
  introduce()
  await until(() => relayed(one).length > 0 && relayed(other).length > 0)
  introduce()
  await until(() => isConnected(one, other))
  t.equal(routeTo(one, other), 'relayed', 'the place at the relay is taken again')
})

t.test('nobody is passed on to or by whom the relay does not know', async t => {
  const [home, relay, stranger] = [await atHome(74), await hostNumber(73), await hostNumber(75)]
  t.teardown(() => Promise.all([home, relay, stranger].map(host => host[Symbol.asyncDispose]())))
  home.allow([contact(relay), contact(stranger)])
  relay.allow([contact(home)])
  await until(() => relayed(home).length > 0)
  const [address = ''] = relayed(home)
  stranger.allow([{ key: home.publicKey, addresses: [address] }, contact(relay)])
  await t.rejects(stranger.dial(address), { code: 'peer/unreachable' })
})

t.test('a host behind a web server is reached by WebSocket', async t => {
  const [web, plain] = [await hostNumber(76, { listen: [`${LOOPBACK}/ws`] }), await hostNumber(77)]
  t.teardown(() => Promise.all([web, plain].map(host => host[Symbol.asyncDispose]())))
  web.allow([contact(plain)])
  plain.allow([contact(web)])
  await until(() => isConnected(plain, web))
  t.match(web.addresses()[0], /\/ws\/p2p\//)
})

t.test('a private network is closed to who has another key, or none', async t => {
  const newKey = () => readNetworkKey(makeNetworkKey(randomBytes))
  const networkKey = newKey()
  const inside = [await hostNumber(78, { networkKey }), await hostNumber(79, { networkKey })] as const
  const outside = [await hostNumber(80), await hostNumber(81, { networkKey: newKey() })] as const
  const all = [...inside, ...outside]
  t.teardown(() => Promise.all(all.map(host => host[Symbol.asyncDispose]())))
  for (const host of all) host.allow(all.map(contact))
  await until(() => isConnected(inside[0], inside[1]))
  for (const host of outside) await t.rejects(host.dial(inside[0].addresses()[0] ?? ''), { code: 'peer/unreachable' })
  for (const host of outside) t.notOk(isConnected(inside[0], host))
})
