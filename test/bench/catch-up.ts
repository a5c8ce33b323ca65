import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Core } from '../../node/core.ts'
import type { LogRow } from '../../node/log/log-tables.ts'
import { accepted } from '../support/test-core.ts'
import { foundFederation, type Seat } from './federation/found-federation.ts'
import { type MeshNode, meshed, startMesh } from './federation/mesh.ts'
import { startNeighbours } from './federation/start-neighbours.ts'
import type { Measurement } from './measurement.ts'
import { prepareVerification } from './raw/verification.ts'

const ENTRIES = 100_000
/** Written at once. */
const BATCH = 2_000
const PATIENCE_MS = 120_000

/** How soon a node that was away for a month holds all that one group has published meanwhile, from a node on loopback. */
export async function benchCatchUp(folder: string): Promise<Measurement> {
  const seats = await foundFederation(join(folder, 'catch-up'), 2)
  const [, writer, returning] = seats
  if (!writer || !returning) throw new Error('nobody to catch up')
  await acquaint(seats)
  const threads = availableParallelism()
  const { size, feed, limit } = await fill(threads)
  await using _others = await startNeighbours([writer])
  await using stack = new AsyncDisposableStack()
  const startMs = performance.now()
  const [node] = await startMesh([returning], stack, { verifiers: threads })
  while (held(node) < size) {
    if (performance.now() - startMs > PATIENCE_MS) throw new Error(`only ${held(node)} of ${size} came`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return {
    what: `a returning node catches up ${ENTRIES.toLocaleString('en')} entries of a feed`,
    ...{ measured: (performance.now() - startMs) / 1_000, unit: 's', goal: { value: 10, better: 'less' } },
    limit: { value: limit, what: `their signatures by node:crypto alone on ${threads} threads` },
  }

  function held(node: MeshNode | undefined): number {
    return node?.core.logs.get(feed)?.range.size ?? 0
  }

  async function fill(threads: number) {
    await using stack = new AsyncDisposableStack()
    const [node] = await startMesh(writer ? [writer] : [], stack, { verifiers: threads })
    const feed = node && [...node.core.logs.values()].find(log => log.own && log.type === 'feed')
    if (!node || !feed) throw new Error('a group without a feed')
    for (let written = 0; written < ENTRIES; written += BATCH) await writeOffers(node.core, feed, written)
    const size = node.core.logs.get(feed.id)?.range.size ?? 0
    const entries = node.core.tables.range(feed.row, 0, size).map(({ signed }) => signed)
    await using verification = await prepareVerification(entries, threads)
    await verification.run()
    const startMs = performance.now()
    await verification.run()
    return { size, feed: feed.id, limit: (performance.now() - startMs) / 1_000 }
  }
}

/** Each learns from the federation who the others are. */
async function acquaint(seats: readonly Seat[]): Promise<void> {
  await using stack = new AsyncDisposableStack()
  await meshed(await startMesh(seats, stack))
}

async function writeOffers(core: Core, feed: LogRow, first: number): Promise<void> {
  const offer = {
    ...{
      revises: null,
      direction: 'offer' as const,
      kind: 'tools',
      quantity: 1,
      unit: 'piece',
      place: null,
      terms: '',
    },
    ...{ fromMs: Date.now(), untilMs: Date.now() + 86_400_000 },
  }
  const writing = Array.from({ length: BATCH }, (_, i) =>
    core.write(feed.id, 'offer/published', { ...offer, title: `Hammer ${first + i}` }),
  )
  for (const ack of await Promise.all(writing)) accepted(ack)
}
