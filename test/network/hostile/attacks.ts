import { createHash, randomBytes } from 'node:crypto'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { author } from '../../../protocol/author.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { encodeAnnouncement, feedTopic } from '../../../protocol/federation/feed-announcement.ts'
import { encodeSyncMessage } from '../../../protocol/federation/feed-sync-message.ts'
import { signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { type Client, hostileClient, push, streamTo } from './client.ts'

/** What the attacker knows: whom to attack, and the feed of an honest group with entries in it. */
export type Target = { readonly address: string; readonly federation: Cid; readonly feed: Cid; readonly size: number }
export type Outcome = { readonly tried: number; readonly cut: boolean }
export type Attack = (seed: Uint8Array, target: Target) => Promise<Outcome>

const FEEDS = '/comunal/feeds/1'
const PROTOCOLS = [FEEDS, '/comunal/evidence/1', '/comunal/witness/1', '/comunal/cosigned/1']
const DOOR = ['/comunal/genesis/1', '/comunal/submit/1']
/** An attack that works ends before; one that the victim does not answer goes on as long, on however slow a machine. */
const LONGEST_MS = 60_000
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Goes on until the victim cuts it off, or for as long as an attack lasts. */
async function untilCut(seed: Uint8Array, target: Target, step: (client: Client, turn: number) => Promise<number>) {
  const client = await hostileClient(seed, target.address)
  const startMs = performance.now()
  let tried = 0
  let turn = 0
  while (client.connection.status === 'open' && performance.now() - startMs < LONGEST_MS) {
    tried += await step(client, turn++)
    await pause(1)
  }
  const cut = client.connection.status !== 'open'
  await client.stop()
  return { tried, cut }
}

/** A length prefix of 2 MiB minus one, in LEB128, and the beginning of what it announces. */
const halfFrame = (bytes: number) => new Uint8Array([0xff, 0xff, 0x7f, ...new Uint8Array(bytes)])

const garbage: Attack = (seed, target) =>
  untilCut(seed, target, async ({ connection }, turn) => {
    const protocol = [...PROTOCOLS, ...DOOR][turn % 6] ?? FEEDS
    const stream = await streamTo(connection, protocol)
    if (stream) push(stream, new Uint8Array([40, ...randomBytes(40)]))
    return 1
  })

const oversize: Attack = (seed, target) =>
  untilCut(seed, target, async ({ connection }, turn) => {
    const stream = await streamTo(connection, PROTOCOLS[turn % 4] ?? FEEDS)
    // Announces a gigabyte.
    if (stream) push(stream, new Uint8Array([0x80, 0x80, 0x80, 0x80, 0x04, ...new Uint8Array(60_000)]))
    return 1
  })

const halfOpen: Attack = (seed, target) =>
  untilCut(seed, target, async ({ connection }) => {
    const stream = await streamTo(connection, FEEDS)
    for (let i = 0; stream && i < 6; i++) push(stream, i === 0 ? halfFrame(200_000) : new Uint8Array(200_000))
    return 1
  })

/** Asks for whole ranges and reads none of them; many at a time, or on a slow machine few would be open at once. */
const unread: Attack = (seed, target) =>
  untilCut(seed, target, async ({ connection }, turn) => {
    const askOnce = async () => {
      const stream = await streamTo(connection, FEEDS)
      if (stream?.status === 'open') stream.pause()
      const ask = encodeSyncMessage({ type: 'ask', id: turn, log: target.feed, from: 0, most: 500 })
      if (stream) push(stream, new Uint8Array([ask.length, ...ask]))
    }
    await Promise.all(Array.from({ length: 16 }, askOnce))
    return 16
  })

/** One key over as many connections as it gets. */
const connections: Attack = async (seed, target) => {
  // Who is cut before the dial has come back was not let in either.
  const dial = () => hostileClient(seed, target.address).catch(() => undefined)
  const dialed = await Promise.all(Array.from({ length: 12 }, dial))
  const clients = dialed.filter(client => client !== undefined)
  const open = () => clients.reduce((sum, client) => sum + client.open(), 0)
  const startMs = performance.now()
  await pause(1_500)
  while (open() > 4 && performance.now() - startMs < LONGEST_MS) await pause(50)
  const cut = open() <= 4
  for (const client of clients) await client.stop()
  return { tried: dialed.length, cut }
}

const TINY = {
  ...{ revises: null, direction: 'offer' as const, kind: 'x', title: 'Smoke', quantity: 1, unit: 'x' },
  ...{ fromMs: 0, untilMs: 1, place: null, terms: '' },
}

/** Tiny entries in an honest group's feed, signed by strangers over checkpoints of strangers; each sent twice. */
function forgedMessages({ feed, size }: Target, count: number): Uint8Array[] {
  const stranger = nativeSignerFromSeed(new Uint8Array(32).fill(99))
  const root = new Uint8Array(32)
  const checkpoint = signCheckpoint({ log: feed, size: size + count, root }, stranger)
  return Array.from({ length: count }, (_, i) => {
    const authoring = { log: feed, at: 1, seq: i + 1, salt: new Uint8Array(16) }
    const signed = author('offer/published', TINY, authoring, stranger)
    return encodeAnnouncement({ log: feed, index: size + i, signed, checkpoint, proof: [] })
  })
}

/** First what does not hold, then as many bytes as the victim takes. */
const gossip: Attack = async (seed, target) => {
  const topic = feedTopic(target.federation)
  const messages = forgedMessages(target, 2_000)
  return untilCut(seed, target, async ({ node }, turn) => {
    if (turn === 0) {
      node.services.pubsub.subscribe(topic)
      await pause(1_500)
    }
    const batch = turn < 40 ? messages.slice(turn * 50, (turn + 1) * 50) : [new Uint8Array(randomBytes(500_000))]
    for (const message of batch) {
      await node.services.pubsub.publish(topic, message).catch(() => undefined)
      await node.services.pubsub.publish(topic, message).catch(() => undefined)
    }
    return batch.length
  })
}

/** Not in the roster: connects as often as it can. */
const stranger: Attack = async (_seed, target) => {
  const seed = createHash('sha256').update('stranger').digest()
  let letIn = 0
  for (let turn = 0; turn < 10; turn++) {
    const client = await hostileClient(new Uint8Array(seed), target.address).catch(() => undefined)
    if (!client) continue
    const stream = await streamTo(client.connection, FEEDS)
    if (stream) {
      await pause(200)
      if (stream.status === 'open' && client.connection.status === 'open') letIn++
    }
    await client.stop()
  }
  return { tried: 10, cut: letIn === 0 }
}

export const ATTACKS: Readonly<Record<string, Attack>> = {
  garbage,
  oversize,
  halfOpen,
  unread,
  connections,
  gossip,
  stranger,
}
