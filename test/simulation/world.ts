import type { Cid } from '../../protocol/bytes/cid.ts'
import { type Announcement, encodeAnnouncement } from '../../protocol/federation/feed-announcement.ts'
import type { GossipVerdict } from '../../protocol/federation/feed-gossip.ts'
import type { Effect } from '../../protocol/federation/feed-sync.ts'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  type FeedRange,
  type SyncMessage,
  wantsAnswer,
} from '../../protocol/federation/feed-sync-message.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Cast } from './cast.ts'
import { appendCopy, emptyLog, proofOf, writeOwn } from './disk.ts'
import { type Liars, openLiars } from './lies.ts'
import { messageIdOnce } from './once.ts'
import { FINE, type Schedule, type Weather } from './schedule.ts'
import { seeded } from './seeded.ts'
import { type Engines, gossipPlanOf, openEngines, openNodes, planOf, type SimNode } from './sim-node.ts'
import { openAgenda } from './time.ts'

/** After so long without an answer the one who asked is told that there is none. */
const GIVEN_UP_MS = 10_000
/** Nodes run on machines that were started at other moments. */
const UPTIME_MS = 1_000_003

/** Whoever looks on: the laws. */
export type Watch = {
  stepped(node: SimNode): void
  appended(node: SimNode, log: Cid): void
  judged(to: SimNode, from: SimNode, message: Uint8Array, verdict: GossipVerdict): void
  restarted(node: SimNode, disk: 'kept' | 'lost'): void
  /** A message of sync or gossip went out, whether or not it arrives. */
  sent?(message: SyncMessage | Uint8Array): void
}

/** Nodes of one federation in virtual time, and the network between them. */
export type World = ReturnType<typeof openWorld>

export function openWorld(schedule: Schedule, cast: Cast, engines: Engines, watch: Watch) {
  const random = seeded(schedule.seed)
  const agenda = openAgenda()
  const nodes = openNodes(schedule, cast, engines, random)
  const byKey = new Map(nodes.map(node => [node.player.key, node]))
  const byLog = new Map(nodes.map(node => [node.own, node]))
  const federation = cast.seat.id
  /** One run in ten sends real bytes; the codec has tests of its own, and it is most of the time that a run takes. */
  const isEncoded = schedule.seed % 10 === 0
  let weather: Weather = FINE
  let isCut: (a: SimNode, b: SimNode) => boolean = () => false
  let messages = 0
  const liars: Liars = openLiars(random)

  const reaches = (a: SimNode, b: SimNode) => a.up && b.up && !isCut(a, b)
  const clock = (node: SimNode) => UPTIME_MS * (node.index + 1) + agenda.nowMs() * (1 + node.driftPermille / 1_000)
  const delayTo = (node: SimNode) =>
    weather.leastMs + random() * (weather.mostMs - weather.leastMs) + random() * node.mostDelayMs

  const carry = (from: SimNode, to: SimNode, act: () => void, lost: () => void = () => {}) => {
    messages++
    const copies = random() < weather.loss ? 0 : random() < weather.duplicate ? 2 : 1
    if (copies === 0 || !reaches(from, to)) return lost()
    const { life } = to
    for (let i = 0; i < copies; i++) {
      agenda.after(delayTo(to), () => {
        if (reaches(from, to) && to.life === life) act()
      })
    }
  }
  const send = (from: SimNode, peer: SimNode, message: SyncMessage) => {
    const said = from.lies.size === 0 ? message : liars.said(from, peer, message)
    if (!said) return
    const arrived = isEncoded ? decodeSyncMessage(encodeSyncMessage(said)) : said
    if (isRefusal(arrived)) throw new Error(arrived.code)
    watch.sent?.(said)
    const { life } = from
    const giveUp = () => {
      if (!wantsAnswer(message)) return
      agenda.after(GIVEN_UP_MS, () => {
        if (from.up && from.life === life) perform(from, from.sync.failed(peer.player.key, message, clock(from)))
      })
    }
    carry(from, peer, () => perform(peer, peer.sync.receive(from.player.key, arrived, clock(peer))), giveUp)
  }
  const append = (node: SimNode, log: Cid, range: FeedRange) => {
    const { life } = node
    const isAlive = () => node.up && node.life === life
    agenda.after(1 + random() * (10 + node.mostDelayMs), () => {
      const writer = byLog.get(log)
      if (!isAlive()) return
      if (!writer || writer === node) throw new Error('asked to write a log of its own or of nobody')
      const held = node.disk.get(log) ?? emptyLog()
      const outcome = appendCopy(held, log, writer.player.node.publicKey, range, engines.append)
      if (!isRefusal(outcome)) {
        node.disk.set(log, held)
        watch.appended(node, log)
      }
      // A crash between the two leaves what is on the disk.
      agenda.after(1, () => {
        if (isAlive()) perform(node, node.sync.appended(log, outcome, clock(node)))
      })
    })
  }
  const arm = (node: SimNode, atMs: number) => {
    const { life } = node
    node.armedMs = atMs
    agenda.after((atMs - clock(node)) / (1 + node.driftPermille / 1_000) + 1, () => {
      if (node.up && node.life === life && node.armedMs === atMs) perform(node, node.sync.tick(clock(node)))
    })
  }
  const perform = (node: SimNode, effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'send') {
        const peer = byKey.get(effect.peer)
        if (!peer) throw new Error('a message for a stranger')
        send(node, peer, effect.message)
      } else if (effect.type === 'append') append(node, effect.log, effect.range)
      else if (effect.type === 'timer') arm(node, effect.atMs)
    }
    watch.stepped(node)
  }

  const tell = (from: SimNode, to: SimNode, message: Uint8Array) => {
    watch.sent?.(message)
    carry(from, to, () => hear(to, from, message))
  }
  /** What is one's own goes to everybody (gossipsub's flood publishing), what is heard to the mesh. */
  const publish = (from: SimNode, message: Uint8Array) => {
    from.seen.add(messageIdOnce(message))
    for (const to of from.peers) tell(from, to, message)
  }
  const passOn = (node: SimNode, message: Uint8Array, giver: SimNode) => {
    for (const to of node.mesh) if (to !== giver) tell(node, to, message)
  }
  const hear = (to: SimNode, from: SimNode, message: Uint8Array) => {
    const id = messageIdOnce(message)
    if (to.seen.has(id)) return
    to.seen.add(id)
    const { verdict, news } = to.gossip.receive(federation, message)
    watch.judged(to, from, message, verdict)
    if (news) perform(to, to.sync.announced(from.player.key, news, clock(to)))
    if (verdict === 'accept') passOn(to, message, from)
  }
  const announcementOf = (node: SimNode, index: number): Announcement | undefined => {
    const held = node.disk.get(node.own)
    const signed = held?.entries[index]
    if (!held || !signed) return undefined
    return { log: node.own, index, signed, checkpoint: held.checkpoint, proof: proofOf(held, index) }
  }

  const linksOf = () => nodes.map(a => nodes.map(b => a !== b && reaches(a, b)))
  const relink = (before: readonly (readonly boolean[])[]) => {
    for (const a of nodes) {
      for (const b of nodes) {
        const is = a !== b && reaches(a, b)
        if (!a.up || is === (before[a.index]?.[b.index] ?? false)) continue
        const { key } = b.player
        perform(a, is ? a.sync.connected(key, clock(a)) : a.sync.disconnected(key, clock(a)))
      }
    }
  }
  const changeLinks = (change: () => void) => {
    const before = linksOf()
    change()
    relink(before)
  }
  const begin = (node: SimNode) => {
    node.gossip.follow(gossipPlanOf(node, federation))
    perform(node, node.sync.follow(planOf(node, federation), clock(node)))
  }

  return {
    nodes,
    agenda,
    cast,
    random,
    announcementOf,
    messages: () => messages,
    /** @param connected whether nodes compare heads; without it there is gossip alone. */
    start({ connected = true } = {}) {
      for (const node of nodes) begin(node)
      if (connected) relink(nodes.map(() => nodes.map(() => false)))
    },
    /** A node writes into its own log and, a moment later, gossips it: a crash in between leaves that to sync. */
    write(node: SimNode, entries: readonly SignedEntry[]) {
      const held = node.disk.get(node.own)
      if (!node.up || !held) return
      const from = held.entries.length
      writeOwn(held, node.own, entries, node.player.node)
      watch.appended(node, node.own)
      const { life } = node
      agenda.after(5, () => {
        if (!node.up || node.life !== life) return
        for (let index = from; index < from + entries.length; index++) {
          const announcement = announcementOf(node, index)
          if (announcement) publish(node, encodeAnnouncement(announcement))
        }
      })
    },
    gossip: publish,
    setWeather(now: Weather) {
      weather = now
    },
    cut: (between: typeof isCut) =>
      changeLinks(() => {
        isCut = between
      }),
    /** The process dies. A lost disk comes back as its backup was: with its own log, which nobody else could write. */
    crash: (node: SimNode, disk: 'kept' | 'lost') =>
      changeLinks(() => {
        node.up = false
        node.life++
        node.seen.clear()
        const own = node.disk.get(node.own)
        if (disk === 'kept') node.disk = engines.reopen(node.disk)
        else node.disk = new Map(own ? [[node.own, own]] : [])
        Object.assign(node, openEngines(node.disk, engines, random))
        watch.restarted(node, disk)
      }),
    restart: (node: SimNode) =>
      changeLinks(() => {
        node.up = true
        begin(node)
      }),
  }
}
