import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { SpreadReport } from './federation/spread.ts'
import { type Measurement, quantile } from './measurement.ts'

const program = fileURLToPath(new URL('federation/spread.ts', import.meta.url))
/** With the federation's own node: twenty. */
const GROUPS = 19
const ENTRIES = 200

/** How soon what one node publishes stands in the logs of nineteen others, all of them in one process on loopback. */
export async function benchGossip(folder: string): Promise<Measurement[]> {
  const { entriesMs, messagesMs } = await spread(join(folder, 'gossip'))
  const row = (share: number, goal: number): Measurement => ({
    what: `an entry reaches ${GROUPS} other nodes, p${share * 100}`,
    ...{ measured: quantile(entriesMs, share), unit: 'ms', goal: { value: goal, better: 'less' } },
    limit: { value: quantile(messagesMs, share), what: 'a bare gossip message between the same nodes' },
  })
  return [row(0.5, 100), row(0.99, 100)]
}

async function spread(folder: string): Promise<SpreadReport> {
  const child = spawn(process.execPath, [program, folder, `${GROUPS}`, `${ENTRIES}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line)
  throw new Error('the mesh broke off')
}
