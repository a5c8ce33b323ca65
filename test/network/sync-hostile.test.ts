import t from 'tap'
import { startHost } from '../../node/federation/host/host.ts'
import { shelfOf } from '../../node/federation/shelf.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { encodeAnnouncement, feedTopic } from '../../protocol/federation/feed-announcement.ts'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  type FeedRange,
  type SyncMessage,
} from '../../protocol/federation/feed-sync-message.ts'
import { decodeSubmissionAnswer } from '../../protocol/federation/submission.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { until } from '../support/patience.ts'
import { accepted, person, seededBytes, testClock } from '../support/test-core.ts'
import { isConnected, LOOPBACK } from './host-rig.ts'
import { federationNode, held, join, type NetNode, netNode, offer, offersAt, ticketOf } from './sync-rig.ts'

const FEEDS = '/comunal/feeds/1'
const clock = testClock()
const federation = await federationNode('Housing network', clock)
const honest = await netNode('Honest group', clock)
const liar = await netNode('Lying group', clock)
t.teardown(async () => {
  for (const node of [liar, honest, federation]) await node[Symbol.asyncDispose]()
})
const { feed } = accepted(await join(honest, await ticketOf(federation)))
const lying = accepted(await join(liar, await ticketOf(federation)))
await until(() => [federation, honest, liar].every(node => held(node, feed) === held(honest, feed)))
await until(() => [federation, honest].every(node => held(node, lying.feed) === held(liar, lying.feed)))
accepted(await honest.act(honest.steward.signer, 'offer/published', offer('Bread'), feed))
await until(() => [federation, liar].every(node => offersAt(node).includes('Bread')))

/** The lying group's node is replaced by a program that answers as it likes. */
await liar.network[Symbol.asyncDispose]()
await liar.host[Symbol.asyncDispose]()
const asked: SyncMessage[] = []
let answer: (message: SyncMessage) => SyncMessage | undefined = () => undefined
const forger = await startHost({
  seed: seededBytes('group/Lying group')(32),
  listen: [LOOPBACK],
  now: Date.now,
  random: Math.random,
  log: openLogger('silent'),
})
t.teardown(() => forger[Symbol.asyncDispose]())
forger.handle(FEEDS, async bytes => {
  const message = decodeSyncMessage(bytes)
  if (isRefusal(message)) return new Uint8Array()
  asked.push(message)
  const said = answer(message)
  return said ? encodeSyncMessage(said) : new Uint8Array()
})
forger.allow([{ key: federation.core.nodeKey, addresses: federation.host.addresses() }])
await until(() => isConnected(forger, federation.host))

const tell = (heads: { log: Cid; size: number }[]) =>
  forger.request(federation.core.nodeKey, FEEDS, encodeSyncMessage({ type: 'heads', heads, reply: false }))
const rangeOf = (node: NetNode, log: Cid, from: number, most: number): FeedRange => {
  const range = shelfOf(node.core).read(log, from, most)
  if (!range) throw new Error('nothing to give')
  return range
}
/** Lets the federation ask the forger for more of a log, and gives it this, which it disbelieves. */
async function give(log: Cid, range: FeedRange): Promise<void> {
  const before = asked.length
  answer = message => (message.type === 'ask' ? { type: 'range', id: message.id, log: message.log, range } : undefined)
  await tell([{ log, size: range.from + range.entries.length }])
  await until(() => asked.slice(before).some(({ type }) => type === 'ask'))
  await until(() => isDisbelieved(log))
}
function isDisbelieved(log: Cid): boolean {
  const status = federation.network.status().feeds.find(feed => feed.log === log)
  return status?.ahead.some(({ peer, why }) => peer === forger.publicKey && why === 'refused') ?? false
}
/** Something in the liar's own name, but for another's feed. */
const forged = (title: string, log: Cid) =>
  author(
    'offer/published',
    offer(title),
    { log, at: clock.now(), seq: 99, salt: new Uint8Array(16) },
    person('steward of Lying group').signer,
  )

t.test('an entry forged into another’s feed is refused, and its giver is not asked for that feed again', async t => {
  const before = held(federation, feed)
  const size = honest.core.logs.get(feed)?.range.size ?? 0
  const genuine = rangeOf(honest, feed, size - 1, 1)
  const root = new Uint8Array(32).fill(1)
  const checkpoint = signCheckpoint({ log: feed, size: size + 1, root }, liar.core.signer)
  await give(feed, { ...genuine, from: size, entries: [forged('Poison', feed)], checkpoint })
  t.equal(held(federation, feed), before)
  const timesAsked = () => asked.filter(message => message.type === 'ask' && message.log === feed).length
  const times = timesAsked()
  await tell([{ log: feed, size: size + 5 }])
  await new Promise(resolve => setTimeout(resolve, 300))
  t.equal(timesAsked(), times, 'its word on this feed counts for nothing now')
  accepted(await honest.act(honest.steward.signer, 'offer/published', offer('Milk'), feed))
  await until(() => offersAt(federation).includes('Milk'))
  t.notOk(offersAt(federation).includes('Poison'))
})

t.test('a feed whose own node signs a wrong root is not appended to', async t => {
  const before = held(federation, lying.feed)
  const size = liar.core.logs.get(lying.feed)?.range.size ?? 0
  const root = new Uint8Array(32).fill(2)
  const checkpoint = signCheckpoint({ log: lying.feed, size: size + 1, root }, liar.core.signer)
  await give(lying.feed, { from: size, entries: [forged('Air', lying.feed)], checkpoint, proof: [] })
  t.equal(held(federation, lying.feed), before)
})

t.test('gossip that does not hold is not passed on', async t => {
  const size = honest.core.logs.get(feed)?.range.size ?? 0
  const checkpoint = signCheckpoint({ log: feed, size: size + 1, root: new Uint8Array(32) }, liar.core.signer)
  const message = encodeAnnouncement({ log: feed, index: size, signed: forged('Smoke', feed), checkpoint, proof: [] })
  const topic = feedTopic(federation.id)
  forger.subscribe(
    topic,
    () => 'accept',
    bytes => bytes,
  )
  await new Promise(resolve => setTimeout(resolve, 1_200))
  await forger.publish(topic, message)
  await forger.publish(topic, new Uint8Array([1, 2, 3]))
  await new Promise(resolve => setTimeout(resolve, 300))
  for (const node of [federation, honest]) t.notOk(offersAt(node).includes('Smoke'))
  t.equal(held(federation, feed), held(honest, feed))
})

t.test('a stranger gets nothing', async t => {
  const stranger = await startHost({
    seed: new Uint8Array(32).fill(77),
    listen: [LOOPBACK],
    now: Date.now,
    random: Math.random,
    log: openLogger('silent'),
  })
  t.teardown(() => stranger[Symbol.asyncDispose]())
  const address = federation.host.addresses()[0] ?? ''
  await t.rejects(stranger.dial(address), 'the door is shut')
  await ticketOf(federation)
  const peer = await stranger.dial(address)
  const ask: SyncMessage = { type: 'ask', id: 1, log: feed, from: 0, most: 10 }
  await t.rejects(stranger.request(peer, FEEDS, encodeSyncMessage(ask)), { code: 'peer/not-allowed' })
  const mandate = new TextEncoder().encode(feed)
  const evidence = async () => {
    for await (const _ of stranger.requestMany(peer, '/comunal/evidence/1', mandate)) t.fail('a block')
  }
  await t.rejects(evidence(), { code: 'peer/not-allowed' })
  const entry = encodeSignedEntry(forged('Snake oil', feed))
  const submitted = decodeSubmissionAnswer(await stranger.request(peer, '/comunal/submit/1', entry))
  t.match(submitted, { code: 'entry/not-for-this-log' }, 'only a joining comes in by the door')
  const otherGenesis = await stranger.request(peer, '/comunal/genesis/1', new TextEncoder().encode(honest.id))
  t.equal(otherGenesis.length, 0)
})

t.test('what is no message ends in a refusal, and the node goes on', async t => {
  const peer = federation.core.nodeKey
  await t.rejects(forger.request(peer, FEEDS, new Uint8Array([255, 0])), { code: 'message/malformed' })
  await t.rejects(forger.request(peer, FEEDS, new Uint8Array(0)), { code: 'message/malformed' })
  const range: SyncMessage = { type: 'nothing', id: 12_345, log: feed }
  t.equal((await forger.request(peer, FEEDS, encodeSyncMessage(range))).length, 0)
  accepted(await honest.act(honest.steward.signer, 'offer/published', offer('Butter'), feed))
  await until(() => offersAt(federation).includes('Butter'))
})
