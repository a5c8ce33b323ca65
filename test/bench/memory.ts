import { join } from 'node:path'
import { foundFederation } from './federation/found-federation.ts'
import { startNeighbours } from './federation/start-neighbours.ts'
import type { Measurement } from './measurement.ts'
import { startNodeProcess } from './node-process.ts'
import { startBareHost } from './raw/start-bare-host.ts'

const NODES = 20
const PATIENCE_MS = 60_000
/** Long enough for garbage of the start to be collected. */
const REST_MS = 20_000

/** What a group's node holds of memory when nothing happens, connected to the nineteen others of its federation. */
export async function benchMemory(folder: string): Promise<Measurement> {
  const seats = await foundFederation(join(folder, 'memory'), NODES - 1)
  const measuredSeat = seats.pop()
  if (!measuredSeat) throw new Error('nobody is left to measure')
  await using _others = await startNeighbours(seats)
  await using node = await startNodeProcess(measuredSeat.folder, measuredSeat.listen)
  await using bare = await startBareHost()
  await connectedTo(node.url, NODES - 1)
  await new Promise(resolve => setTimeout(resolve, REST_MS))
  return {
    what: `memory of a node at rest in a federation of ${NODES}`,
    ...{ measured: node.residentMb(), unit: 'MB', goal: { value: 120, better: 'less' } },
    limit: { value: bare.residentMb(), what: 'a bare libp2p host' },
  }
}

async function connectedTo(url: string, peers: number): Promise<void> {
  const startMs = performance.now()
  for (;;) {
    const health: { peers: number } = JSON.parse(await (await fetch(`${url}/api/v1/health`)).text())
    if (health.peers >= peers) return
    if (performance.now() - startMs > PATIENCE_MS) throw new Error(`only ${health.peers} of ${peers} are connected`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}
