import type { Cid } from '../../protocol/bytes/cid.ts'
import { MOST_REMEMBERED } from '../../protocol/federation/feed-gossip.ts'
import { MOST_ASKED } from '../../protocol/federation/feed-sync.ts'
import { MOST_PARKED } from '../../protocol/federation/feed-sync-parked.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Cast } from './cast.ts'
import { decodeAnnouncementOnce, wasSigned } from './once.ts'
import type { SimNode } from './sim-node.ts'
import { type openJudge, stateOf } from './verdicts.ts'
import type { Watch } from './world.ts'

/** A law that does not hold in a run, and what shows it. */
export type Violation = { readonly law: Law; readonly atMs: number; readonly what: string }
export type Law =
  | 'no acknowledged entry is lost'
  | 'same feeds, same verdict'
  | 'no verdict counts what is not signed'
  | 'memory stays bounded'
  | 'each entry is passed on once'
  | 'no honest node is blamed'
  | 'a forked log stays as it stands'
  | 'all honest nodes converge'
  | 'traffic stays bounded'
  | 'nothing throws'

/** Memory and forks are looked at each so many steps of a node, and at the end. */
const EACH_STEPS = 16

/** Looks on while a run goes, and keeps the first law that was broken. */
export function openLaws(cast: Cast, judge: ReturnType<typeof openJudge>, nowMs: () => number) {
  let broken: Violation | undefined
  let steps = 0
  const acknowledged = new Map<SimNode, Map<Cid, readonly SignedEntry[]>>()
  const forkedAt = new Map<SimNode, Map<Cid, number>>()
  const passedOn = new Map<SimNode, Set<string>>()

  const fail = (law: Law, what: string) => {
    broken ??= { law, atMs: nowMs(), what }
  }
  const isHonest = ({ lies }: SimNode) => lies.size === 0
  const logsOf = (node: SimNode) => [node, ...node.peers].map(({ own }) => own)

  /** Bounds: so many asks, ranges (one appended and one waiting a log), parked entries, remembered places. */
  const checkMemory = (node: SimNode) => {
    const { asked, ranges, parked, pulls } = node.sync.load()
    const logs = node.peers.length + 1
    const remembered = node.gossip.remembered()
    const fits = asked <= MOST_ASKED && ranges <= 2 * logs && parked <= MOST_PARKED && pulls <= logs
    if (!fits || remembered > MOST_REMEMBERED) {
      fail(
        'memory stays bounded',
        `node ${node.index}: ${JSON.stringify({ asked, ranges, parked, pulls, remembered })}`,
      )
    }
  }
  const checkForks = (node: SimNode) => {
    const known = forkedAt.get(node) ?? new Map<Cid, number>()
    forkedAt.set(node, known)
    for (const { log, size, forked } of node.sync.status(0)) {
      if (!forked) continue
      if ((known.get(log) ?? size) !== size)
        fail('a forked log stays as it stands', `node ${node.index} wrote on in ${log}`)
      known.set(log, size)
      if (node.peers.find(({ own }) => own === log)?.lies.size === 0) {
        fail('no honest node is blamed', `node ${node.index} takes the log of an honest node for forked`)
      }
    }
  }
  const checkDisk = (node: SimNode) => {
    for (const [log, entries] of acknowledged.get(node) ?? []) {
      const held = node.disk.get(log)?.entries ?? []
      const lost = entries.findIndex((signed, i) => held[i] !== signed)
      if (lost >= 0) fail('no acknowledged entry is lost', `node ${node.index}: entry ${lost} of ${log}`)
    }
  }
  const acknowledge = (node: SimNode, log: Cid) => {
    const logs = acknowledged.get(node) ?? new Map<Cid, readonly SignedEntry[]>()
    acknowledged.set(node, logs)
    logs.set(log, [...(node.disk.get(log)?.entries ?? [])])
  }
  /** Nothing that came from others is wanted in verdicts of liars. */
  const checkVerdicts = async (nodes: readonly SimNode[]) => {
    const byState = new Map<string, { node: SimNode; decision: string }>()
    for (const node of nodes.filter(isHonest)) {
      const counted = await judge.mandatesAt(node)
      const { verdict, decision } = judge.verdictAt(node, counted)
      for (const { mandate, reason, group } of verdict?.groups ?? []) {
        const header = mandate && !reason && counted.find(one => one.mandate.id === mandate.id)?.header
        const key = cast.groups.find(({ id }) => id === group)?.key
        if (header && key && wasSigned(key, header)) continue
        if (mandate && !reason) fail('no verdict counts what is not signed', `node ${node.index} counts ${mandate.id}`)
      }
      const state = logsOf(node)
        .toSorted()
        .map(log => stateOf(node, log))
        .join()
      const other = byState.get(state)
      if (other && other.decision !== decision) {
        fail('same feeds, same verdict', `nodes ${other.node.index} and ${node.index}`)
      }
      byState.set(state, { node, decision })
    }
  }

  const watch: Watch = {
    stepped(node) {
      if (!isHonest(node) || steps++ % EACH_STEPS > 0) return
      checkMemory(node)
      checkForks(node)
    },
    appended: acknowledge,
    judged(to, from, message, verdict) {
      if (!isHonest(to)) return
      if (verdict === 'reject' && isHonest(from))
        fail('no honest node is blamed', `node ${to.index} rejects gossip of ${from.index}`)
      if (verdict !== 'accept') return
      const announcement = decodeAnnouncementOnce(message)
      const place = isRefusal(announcement) ? '' : `${announcement.log} ${announcement.index}`
      const places = passedOn.get(to) ?? new Set()
      passedOn.set(to, places)
      if (places.has(place)) fail('each entry is passed on once', `node ${to.index}, ${place}`)
      places.add(place)
    },
    restarted(node, disk) {
      passedOn.delete(node)
      forkedAt.delete(node)
      if (disk === 'kept') checkDisk(node)
      else acknowledged.set(node, new Map())
      if (disk === 'lost') acknowledge(node, node.own)
    },
  }
  /** The logs of honest nodes that an honest node does not hold as their writers do. */
  const behind = (nodes: readonly SimNode[]): string[] => {
    const honest = nodes.filter(isHonest)
    return honest.flatMap(writer => {
      const truth = stateOf(writer, writer.own)
      const lacking = honest.filter(node => stateOf(node, writer.own) !== truth)
      return lacking.map(node => `node ${node.index} lacks the log of ${writer.index}: ${stateOf(node, writer.own)}`)
    })
  }
  return {
    watch,
    fail,
    broken: () => broken,
    behind,
    /** What is too dear for every step. */
    async check(nodes: readonly SimNode[]) {
      for (const node of nodes.filter(isHonest)) {
        checkMemory(node)
        checkForks(node)
        checkDisk(node)
      }
      await checkVerdicts(nodes)
    },
  }
}
