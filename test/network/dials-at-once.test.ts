import t from 'tap'
import type { PeerKey } from '../../node/federation/host/peer-key.ts'
import { superviseDials } from '../../node/federation/host/supervisor.ts'
import { until } from './host-rig.ts'

const keyOf = (n: number) => n.toString(16).padStart(64, '0') as PeerKey

/** A supervisor whose dials end when the test says so. */
function supervised() {
  const underWay = new Map<PeerKey, PromiseWithResolvers<void>>()
  const connected = new Set<PeerKey>()
  const dialed: PeerKey[] = []
  const supervisor = superviseDials({
    self: keyOf(0),
    now: Date.now,
    random: () => 0,
    isConnected: peer => connected.has(peer),
    dial(peer) {
      dialed.push(peer)
      const dial = Promise.withResolvers<void>()
      underWay.set(peer, dial)
      return dial.promise.finally(() => underWay.delete(peer))
    },
    onFailure() {},
  })
  const peers = new Map<PeerKey, string[]>()
  return {
    supervisor,
    dialed,
    underWay,
    add(from: number, to: number) {
      for (let n = from; n <= to; n++) peers.set(keyOf(n), [`/ip4/127.0.0.1/tcp/${n}`])
      supervisor.replace(peers)
    },
    succeeds(peer: PeerKey) {
      connected.add(peer)
      supervisor.connected(peer)
      underWay.get(peer)?.resolve()
    },
    fails: (peer: PeerKey) => underWay.get(peer)?.reject(new Error('nobody there')),
  }
}

t.test('a large federation is dialed a few at a time, and all of it', async t => {
  const { supervisor, underWay, dialed, add, succeeds } = supervised()
  t.teardown(() => supervisor.stop())
  add(1, 30)
  let most = 0
  for (let done = 0; done < 30; done++) {
    await until(() => underWay.size > 0)
    most = Math.max(most, underWay.size)
    const [peer] = underWay.keys()
    if (peer) succeeds(peer)
    await until(() => !peer || !underWay.has(peer))
  }
  t.equal(new Set(dialed).size, 30)
  t.equal(dialed.length, 30, 'each once')
  t.ok(most > 1 && most <= 8, `${most} at once`)
})

t.test('who is there for the first time does not wait behind those that did not answer', async t => {
  const { supervisor, underWay, dialed, add, fails, succeeds } = supervised()
  t.teardown(() => supervisor.stop())
  add(1, 1)
  await until(() => underWay.has(keyOf(1)))
  add(2, 8)
  await until(() => underWay.size === 8)
  fails(keyOf(1))
  await until(() => !underWay.has(keyOf(1)))
  add(9, 9)
  await until(() => underWay.size === 8)
  // Its time has come again, and there is no room.
  await until(() => supervisor.state(keyOf(1))?.nextDialAtMs === null)
  add(10, 10)
  await until(() => supervisor.state(keyOf(10))?.nextDialAtMs === null)
  const before = dialed.length
  succeeds(keyOf(2))
  await until(() => dialed.length > before)
  t.equal(dialed[before], keyOf(10))
  succeeds(keyOf(3))
  await until(() => dialed.length > before + 1)
  t.equal(dialed[before + 1], keyOf(1), 'whose turn comes all the same')
})
