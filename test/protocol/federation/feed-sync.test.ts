import t from 'tap'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { MOST_ASKED, openFeedSync } from '../../../protocol/federation/feed-sync.ts'
import type { SyncMessage } from '../../../protocol/federation/feed-sync-message.ts'
import { MOST_PARKED } from '../../../protocol/federation/feed-sync-parked.ts'
import { seeded } from '../../simulation/seeded.ts'
import { holdings, type Lie, newFeed, readDisk, type SimNode, simulation, type Weather } from './feed-sync-rig.ts'

const FINE: Weather = { loss: 0, duplicate: 0, leastMs: 1, mostMs: 20 }
const STORM: Weather = { loss: 0.2, duplicate: 0.2, leastMs: 1, mostMs: 2_000 }
const MINUTE = 60_000

type Sim = ReturnType<typeof simulation>
const feedsOf = (sim: Sim) => sim.nodes.map(({ feed }) => feed)
/** What every node should hold: each feed as its writer has it. */
const truth = (sim: Sim) => sim.nodes.map(node => holdings(node, [node.feed])[0] ?? '')
const at = (sim: Sim, i: number): SimNode => {
  const node = sim.nodes[i]
  if (!node) throw new Error('no such node')
  return node
}

t.test('gossip alone brings entries in order, without a range being asked for', async t => {
  const sim = simulation(1, 3, FINE)
  sim.start()
  sim.run(1_000)
  for (let i = 0; i < 20; i++) {
    sim.write(at(sim, 0), 1)
    sim.run(sim.now() + 100)
  }
  for (const node of sim.nodes) t.same(holdings(node, feedsOf(sim)), truth(sim))
})

t.test('who was away catches up in ranges, in bounded pieces', async t => {
  const sim = simulation(2, 3, FINE)
  sim.partition((a, b) => a === at(sim, 2) || b === at(sim, 2))
  sim.start()
  for (let i = 0; i < 3; i++) sim.write(at(sim, 0), 450)
  sim.run(1_000)
  t.same(holdings(at(sim, 2), [at(sim, 0).feed]), ['0 '])
  sim.partition(() => false)
  sim.run(3_000)
  t.same(holdings(at(sim, 2), feedsOf(sim)), truth(sim))
  t.ok(at(sim, 2).most.ranges <= 2 * sim.nodes.length, 'one range appended and one waiting for each log')
})

t.test('a copy that is not complete is served onward', async t => {
  const sim = simulation(3, 3, FINE)
  const [writer, middle, last] = [at(sim, 0), at(sim, 1), at(sim, 2)]
  sim.partition((a, b) => [a, b].includes(last))
  sim.start()
  sim.run(100)
  sim.partition(() => true)
  writer.feed.write(1_400)
  sim.partition((a, b) => [a, b].includes(last))
  while ((middle.disk.get(writer.feed.log)?.entries.length ?? 0) < 1_000) sim.run(sim.now() + 1)
  const held = middle.disk.get(writer.feed.log)?.entries.length ?? 0
  t.ok(held < 1_400, `cut off at ${held} of 1,401`)
  sim.partition((a, b) => [a, b].includes(writer))
  sim.run(sim.now() + 2_000)
  t.same(holdings(last, [writer.feed]), holdings(middle, [writer.feed]))
  t.ok((last.disk.get(writer.feed.log)?.entries.length ?? 0) >= held)
  sim.partition(() => false)
  sim.run(sim.now() + 2_000)
  t.same(holdings(last, [writer.feed]), holdings(writer, [writer.feed]))
})

t.test('a catch-up is announced onward to those who cannot reach its source', async t => {
  const sim = simulation(4, 4, FINE)
  // A line: 0 – 1 – 2 – 3.
  const place = (node: SimNode) => sim.nodes.indexOf(node)
  sim.partition((a, b) => Math.abs(place(a) - place(b)) > 1)
  sim.start()
  sim.run(10_000)
  at(sim, 0).feed.write(50)
  // Nothing tells node 1 but the next comparison of heads; from there on it goes by announcements alone.
  while (holdings(at(sim, 1), [at(sim, 0).feed])[0] !== truth(sim)[0]) sim.run(sim.now() + 100)
  sim.run(sim.now() + 1_000)
  t.same(holdings(at(sim, 3), feedsOf(sim)), truth(sim))
})

/** One run through bad weather, a partition, crashes with and without their disks. */
function hardTimes(seed: number, liars: ReadonlyMap<number, Lie> = new Map()): Sim {
  const random = seeded(seed * 7919)
  const sim = simulation(seed, 5, STORM)
  for (const [i, lie] of liars) at(sim, i).lie = lie
  sim.start()
  for (let i = 0; i < 12; i++) {
    const node = at(sim, Math.floor(random() * 5))
    sim.later(random() * 3 * MINUTE, () => sim.write(node, 1 + Math.floor(random() * 6)))
  }
  sim.later(20_000, () => sim.write(at(sim, 0), 120))
  sim.later(30_000, () => sim.partition((a, b) => sim.nodes.indexOf(a) < 2 !== sim.nodes.indexOf(b) < 2))
  sim.later(2 * MINUTE, () => sim.partition(() => false))
  const [first, second] = [at(sim, 3), at(sim, 4)]
  sim.later(45_000, () => sim.crash(first, true))
  sim.later(100_000, () => sim.restart(first))
  sim.later(130_000, () => sim.crash(second, false))
  sim.later(150_000, () => sim.restart(second))
  sim.run(15 * MINUTE)
  return sim
}

t.test('loss, delay, reordering, duplicates, a partition and crashes: all end with the same logs', async t => {
  for (let seed = 1; seed <= 6; seed++) {
    const sim = hardTimes(seed)
    const expected = truth(sim)
    const wrong = sim.nodes.filter(node => holdings(node, feedsOf(sim)).join() !== expected.join())
    t.same(
      wrong.map(({ key }) => key),
      [],
      `seed ${seed}`,
    )
    for (const { most, engine, forks } of sim.nodes) {
      if (most.asked > MOST_ASKED || most.ranges > 2 * sim.nodes.length || most.parked > MOST_PARKED) {
        t.fail(`seed ${seed} held too much: ${JSON.stringify(most)}`)
      }
      const left = engine.load()
      if (left.pulls + left.asked + left.ranges + left.parked + forks.length > 0) {
        t.fail(`seed ${seed} left something behind: ${JSON.stringify({ left, forks })}`)
      }
    }
  }
})

const LIES: { [what: string]: Lie } = {
  'forges an entry in the middle of a range': message => {
    if (message.type !== 'range' || message.range.entries.length < 3) return message
    const [first, second, ...rest] = message.range.entries
    if (!first || !second) return message
    return { ...message, range: { ...message.range, entries: [first, first, ...rest] } }
  },
  'leaves out the last entry but keeps its proof': message =>
    message.type === 'range'
      ? { ...message, range: { ...message.range, entries: message.range.entries.slice(0, -1) } }
      : message,
  'gives a checkpoint that nobody signed': message =>
    message.type === 'range'
      ? { ...message, range: { ...message.range, checkpoint: message.range.checkpoint.replace(/\n\d+\n/, '\n999\n') } }
      : message,
  'boasts of entries that do not exist': message =>
    message.type === 'heads'
      ? { ...message, heads: message.heads.map(({ log }) => ({ log, size: 1_000_000 })) }
      : message,
  'answers nothing': message => (message.type === 'range' || message.type === 'nothing' ? undefined : message),
  'gives another part than it was asked for': message =>
    message.type === 'range' ? { ...message, range: { ...message.range, from: message.range.from + 1 } } : message,
}

for (const [what, lie] of Object.entries(LIES)) {
  t.test(`one that ${what} keeps nobody else from the truth`, async t => {
    const sim = hardTimes(77, new Map([[1, lie]]))
    const honest = sim.nodes.filter(node => !node.lie)
    const feeds = honest.map(({ feed }) => feed)
    const expected = honest.map(node => holdings(node, [node.feed])[0] ?? '')
    for (const node of honest) {
      t.same(holdings(node, feeds), expected)
      t.same(node.forks, [], 'a lying peer is not taken for a forked log')
      t.ok(node.most.ranges <= 2 * sim.nodes.length)
    }
  })
}

t.test('a writer with two histories is seen as such, and what was held first stays', async t => {
  const sim = simulation(5, 3, FINE)
  const writer = at(sim, 0)
  sim.start()
  sim.write(writer, 4)
  sim.run(1_000)
  const held = holdings(at(sim, 1), [writer.feed])
  const other = newFeed(1, 3)
  other.write(9)
  t.equal(other.log, writer.feed.log, 'the same log, by its id')
  writer.disk.set(other.log, other.disk)
  sim.run(5 * MINUTE)
  for (const node of [at(sim, 1), at(sim, 2)]) {
    t.same(holdings(node, [writer.feed]), held)
    t.same(node.forks, [other.log])
    t.match(
      node.engine.status(0).find(({ log }) => log === other.log),
      { forked: true },
    )
  }
})

t.test('a log whose gap is never filled keeps out no news of others', async t => {
  const [gapped, other] = [newFeed(1), newFeed(2)]
  const [federation, peer] = [gapped.log, publicKeyHex(gapped.signer.publicKey)]
  const engine = openFeedSync({ shelf: readDisk(new Map()), random: seeded(1) })
  const logs = [gapped, other].map(({ log }) => ({ log, own: false }))
  engine.follow([{ federation, logs, peers: [peer] }], 0)
  const [ahead] = gapped.write(1)
  const [news] = other.write(1)
  if (!ahead || !news) throw new Error('nothing was written')
  for (let i = 0; i < MOST_PARKED; i++) engine.announced(peer, { ...ahead, index: 10 + i }, 0)
  t.equal(engine.load().parked, MOST_PARKED)
  const effects = engine.announced(peer, { ...news, index: 0 }, 0)
  t.match(effects, [{ type: 'append', log: other.log }], 'what is next in order is appended at once')
  t.ok(engine.load().parked <= MOST_PARKED)
  t.same(
    engine.announced(peer, { ...ahead, index: 5_000 }, 0).filter(({ type }) => type === 'append'),
    [],
  )
  t.ok(engine.load().parked <= MOST_PARKED, 'and the gapped log itself gets no more room')
})

t.test('a message for a stranger is never made', async t => {
  const sim = simulation(6, 2, FINE)
  sim.start()
  const message: SyncMessage = { type: 'ask', id: 1, log: at(sim, 0).feed.log, from: 0, most: 10 }
  const stranger = publicKeyHex(new Uint8Array(32))
  t.same(at(sim, 0).engine.receive(stranger, message, 0), [])
  const heads: SyncMessage = { type: 'heads', heads: [], reply: true }
  t.same(at(sim, 0).engine.receive(stranger, heads, 0), [])
})

t.test('a log that says more than its budget is taken day by day, and none of it is lost', async t => {
  const feed = newFeed(1)
  const [federation, peer] = [feed.log, publicKeyHex(feed.signer.publicKey)]
  const day = 24 * 60 * MINUTE
  let size = 0
  const shelf = { size: () => size, read: () => undefined }
  const engine = openFeedSync({ shelf, random: seeded(1), budget: { entries: 500, bytes: 1_000_000_000, days: 1 } })
  engine.follow([{ federation, logs: [{ log: feed.log, own: false }], peers: [peer] }], 0)
  engine.connected(peer, 0)
  const [entry] = feed.write(1)
  if (!entry) throw new Error('nothing was written')
  /** Gives whatever is asked for and appends whatever is handed over, until nothing is. */
  const give = (nowMs: number) => {
    const heads: SyncMessage = { type: 'heads', heads: [{ log: feed.log, size: 1_700 }], reply: false }
    const left = engine.receive(peer, heads, nowMs)
    for (let effect = left.shift(); effect; effect = left.shift()) {
      if (effect.type === 'append') {
        size += effect.range.entries.length
        left.push(...engine.appended(effect.log, { size }, nowMs))
      }
      if (effect.type !== 'send' || effect.message.type !== 'ask') continue
      const { id, log, from, most } = effect.message
      const entries = Array.from({ length: Math.min(most, 1_700 - from) }, () => entry.signed)
      const range = { from, entries, checkpoint: entry.checkpoint, proof: [] }
      left.push(...engine.receive(peer, { type: 'range', id, log, range }, nowMs))
    }
  }
  for (let minute = 0; minute < 60; minute++) give(minute * MINUTE)
  const first = size
  t.ok(first >= 500 && first <= 1_000, 'a day at once, and at most one range more')
  t.match(engine.status(60 * MINUTE), [{ ahead: [{ why: 'budget' }] }])
  give(day / 2)
  t.equal(size, first, 'no more on the same day')
  for (let days = 1; days <= 3; days++) give(days * day)
  t.equal(size, 1_700)
  t.match(engine.status(3 * day), [{ ahead: [] }])
})

t.test('what is missing, from whom and why', async t => {
  const feed = newFeed(1)
  const [federation, peer] = [feed.log, publicKeyHex(feed.signer.publicKey)]
  const engine = openFeedSync({ shelf: readDisk(new Map()), random: seeded(1) })
  const plan = [{ federation, logs: [{ log: feed.log, own: false }], peers: [peer] }]
  const missing = (nowMs: number) => engine.status(nowMs)
  engine.follow(plan, 0)
  t.match(missing(0), [{ size: 0, peersAhead: 0, ahead: [], parked: 0 }], 'nothing is known of')
  engine.connected(peer, 0)
  const effects = engine.receive(peer, { type: 'heads', heads: [{ log: feed.log, size: 7 }], reply: false }, 10)
  t.match(missing(10), [{ peersAhead: 1, ahead: [{ peer, size: 7, why: 'asked' }] }], 'on its way')
  const asked = effects.find(effect => effect.type === 'send' && effect.message.type === 'ask')
  if (asked?.type !== 'send') throw new Error('nothing was asked for')
  engine.failed(peer, asked.message, 20)
  t.match(missing(20), [{ ahead: [{ size: 7, why: 'waiting' }] }], 'asked for again later')
  engine.disconnected(peer, 30)
  t.match(missing(30), [{ peersAhead: 0, ahead: [{ peer, size: 7, why: 'away' }] }], 'also after the peer has gone')
  engine.follow([{ federation, logs: [{ log: feed.log, own: false }], peers: [] }], 40)
  t.match(missing(40), [{ ahead: [] }], 'of one that is in the federation no more nothing is kept')
})
