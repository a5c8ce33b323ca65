import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { verifyOneNatively } from '../../../node/log/native-verify.ts'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { toHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type Announcement, checkAnnouncement } from '../../../protocol/federation/feed-announcement.ts'
import { type Effect, type FeedSync, openFeedSync, type Shelf } from '../../../protocol/federation/feed-sync.ts'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  type FeedRange,
  type SyncMessage,
} from '../../../protocol/federation/feed-sync-message.ts'
import { judgeExtension, proveEntry, sidesOf } from '../../../protocol/federation/feed-sync-proof.ts'
import type { FollowPlan } from '../../../protocol/federation/feed-sync-scope.ts'
import type { Signer } from '../../../protocol/keys/signer.ts'
import type { Verify } from '../../../protocol/keys/verify.ts'
import { openCheckpoint, signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { decodeEntry, type SignedEntry, signEntry } from '../../../protocol/log/entry.ts'
import { appendLeaves, type CompactRange, emptyRange, rangeRoot } from '../../../protocol/log/merkle.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import { seeded } from '../../simulation/seeded.ts'

/** The same few checkpoints are verified by every node again and again: once is enough here. */
const verdicts = new Map<string, boolean>()
export const verifyOnce: Verify = (publicKey, message, signature) => {
  const name = `${toHex(publicKey)} ${toHex(signature)} ${toHex(message)}`
  const verdict = verdicts.get(name) ?? verifyOneNatively(publicKey, message, signature)
  verdicts.set(name, verdict)
  return verdict
}

/** A log on a disk of its own: what a crash leaves. */
export type DiskLog = {
  entries: SignedEntry[]
  range: CompactRange
  nodes: Map<string, Uint8Array>
  checkpoint: string
  checkpointSize: number
  beyond: readonly Uint8Array[]
}

export const emptyLog = (): DiskLog => ({
  entries: [],
  range: emptyRange(),
  nodes: new Map(),
  checkpoint: '',
  checkpointSize: 0,
  beyond: [],
})

export function readDisk(disk: ReadonlyMap<Cid, DiskLog>, mostEntries = 500): Shelf {
  return {
    size: log => disk.get(log)?.entries.length ?? 0,
    read(log, from, most) {
      const held = disk.get(log)
      const entries = held?.entries.slice(from, from + Math.min(most, mostEntries)) ?? []
      if (!held || entries.length === 0) return undefined
      const proof = proveEntry(from + entries.length - 1, copyOf(held))
      return { from, entries, checkpoint: held.checkpoint, proof }
    },
  }
}

const copyOf = ({ entries, nodes, checkpointSize, beyond }: DiskLog) => ({
  size: entries.length,
  checkpointSize,
  beyond,
  node(level: number, index: number) {
    const hash = nodes.get(`${level}/${index}`)
    if (!hash) throw new Error(`node ${level}/${index} is not held`)
    return hash
  },
})

/** What a node does with a range: the rules of the store, in memory. */
export function appendRange(disk: DiskLog, log: Cid, writer: Uint8Array, range: FeedRange): { size: number } | Refusal {
  const claimed = openCheckpoint(range.checkpoint, log, writer, verifyOnce)
  if (isRefusal(claimed)) return claimed
  const size = disk.entries.length
  if (range.from > size) return refuse('feed/gap')
  const fresh = range.entries.slice(size - range.from)
  const decoded = fresh.map(signed => decodeEntry(signed))
  const leaves: Uint8Array[] = []
  for (const entry of decoded) {
    if (isRefusal(entry)) return entry
    leaves.push(entry.leafHash)
  }
  const last = leaves.at(-1)
  if (!last) return { size }
  const before = appendLeaves(disk.range, leaves.slice(0, -1)).range
  const refusal = judgeExtension({ before, leafHash: last, checkpoint: claimed, proof: range.proof })
  if (refusal) return leaves.length === 1 ? refusal : refuse('feed/bad-checkpoint')
  grow(disk, fresh, leaves)
  disk.checkpoint = range.checkpoint
  disk.checkpointSize = claimed.size
  disk.beyond = sidesOf(before.size, claimed.size, range.proof).right
  return { size: disk.entries.length }
}

function grow(disk: DiskLog, entries: readonly SignedEntry[], leaves: readonly Uint8Array[]): void {
  const grown = appendLeaves(disk.range, leaves)
  disk.range = grown.range
  for (const { level, index, hash } of grown.nodes) disk.nodes.set(`${level}/${index}`, hash)
  disk.entries.push(...entries)
}

/** A feed and the key that writes it. */
export type Feed = { log: Cid; signer: Signer; disk: DiskLog; write(count: number): Announcement[] }

/** @param forkAt from this entry on it is another history under the same key. */
export function newFeed(seed: number, forkAt = Number.POSITIVE_INFINITY): Feed {
  const signer = nativeSignerFromSeed(new Uint8Array(32).fill(seed))
  const disk = emptyLog()
  let seq = 0
  const sign = (log: Cid | null): SignedEntry => {
    const salt = new Uint8Array(16).fill(seed)
    const body = { seed, fork: seq >= forkAt }
    return signEntry({ log, kind: 'test/said', at: 0, seq: seq++, body, salt }, signer)
  }
  const put = (log: Cid, entries: SignedEntry[]) => {
    const leaves = entries.map(signed => {
      const entry = decodeEntry(signed)
      if (isRefusal(entry)) throw new Error(entry.code)
      return entry.leafHash
    })
    grow(disk, entries, leaves)
    disk.checkpointSize = disk.entries.length
    disk.checkpoint = signCheckpoint({ log, size: disk.entries.length, root: rangeRoot(disk.range) }, signer)
  }
  const genesis = sign(null)
  const decoded = decodeEntry(genesis)
  if (isRefusal(decoded)) throw new Error(decoded.code)
  const log = decoded.id
  put(log, [genesis])
  return {
    log,
    signer,
    disk,
    write(count) {
      const from = disk.entries.length
      put(
        log,
        Array.from({ length: count }, () => sign(log)),
      )
      return disk.entries.slice(from).map((signed, i) => ({
        log,
        index: from + i,
        signed,
        checkpoint: disk.checkpoint,
        proof: proveEntry(from + i, copyOf(disk)),
      }))
    },
  }
}

/** What a liar does to a message on its way out; undefined: it says nothing. */
export type Lie = (message: SyncMessage) => SyncMessage | undefined

export type SimNode = {
  key: PublicKeyHex
  feed: Feed
  disk: Map<Cid, DiskLog>
  engine: FeedSync
  up: boolean
  lie: Lie | undefined
  /** Counts restarts: what was under way before a crash never comes back. */
  life: number
  timerMs: number
  most: { asked: number; ranges: number; parked: number }
  forks: Cid[]
}

export type Weather = { loss: number; duplicate: number; leastMs: number; mostMs: number }

/** Nodes of one federation in virtual time, over a network as bad as the weather. */
export function simulation(seed: number, count: number, weather: Weather) {
  const random = seeded(seed)
  const events: { atMs: number; order: number; act: () => void }[] = []
  let nowMs = 0
  let order = 0
  let cut: (a: SimNode, b: SimNode) => boolean = () => false
  const later = (delayMs: number, act: () => void) => {
    events.push({ atMs: nowMs + delayMs, order: order++, act })
  }
  const delay = () => weather.leastMs + random() * (weather.mostMs - weather.leastMs)
  const federation = cidOfBytes(new Uint8Array([seed & 255, 1]))

  const nodes: SimNode[] = Array.from({ length: count }, (_, i) => {
    const feed = newFeed(i + 1)
    const disk = new Map([[feed.log, feed.disk]])
    const most = { asked: 0, ranges: 0, parked: 0 }
    const engine = openFeedSync({ shelf: readDisk(disk), random })
    const key = publicKeyHex(feed.signer.publicKey)
    return { key, feed, disk, engine, up: true, lie: undefined, life: 0, timerMs: 0, most, forks: [] }
  })
  const planOf = (node: SimNode): FollowPlan => [
    {
      federation,
      logs: nodes.map(({ feed }) => ({ log: feed.log, own: feed === node.feed })),
      peers: nodes.filter(other => other !== node).map(({ key }) => key),
    },
  ]
  const reaches = (a: SimNode, b: SimNode) => a.up && b.up && !cut(a, b)

  const carry = (from: SimNode, to: SimNode, act: () => void) => {
    const copies = random() < weather.loss ? 0 : random() < weather.duplicate ? 2 : 1
    const { life } = to
    for (let i = 0; i < copies; i++) {
      later(delay(), () => {
        if (reaches(from, to) && to.life === life) act()
      })
    }
  }
  const send = (from: SimNode, peer: string, message: SyncMessage) => {
    const to = nodes.find(({ key }) => key === peer)
    const said = from.lie ? from.lie(message) : message
    if (!to || !said) return
    const decoded = decodeSyncMessage(encodeSyncMessage(said))
    if (isRefusal(decoded)) throw new Error(decoded.code)
    carry(from, to, () => perform(to, to.engine.receive(from.key, decoded, nowMs)))
  }
  const append = (node: SimNode, log: Cid, range: FeedRange) => {
    const { life } = node
    later(1 + random() * 20, () => {
      if (node.life !== life) return
      const owner = nodes.find(({ feed }) => feed.log === log)
      if (!owner || owner === node) throw new Error('asked to write a log of its own or of nobody')
      const held = node.disk.get(log) ?? emptyLog()
      const outcome = appendRange(held, log, owner.feed.signer.publicKey, range)
      if (!isRefusal(outcome)) node.disk.set(log, held)
      perform(node, node.engine.appended(log, outcome, nowMs))
    })
  }
  const perform = (node: SimNode, effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'send') send(node, effect.peer, effect.message)
      else if (effect.type === 'append') append(node, effect.log, effect.range)
      else if (effect.type === 'forked') node.forks.push(effect.log)
      else {
        const { life } = node
        node.timerMs = effect.atMs
        later(Math.max(0, effect.atMs - nowMs), () => {
          if (node.life === life && node.timerMs === effect.atMs) perform(node, node.engine.tick(nowMs))
        })
      }
    }
    const load = node.engine.load()
    node.most.asked = Math.max(node.most.asked, load.asked)
    node.most.ranges = Math.max(node.most.ranges, load.ranges)
    node.most.parked = Math.max(node.most.parked, load.parked)
  }
  const link = (a: SimNode, b: SimNode, isUp: boolean) => {
    if (isUp) perform(a, a.engine.connected(b.key, nowMs))
    else perform(a, a.engine.disconnected(b.key, nowMs))
  }
  const pairs = () => nodes.flatMap(a => nodes.filter(b => b !== a).map(b => ({ a, b })))
  const relink = (wasLinked: ReadonlySet<string>) => {
    for (const { a, b } of pairs()) {
      const [was, is] = [wasLinked.has(`${a.key} ${b.key}`), reaches(a, b)]
      if (was !== is && a.up) link(a, b, is)
    }
  }
  const linked = () =>
    new Set(
      pairs()
        .filter(({ a, b }) => reaches(a, b))
        .map(({ a, b }) => `${a.key} ${b.key}`),
    )
  const changeLinks = (change: () => void) => {
    const before = linked()
    change()
    relink(before)
  }

  return {
    nodes,
    random,
    now: () => nowMs,
    start() {
      for (const node of nodes) perform(node, node.engine.follow(planOf(node), nowMs))
      relink(new Set())
    },
    /** A node writes entries and gossips each to every peer it reaches, with what the weather does to them. */
    write(node: SimNode, entries: number) {
      for (const announcement of node.feed.write(entries)) {
        for (const to of nodes) {
          if (to === node || !reaches(node, to)) continue
          carry(node, to, () => {
            const entry = checkAnnouncement(announcement, node.feed.signer.publicKey, verifyOnce)
            if (isRefusal(entry)) throw new Error(entry.code)
            perform(to, to.engine.announced(node.key, announcement, nowMs))
          })
        }
      }
    },
    partition: (isCut: (a: SimNode, b: SimNode) => boolean) =>
      changeLinks(() => {
        cut = isCut
      }),
    /** The process dies; with `keepDisk` false its copies of others' logs are gone too. */
    crash: (node: SimNode, keepDisk: boolean) =>
      changeLinks(() => {
        node.up = false
        node.life++
        if (!keepDisk) for (const log of [...node.disk.keys()]) if (log !== node.feed.log) node.disk.delete(log)
        node.engine = openFeedSync({ shelf: readDisk(node.disk), random })
      }),
    restart: (node: SimNode) =>
      changeLinks(() => {
        node.up = true
        perform(node, node.engine.follow(planOf(node), nowMs))
      }),
    later,
    run(untilMs: number) {
      for (;;) {
        let first = 0
        for (let i = 1; i < events.length; i++) {
          const [a, b] = [events[i], events[first]]
          if (a && b && (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order))) first = i
        }
        const event = events[first]
        if (!event || event.atMs > untilMs) break
        events.splice(first, 1)
        nowMs = event.atMs
        event.act()
      }
      nowMs = untilMs
    },
  }
}

/** What a node holds of every feed: sizes and roots. */
export function holdings(node: SimNode, feeds: readonly Feed[]): string[] {
  return feeds.map(({ log }) => {
    const held = node.disk.get(log)
    return `${held?.entries.length ?? 0} ${held ? toHex(rangeRoot(held.range)) : ''}`
  })
}
