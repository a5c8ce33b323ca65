import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { City } from './city.ts'
import { type Measurement, quantile } from './measurement.ts'
import { startNodeProcess } from './node-process.ts'

const TIMES = 5
const bareHost = fileURLToPath(new URL('raw/bare-host.ts', import.meta.url))

/** From the start of the process to listening, with the city's whole log, beside a bare libp2p host. */
export async function benchStart(city: City): Promise<Measurement> {
  const [node, bare]: [number[], number[]] = [[], []]
  for (let i = 0; i < TIMES; i++) {
    await using started = await startNodeProcess(city.folder)
    node.push(started.startedInMs)
    bare.push(await startBareHost())
  }
  return {
    what: `start to listening, ${city.ballots.length.toLocaleString('en')} entries in the log`,
    ...{ measured: quantile(node, 0.5), unit: 'ms', goal: { value: 300, better: 'less' } },
    limit: { value: quantile(bare, 0.5), what: 'libp2p alone' },
  }
}

async function startBareHost(): Promise<number> {
  const startMs = performance.now()
  const child = spawn(process.execPath, [bareHost], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const startedInMs = performance.now() - startMs
  child.stdin.end()
  await once(child, 'exit')
  return startedInMs
}
