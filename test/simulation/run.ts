import type { SignedEntry } from '../../protocol/log/entry.ts'
import { ATTACK_MS, attack } from './attacks.ts'
import { type Cast, castOf } from './cast.ts'
import { openLaws, type Violation } from './laws.ts'
import { FAULTS_MS, FINE, MOST_NODES, type Schedule, type Step } from './schedule.ts'
import { type Engines, REAL_ENGINES, type SimNode } from './sim-node.ts'
import { openJudge } from './verdicts.ts'
import { openWorld, type World } from './world.ts'
import { mandateBy, offerBy, proposedBy } from './writing.ts'

/** Verdicts and disks are compared so often. */
const CHECK_MS = 25_000
/** Once the faults are over, whether all agree is asked so often. */
const SETTLED_MS = 5_000
/**
 * Within this time after the last fault all honest nodes hold all of each other's logs: nodes compare heads with eight peers a
 * minute, a peer that keeps silent holds up one log for half a minute, and of the sources of a log at most a third lie.
 */
const CONVERGED_MS = 900_000
/** Steps of one run over all: far above any that ends, far below one in which two nodes never leave each other alone. */
const mostEvents = (nodes: number) => 60_000 + 3_000 * nodes * Math.min(nodes, 30)

export type Outcome = {
  readonly violation: Violation | undefined
  /** How long after the last fault all honest nodes had the same. */
  readonly convergedMs: number
  readonly messages: number
  readonly events: number
}

/** What a test may break, to see that a law notices. */
export type Breakable = Engines & { readonly judge: (cast: Cast) => ReturnType<typeof openJudge> }
export const REAL: Breakable = { ...REAL_ENGINES, judge: cast => openJudge(cast) }

/** Founding takes longest: a cast is made for as many as a run needs, and kept. */
const CASTS = [8, 20, 36, MOST_NODES]
const casts = new Map<number, Cast>()
function castFor(nodes: number): Cast {
  const size = CASTS.find(most => nodes <= most) ?? nodes
  const known = casts.get(size) ?? castOf(size - 1)
  casts.set(size, known)
  return known
}

/** One run of a schedule from beginning to end, or to the first law that is broken. The same schedule is the same run. */
export async function run(schedule: Schedule, engines: Breakable = REAL): Promise<Outcome> {
  const players = castFor(schedule.nodes)
  let world: World | undefined
  const laws = openLaws(players, engines.judge(players), () => world?.agenda.nowMs() ?? 0)
  world = openWorld(schedule, players, engines, laws.watch)
  const { agenda, nodes } = world
  let events = 0
  const runUntil = (untilMs: number) => {
    try {
      while (!laws.broken() && agenda.next(untilMs)) {
        if (++events > mostEvents(nodes.length)) laws.fail('traffic stays bounded', `${events} events`)
      }
    } catch (error) {
      laws.fail('nothing throws', error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }
  world.start()
  const seat = nodes[0]
  if (!seat) throw new Error('a federation without its seat')
  const opened = world
  agenda.after(1_000, () => opened.write(seat, [proposedBy(players.seat)]))
  for (const step of schedule.steps) plan(world, step)
  keepAttacking(world, nodes)
  const outcome = (convergedMs: number): Outcome => ({
    violation: laws.broken(),
    convergedMs,
    messages: opened.messages(),
    events,
  })
  for (let ms = CHECK_MS; ms <= FAULTS_MS && !laws.broken(); ms += CHECK_MS) {
    runUntil(ms)
    if (!laws.broken()) await laws.check(nodes)
  }
  for (let ms = 0; !laws.broken(); ms += SETTLED_MS) {
    const behind = laws.behind(nodes)
    if (behind.length === 0) {
      await laws.check(nodes)
      return outcome(ms)
    }
    if (ms >= CONVERGED_MS) laws.fail('all honest nodes converge', behind.slice(0, 3).join('; '))
    else runUntil(FAULTS_MS + ms + SETTLED_MS)
  }
  return outcome(Number.POSITIVE_INFINITY)
}

/** Puts a step on the agenda. A group that is down, or whose node is not in this run, does nothing. */
function plan(world: World, step: Step): void {
  const { agenda, nodes } = world
  const at = (ms: number, act: () => void) => agenda.after(ms, act)
  if (step.type === 'liar' || step.type === 'clock') return
  const end = step.atMs + ('forMs' in step ? step.forMs : 0)
  if (step.type === 'weather') {
    at(step.atMs, () => world.setWeather(step.weather))
    at(end, () => world.setWeather(FINE))
    return
  }
  if (step.type === 'cut') {
    const side = ({ index }: SimNode) => (Math.imul(step.sides, index + 1) >>> 7) & 1
    at(step.atMs, () => world.cut((a, b) => side(a) !== side(b)))
    at(end, () => world.cut(() => false))
    return
  }
  const node = nodes[step.node]
  if (!node) return
  if (step.type === 'crash') {
    at(step.atMs, () => {
      if (!node.up) return
      world.crash(node, step.disk)
      at(step.forMs, () => world.restart(node))
    })
  } else if (step.type === 'slow') {
    at(step.atMs, () => {
      node.mostDelayMs = step.mostMs
    })
    at(end, () => {
      node.mostDelayMs = 0
    })
  } else at(step.atMs, () => world.write(node, entriesOf(world, node, step)))
}

function entriesOf({ cast }: World, node: SimNode, step: Extract<Step, { type: 'offers' | 'mandate' }>): SignedEntry[] {
  const { group, skewMs } = node
  const seq = node.disk.get(node.own)?.entries.length ?? 0
  if (!group) return []
  if (step.type === 'offers') return Array.from({ length: step.entries }, (_, i) => offerBy(group, seq + i, skewMs))
  const vote = { inFavour: step.votes, revision: node.revision++, skewMs }
  return [mandateBy(group, cast.seat, seq, vote)]
}

function keepAttacking(world: World, nodes: readonly SimNode[]): void {
  for (const liar of nodes.filter(({ lies }) => lies.size > 0)) {
    const again = () => {
      attack(world, liar)
      if (world.agenda.nowMs() < FAULTS_MS) world.agenda.after(ATTACK_MS, again)
    }
    world.agenda.after(ATTACK_MS, again)
  }
}
