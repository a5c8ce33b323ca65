import { author } from '../../../protocol/author.ts'
import { aggregate, type JudgedMandate } from '../../../protocol/federation/aggregate.ts'
import { decisionOf } from '../../../protocol/federation/decision.ts'
import { HEADS_MS } from '../../../protocol/federation/feed-sync.ts'
import type { SignedEntry } from '../../../protocol/log/entry.ts'
import { BEGIN_MS, type Cast, idOf, saltOf } from '../cast.ts'
import type { DiskLog } from '../disk.ts'
import { REAL_ENGINES, type SimNode } from '../sim-node.ts'
import { openWorld, type Watch, type World } from '../world.ts'
import { mandateBy, mandateOf, proposalOf, proposedBy } from '../writing.ts'
import { openTraffic, type Traffic } from './traffic.ts'

/** Links between homes: 20 to 120 ms one way, nothing lost. */
export const LINKS = { loss: 0, duplicate: 0, leastMs: 20, mostMs: 120 }
/** A node's clerk does its part so long after a commit, at the latest: rounds under load are this far apart. */
const CLERK_MS = 200

/** One federation's decision, from its proposal on; times are virtual and begin when the seat has written the proposal. */
export type FederationRun = Traffic & {
  readonly groups: number
  /** When the seat has written the decision. */
  readonly decidedMs: number
  /** When the last node has it. */
  readonly knownMs: number
  readonly decisionBytes: number
}

/**
 * The real engines of all nodes of one federation carry a proposal down, mandates up and the decision to everyone.
 * @param answersAfterMs for each group, how long after it has heard of the proposal it issues its mandate.
 */
export function decideOnce(cast: Cast, seed: number, answersAfterMs: readonly number[]): FederationRun {
  const traffic = openTraffic()
  let mandates = 0
  let decidedMs = 0
  let knownMs = 0
  let knowing = 0
  let decisionBytes = 0
  const proposedSize = cast.log(answersAfterMs.length).length + 1
  const watch: Watch = {
    stepped: () => {},
    judged: () => {},
    restarted: () => {},
    sent: traffic.sent,
    appended(node, log) {
      const size = node.disk.get(log)?.entries.length ?? 0
      if (log === cast.seat.id && size === proposedSize && node.group) answer(node)
      if (node.index === 0 && log !== cast.seat.id && ++mandates === answersAfterMs.length)
        world.agenda.after(CLERK_MS, decide)
      if (log === cast.seat.id && size === proposedSize + 1 && ++knowing === world.nodes.length)
        knownMs = world.agenda.nowMs()
    },
  }
  const world = openWorld({ seed, nodes: answersAfterMs.length + 1, steps: [] }, cast, REAL_ENGINES, watch)
  const answer = (node: SimNode) => {
    const { group, index } = node
    if (!group) return
    const vote = { inFavour: index % 10, revision: 0, skewMs: 0 }
    const afterMs = CLERK_MS * world.random() + (answersAfterMs[index - 1] ?? 0)
    world.agenda.after(afterMs, () => world.write(node, [mandateBy(group, cast.seat, 1, vote)]))
  }
  const decide = () => {
    const decided = decisionBy(cast, answersAfterMs.length)
    decisionBytes = decided.body?.length ?? 0
    decidedMs = world.agenda.nowMs()
    world.write(seat, [decided])
  }
  const seat = settled(world, cast)
  world.setWeather(LINKS)
  world.start({ connected: false })
  world.write(seat, [proposedBy(cast.seat)])
  while (knowing < world.nodes.length && world.agenda.next(Number.MAX_SAFE_INTEGER));
  // What is still on its way then is paid for too.
  while (world.agenda.next(Number.MAX_SAFE_INTEGER));
  if (knowing < world.nodes.length) throw new Error('gossip alone did not bring the decision to everyone')
  return { groups: answersAfterMs.length, decidedMs, knownMs, decisionBytes, ...traffic.total(world.nodes.length) }
}

/** Everyone holds everything from the start: what is measured is the decision, not the founding. */
function settled({ nodes }: World, cast: Cast): SimNode {
  for (const node of nodes) {
    for (const writer of nodes) {
      const held = writer.disk.get(writer.own)
      if (held && writer !== node) node.disk.set(writer.own, copyOf(held))
    }
  }
  const seat = nodes.find(({ own }) => own === cast.seat.id)
  if (!seat) throw new Error('a federation without its seat')
  return seat
}

function copyOf(held: DiskLog): DiskLog {
  return { ...held, entries: [...held.entries], nodes: new Map(held.nodes) }
}

/** The decision over all mandates as the seat would write it. Throws where its body passes the limit of an entry. */
export function decisionBy(cast: Cast, groups: number): SignedEntry {
  const { seat } = cast
  const proposal = proposalOf(seat)
  const members = cast.groups.slice(0, groups)
  const mandates = members.map((group, i): JudgedMandate => {
    const vote = { inFavour: (i + 1) % 10, revision: 0, skewMs: 0 }
    const id = idOf(mandateBy(group, seat, 1, vote))
    return { mandate: { ...mandateOf(group, proposal.id, vote, BEGIN_MS + 1), id }, problem: null }
  })
  const verdict = aggregate(
    seat.charter,
    proposal,
    members.map(({ member }) => member),
    mandates,
  )
  const authoring = { log: seat.id, at: BEGIN_MS, seq: 2_000_000, salt: saltOf('decision') }
  return author('federation/decided', decisionOf(proposal.id, verdict), authoring, seat.node)
}

/** Bytes that a node at rest sends and receives in a minute to compare what it holds with its peers. */
export function bytesAtRest(cast: Cast, seed: number, groups: number): number {
  const traffic = openTraffic()
  const quiet = { stepped: () => {}, judged: () => {}, restarted: () => {}, appended: () => {} }
  let counts = false
  const sent: Watch['sent'] = message => counts && traffic.sent(message)
  const world = openWorld({ seed, nodes: groups + 1, steps: [] }, cast, REAL_ENGINES, { ...quiet, sent })
  settled(world, cast)
  world.setWeather(LINKS)
  world.start()
  // In one period each compares with each once; the first one follows the connecting.
  const periodMs = HEADS_MS * Math.max(1, groups / 8)
  while (world.agenda.next(periodMs));
  counts = true
  while (world.agenda.next(2 * periodMs));
  return (2 * traffic.total(world.nodes.length).syncBytes) / world.nodes.length / (periodMs / 60_000)
}
