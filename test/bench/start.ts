import type { City } from './city.ts'
import { type Measurement, quantile } from './measurement.ts'
import { startNodeProcess } from './node-process.ts'
import { startBareHost } from './raw/start-bare-host.ts'

const TIMES = 5

/** From the start of the process to listening, with the city's whole log, beside a bare libp2p host. */
export async function benchStart(city: City): Promise<Measurement> {
  const [node, bare]: [number[], number[]] = [[], []]
  for (let i = 0; i < TIMES; i++) {
    {
      await using started = await startNodeProcess(city.folder)
      node.push(started.startedInMs)
    }
    await using host = await startBareHost()
    bare.push(host.startedInMs)
  }
  return {
    what: `start to listening, ${city.ballots.length.toLocaleString('en')} entries in the log`,
    ...{ measured: quantile(node, 0.5), unit: 'ms', goal: { value: 300, better: 'less' } },
    limit: { value: quantile(bare, 0.5), what: 'libp2p alone' },
  }
}
