import { accepted } from '../../support/test-core.ts'
import { foundFederation } from './found-federation.ts'
import { type MeshNode, meshed, startMesh } from './mesh.ts'

/** What the program `spread.ts FOLDER GROUPS TIMES` prints: milliseconds from one node to each other. */
export type SpreadReport = {
  /** An entry, from before it is signed until it is committed at a node that did not write it. */
  readonly entriesMs: readonly number[]
  /** A bare gossip message of the same size, over the same connections, until it is heard. */
  readonly messagesMs: readonly number[]
  /** Copies of an entry's announcement that a node receives, one of them the first. */
  readonly copies: number
}

const [, , folder = '', groups = '', times = ''] = process.argv
const TOPIC = 'bench'
/** Between two of them, so that one does not queue behind the other. */
const PAUSE_MS = 20

const report = await spread(Number(times))
process.stdout.write(`${JSON.stringify(report)}\n`)

async function spread(times: number): Promise<SpreadReport> {
  const seats = await foundFederation(folder, Number(groups))
  await using stack = new AsyncDisposableStack()
  let heard = 0
  const nodes: MeshNode[] = []
  // One after another: fifty that greet each other at once, all on one processor, would time each other out.
  for (const seat of seats) {
    nodes.push(...(await startMesh([seat], stack, { onCopy: () => heard++ })))
    await meshed(nodes)
  }
  const warm = Math.ceil(times / 5)
  await repeat(warm, turn => publishEntry(nodes, turn))
  heard = 0
  const entriesMs = await repeat(times, turn => publishEntry(nodes, turn))
  const copies = (heard - times) / times / (nodes.length - 1)
  const messagesMs = await repeat(times + warm, bareGossip(nodes))
  const others = nodes.length - 1
  return { entriesMs, messagesMs: messagesMs.slice(warm * others), copies }
}

async function repeat(times: number, once: (turn: number) => Promise<number[]>): Promise<number[]> {
  const all: number[] = []
  for (let turn = 0; turn < times; turn++) {
    all.push(...(await once(turn)))
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
  return all
}

/** One group publishes an offer. @returns when each other node had committed it. */
async function publishEntry(nodes: readonly MeshNode[], turn: number): Promise<number[]> {
  // The first node is the federation's own and has no feed.
  const from = nodes[1 + (turn % (nodes.length - 1))]
  const feed = from && [...from.core.logs.values()].find(log => log.own && log.type === 'feed')
  if (!from || !feed) throw new Error('a group without a feed')
  const size = feed.range.size + 1
  const others = nodes.filter(node => node !== from)
  const startMs = performance.now()
  const arrivals = others.map(
    ({ core }) =>
      new Promise<number>(resolve => {
        const stop = core.writer.onCommit(() => {
          if ((core.logs.get(feed.id)?.range.size ?? 0) < size) return
          stop()
          resolve(performance.now() - startMs)
        })
      }),
  )
  const offer = {
    revises: null,
    direction: 'offer' as const,
    ...{ kind: 'tools', title: `Hammer ${turn}`, quantity: 1, unit: 'piece', place: null, terms: '' },
    ...{ fromMs: Date.now(), untilMs: Date.now() + 86_400_000 },
  }
  accepted(await from.core.write(feed.id, 'offer/published', offer))
  return Promise.all(arrivals)
}

/** The same without entries: what gossip itself takes between these nodes. */
function bareGossip(nodes: readonly MeshNode[]): (turn: number) => Promise<number[]> {
  let heard: () => void = () => {}
  for (const { host } of nodes) {
    const listen = () => {
      heard()
      return 'accept' as const
    }
    host.subscribe(TOPIC, listen, message => message)
  }
  return async turn => {
    // Subscriptions take a heartbeat or two to be known.
    if (turn === 0) await new Promise(resolve => setTimeout(resolve, 3_000))
    const message = new Uint8Array(600)
    new DataView(message.buffer).setUint32(0, turn)
    const from = nodes[1 + (turn % (nodes.length - 1))]
    const arrivals: number[] = []
    const startMs = performance.now()
    const { promise, resolve } = Promise.withResolvers<void>()
    heard = () => {
      arrivals.push(performance.now() - startMs)
      if (arrivals.length === nodes.length - 1) resolve()
    }
    await from?.host.publish(TOPIC, message)
    await promise
    return arrivals
  }
}
