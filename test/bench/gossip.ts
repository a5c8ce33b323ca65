import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { SpreadReport } from './federation/spread.ts'
import { type Measurement, quantile } from './measurement.ts'

const program = fileURLToPath(new URL('federation/spread.ts', import.meta.url))
type Size = { readonly groups: number; readonly entries: number; readonly goalMs: number }

/** Beside the groups' nodes there is the federation's own. */
const TWENTY: Size = { groups: 19, entries: 200, goalMs: 100 }
const FIFTY: Size = { groups: 49, entries: 60, goalMs: 500 }
/** Gossip keeps a mesh of eight neighbours or so; each has it from one and is given it by others. */
const MOST_COPIES = 8

/** How soon what one node publishes stands in the logs of nineteen others, all of them in one process on loopback. */
export const benchGossip = (folder: string) => benchSpread(join(folder, 'gossip'), TWENTY)

/** The same over fifty nodes, which share this machine's processors. */
export const benchGossipOver50 = (folder: string) => benchSpread(join(folder, 'gossip-50'), FIFTY)

async function benchSpread(folder: string, size: Size): Promise<Measurement[]> {
  const { entriesMs, messagesMs, copies } = await spread(folder, size)
  const row = (share: number): Measurement => ({
    what: `an entry reaches ${size.groups} other nodes, p${share * 100}`,
    ...{ measured: quantile(entriesMs, share), unit: 'ms', goal: { value: size.goalMs, better: 'less' } },
    limit: { value: quantile(messagesMs, share), what: 'a bare gossip message between the same nodes' },
  })
  const redundancy: Measurement = {
    what: `copies of an entry that each of ${size.groups} nodes receives`,
    ...{ measured: copies, unit: 'copies', goal: { value: MOST_COPIES, better: 'less' } },
    limit: { value: 1, what: 'each receives it once' },
  }
  return [row(0.5), row(0.99), redundancy]
}

async function spread(folder: string, { groups, entries }: Size): Promise<SpreadReport> {
  const child = spawn(process.execPath, [program, folder, `${groups}`, `${entries}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line)
  throw new Error('the mesh broke off')
}
