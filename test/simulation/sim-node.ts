import type { Cid } from '../../protocol/bytes/cid.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { type FeedGossip, openFeedGossip } from '../../protocol/federation/feed-gossip.ts'
import { judgeNextEntries } from '../../protocol/federation/feed-range.ts'
import { type FeedSync, openFeedSync } from '../../protocol/federation/feed-sync.ts'
import type { FollowPlan } from '../../protocol/federation/feed-sync-scope.ts'
import type { Cast, GroupPlayer, Player } from './cast.ts'
import { type AppendRules, type Disk, emptyLog, readDisk, writeOwn } from './disk.ts'
import { checkAnnouncementOnce, decodeAnnouncementOnce, isSignedOnce, openCheckpointOnce } from './once.ts'
import type { Lie, Schedule } from './schedule.ts'

/** What a node is made of: the engines as the program runs them, or one that a test has broken. */
export type Engines = {
  readonly openSync: typeof openFeedSync
  readonly openGossip: typeof openFeedGossip
  readonly append: AppendRules
  /** What the node finds on a disk that has been kept. */
  readonly reopen: (disk: Disk) => Disk
}
export const REAL_ENGINES: Engines = {
  openSync: openFeedSync,
  openGossip: openFeedGossip,
  append: { isSigned: isSignedOnce, openCheckpoint: openCheckpointOnce, judgeNext: judgeNextEntries },
  reopen: disk => disk,
}

export type SimNode = {
  readonly index: number
  readonly player: Player
  /** The group whose feed it writes; undefined for the seat, which writes the federation's log. */
  readonly group: GroupPlayer | undefined
  readonly own: Cid
  readonly lies: Set<Lie>
  readonly peers: SimNode[]
  /** The few that it gossips with. */
  readonly mesh: SimNode[]
  skewMs: number
  driftPermille: number
  disk: Disk
  sync: FeedSync
  gossip: FeedGossip
  up: boolean
  /** Counts restarts: what was under way before a crash never comes back. */
  life: number
  /** Gossip messages it has had since it started. */
  seen: Set<string>
  armedMs: number
  /** How long it may take over whatever it is given. */
  mostDelayMs: number
  revision: number
}

/** Each passes gossip on to so many at least: the degree of gossipsub's mesh (D). */
const MESH = 6

export function openNodes({ nodes: count, steps }: Schedule, cast: Cast, engines: Engines, random: () => number) {
  const nodes = Array.from({ length: count }, (_, index): SimNode => {
    const group = index === 0 ? undefined : cast.groups[index - 1]
    const player = group ?? cast.seat
    const own = group?.feed ?? cast.seat.id
    const held = emptyLog()
    writeOwn(held, own, group ? [group.feedGenesis] : cast.log(count - 1), player.node)
    const disk: Disk = new Map([[own, held]])
    return {
      index,
      player,
      group,
      own,
      lies: new Set(),
      peers: [],
      mesh: [],
      skewMs: 0,
      driftPermille: 0,
      disk,
      ...openEngines(disk, engines, random),
      up: true,
      life: 0,
      seen: new Set(),
      armedMs: 0,
      mostDelayMs: 0,
      revision: 0,
    }
  })
  for (const step of steps) {
    const node = 'node' in step ? nodes[step.node] : undefined
    if (step.type === 'liar') node?.lies.add(step.lie)
    if (step.type === 'clock' && node) Object.assign(node, { skewMs: step.skewMs, driftPermille: step.driftPermille })
  }
  for (const node of nodes) node.peers.push(...nodes.filter(other => other !== node))
  for (let i = 0; i < count; i++) {
    // A ring holds everyone together; the rest is drawn.
    join(nodes, i, (i + 1) % count)
    while ((nodes[i]?.mesh.length ?? MESH) < Math.min(MESH, count - 1)) join(nodes, i, Math.floor(random() * count))
  }
  return nodes
}

function join(nodes: readonly SimNode[], i: number, j: number): void {
  const [a, b] = [nodes[i], nodes[j]]
  if (!a || !b || a === b || a.mesh.includes(b)) return
  a.mesh.push(b)
  b.mesh.push(a)
}

/** The process starts on a disk: nothing else is left of an earlier one. */
export function openEngines(disk: Disk, { openSync, openGossip }: Engines, random: () => number) {
  const gossip = openGossip({
    size: log => disk.get(log)?.entries.length ?? 0,
    holds({ log, index, signed }) {
      const held = disk.get(log)?.entries[index]
      return (
        held !== undefined && equalBytes(held.header, signed.header) && equalBytes(held.signature, signed.signature)
      )
    },
    check: checkAnnouncementOnce,
    decode: decodeAnnouncementOnce,
  })
  return { sync: openSync({ shelf: readDisk(disk), random }), gossip }
}

export function planOf(node: SimNode, federation: Cid): FollowPlan {
  const everyone = [node, ...node.peers]
  return [
    {
      federation,
      logs: everyone.map(({ own }) => ({ log: own, own: own === node.own })),
      peers: node.peers.map(({ player }) => player.key),
    },
  ]
}

export function gossipPlanOf(node: SimNode, federation: Cid) {
  const logs = [node, ...node.peers].map(({ own, player }) => ({ log: own, writer: player.key, own: own === node.own }))
  return [{ federation, logs }]
}
