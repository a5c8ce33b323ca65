import t from 'tap'
import type { NetworkHost } from '../../node/federation/host/host.ts'
import { until } from '../support/patience.ts'
import {
  bytes,
  contact,
  hearInto,
  hostNumber,
  introduceAll,
  isConnected,
  pairOfHosts,
  text,
  wholeMessage,
} from './host-rig.ts'

const close = (hosts: NetworkHost[]) => Promise.all(hosts.map(host => host[Symbol.asyncDispose]()))

/** Publishes until somebody hears it: a mesh needs a moment after the connection. */
async function publishUntil(host: NetworkHost, topic: string, heard: () => boolean): Promise<void> {
  let number = 0
  await until(() => {
    void host.publish(topic, bytes(`warm ${number++}`))
    return heard()
  })
}

t.test('a message reaches ten hosts, each once', async t => {
  const hosts = await Promise.all(Array.from({ length: 10 }, (_, number) => hostNumber(100 + number)))
  const heard = new Map<NetworkHost, string[]>(hosts.map(host => [host, []]))
  for (const host of hosts) {
    host.subscribe('feed', hearInto(heard.get(host) ?? []), wholeMessage)
  }
  introduceAll(hosts)
  await until(() => hosts.every(host => hosts.every(other => host === other || isConnected(host, other))))
  const [publisher] = hosts
  if (publisher === undefined) throw new Error('no hosts')
  const others = hosts.slice(1)
  await publishUntil(publisher, 'feed', () => others.every(host => (heard.get(host)?.length ?? 0) > 0))
  for (let number = 0; number < 50; number++) await publisher.publish('feed', bytes(`message ${number}`))
  const messagesOf = (host: NetworkHost) => (heard.get(host) ?? []).filter(message => message.startsWith('message'))
  await until(() => others.every(host => messagesOf(host).length >= 50))
  await new Promise(resolve => setTimeout(resolve, 300))
  for (const host of others) t.equal(new Set(messagesOf(host)).size, 50)
  for (const host of others) t.equal(messagesOf(host).length, 50)
  t.same(messagesOf(publisher), [], 'nobody hears themselves')
  await close(hosts)
})

t.test('an invalid message is not passed on, and a validator that throws ignores', async t => {
  // A line of three: what the last one hears has gone through the middle.
  const [first, middle, last] = [await hostNumber(121), await hostNumber(122), await hostNumber(123)]
  first.allow([contact(middle)])
  middle.allow([contact(first), contact(last)])
  last.allow([contact(middle)])
  const atLast: string[] = []
  const fromWhom = new Set<string>()
  first.subscribe('feed', () => 'accept', wholeMessage)
  middle.subscribe(
    'feed',
    message => {
      if (text(message) === 'throws') throw new Error('a bug in a validator')
      if (text(message) === 'rejected') return 'reject'
      return text(message) === 'ignored' ? 'ignore' : Promise.resolve('accept')
    },
    message => {
      if (text(message) === 'no id') throw new Error('a bug in the id')
      return message
    },
  )
  last.subscribe(
    'feed',
    (message, from) => {
      atLast.push(text(message))
      fromWhom.add(from)
      return 'accept'
    },
    wholeMessage,
  )
  await publishUntil(first, 'feed', () => atLast.length > 0)
  for (const message of ['rejected', 'ignored', 'throws', 'no id', 'good']) await first.publish('feed', bytes(message))
  await until(() => atLast.includes('good') && atLast.includes('no id'))
  await new Promise(resolve => setTimeout(resolve, 1_200))
  t.notOk(atLast.some(message => ['rejected', 'ignored', 'throws'].includes(message)))
  t.same([...fromWhom], [middle.publicKey], 'the sender named is the one that the message came from')
  await close([first, middle, last])
})

t.test('a peer that keeps sending invalid messages is no longer listened to', async t => {
  const [honest, faulty] = await pairOfHosts(124, 125)
  const judged: string[] = []
  honest.subscribe(
    'feed',
    message => {
      judged.push(text(message))
      return text(message).startsWith('bad') ? 'reject' : 'accept'
    },
    wholeMessage,
  )
  faulty.subscribe('feed', () => 'accept', wholeMessage)
  await publishUntil(faulty, 'feed', () => judged.length > 0)
  for (let number = 0; number < 3; number++) await faulty.publish('feed', bytes(`bad ${number}`))
  await until(() => judged.filter(message => message.startsWith('bad')).length === 3)
  await faulty.publish('feed', bytes('after'))
  await new Promise(resolve => setTimeout(resolve, 300))
  t.notOk(judged.includes('after'))
  t.ok(isConnected(honest, faulty), 'but stays connected: sync judges for itself')
  await close([honest, faulty])
})

t.test('publishing to nobody, and the same thing twice, is no failure', async t => {
  const host = await hostNumber(126)
  host.subscribe('feed', () => 'accept', wholeMessage)
  await host.publish('feed', bytes('alone'))
  await host.publish('feed', bytes('alone'))
  host.unsubscribe('feed')
  await t.rejects(host.publish('feed', bytes('alone')), 'without a subscription it is a mistake of ours')
  await close([host])
})

t.test('gossip flows again after a reconnection', async t => {
  const [steady, first] = await pairOfHosts(127, 128)
  const heard: string[] = []
  steady.subscribe('feed', hearInto(heard), wholeMessage)
  await close([first])
  const second = await hostNumber(128)
  second.subscribe('feed', () => 'accept', wholeMessage)
  introduceAll([steady, second])
  await publishUntil(second, 'feed', () => heard.length > 0)
  t.ok(heard.length > 0)
  await close([steady, second])
})
