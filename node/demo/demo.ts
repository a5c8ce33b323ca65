import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { DecisionReport } from '../../protocol/federation/verify-decision.ts'
import type { VerifyMany } from '../../protocol/keys/verify-many.ts'
import type { Pen } from '../client/write.ts'
import { type NodeProcess, startNodeProcess } from './node-process.ts'
import { playScenario } from './play.ts'
import { namesOf, type Scenario } from './scenario.ts'

export type DemoOptions = {
  readonly scenario: Scenario
  /** The program that takes `start`. */
  readonly program: string
  readonly pen: Pen
  readonly verifyMany: VerifyMany
  /** Ends the demo early, with its reason. */
  readonly signal: AbortSignal
  readonly tell: (event: DemoEvent) => void
}

/** What happens, as it happens. */
export type DemoEvent =
  | { readonly type: 'starting'; readonly nodes: number }
  | { readonly type: 'nodes'; readonly nodes: readonly DemoNode[] }
  | { readonly type: 'joined' }
  | { readonly type: 'proposed'; readonly title: string; readonly by: string }
  | { readonly type: 'voted'; readonly group: string; readonly for: number; readonly against: number }
  | { readonly type: 'decided'; readonly federation: string; readonly level: number; readonly report: DecisionReport }

/** Where a node's page is, and at which level of the tree it stands: 0 is the assembly. */
export type DemoNode = { readonly name: string; readonly level: number; readonly url: string }

/** How long the system takes to tell that a process has ended. */
const LAST_WORDS_MS = 5_000

/**
 * Plays a scenario on this machine: a process with its own store and network address for each group, each federation and
 * the assembly. Calls `afterwards` with the nodes still up, then stops them all and removes what they kept.
 * A node that ends, and anything that does not come in time, throws with a sentence.
 */
export async function playDemo(options: DemoOptions, afterwards: () => Promise<void>): Promise<void> {
  const { scenario, tell } = options
  const folder = await mkdtemp(join(tmpdir(), 'comunal-demo-'))
  const nodes: NodeProcess[] = []
  const over = new AbortController()
  const signal = AbortSignal.any([options.signal, over.signal])
  try {
    const names = namesOf(scenario)
    tell({ type: 'starting', nodes: names.length })
    await startAll(options, folder, names, nodes)
    tell({ type: 'nodes', nodes: names.map((place, at) => ({ ...place, url: nodes[at]?.url ?? '' })) })
    const lost = Promise.race(nodes.map(node => node.lost)).then(sentence => Promise.reject(new Error(sentence)))
    // A node that is gone is often noticed first by a request that it does not answer: its own end says more.
    const played = playScenario({ ...options, signal }, nodes).catch(error =>
      Promise.race([lost, wait(LAST_WORDS_MS).then(() => Promise.reject(error))]),
    )
    await Promise.race([played.then(afterwards), lost, aborted(signal)])
  } finally {
    over.abort()
    await Promise.all(nodes.map(node => node.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

/** All at once. Those that did start are in `nodes` also when another did not, so that they can be stopped. */
async function startAll(
  { program, signal }: DemoOptions,
  folder: string,
  names: readonly { readonly name: string }[],
  nodes: NodeProcess[],
): Promise<void> {
  const starts = await Promise.allSettled(
    names.map(({ name }, at) => startNodeProcess({ program, folder: join(folder, `${at}`), name, signal })),
  )
  for (const start of starts) if (start.status === 'fulfilled') nodes.push(start.value)
  for (const start of starts) if (start.status === 'rejected') throw start.reason
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
