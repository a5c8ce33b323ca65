import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../node/config.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { accepted } from '../support/test-core.ts'
import type { City } from './city.ts'
import { driveLoad } from './load/drive-load.ts'
import type { LoadOrder } from './load/load.ts'
import { type Measurement, quantile } from './measurement.ts'
import { startNodeProcess } from './node-process.ts'
import { rawAcceptance } from './raw/acceptance.ts'

/** Shares of the ballots that each load takes; those of `warm` come before, so that everything is compiled. */
const SHARES = { warm: 0.03, single: 0.2, batched: 0.3, paced: 0.1 }
const PACE = 1_000
const ONE = { entriesARequest: 1, connections: 256 }
const A_HUNDRED = { entriesARequest: 100, connections: 8 }

/** Votes through HTTP into a node of its own: one a request, a hundred a request, and at a steady pace. */
export async function benchVotes(city: City, folder: string): Promise<Measurement[]> {
  const file = join(folder, 'ballots')
  const lines = city.ballots.map(ballot => Buffer.from(encodeSignedEntry(ballot)).toString('base64'))
  writeFileSync(file, lines.join('\n'))
  const { verifierThreads } = accepted(readConfig(process.env))
  const raw = await rawAcceptance(city.ballots.slice(0, SHARES.single * lines.length), verifierThreads, folder)
  const limit = { value: raw, what: `node:crypto on ${verifierThreads} thread(s) and grouped commits` }

  await using node = await startNodeProcess(city.folder)
  let from = 0
  const load = async (share: keyof typeof SHARES, how: Pick<LoadOrder, 'entriesARequest' | 'connections'>) => {
    const count = Math.floor(SHARES[share] * lines.length)
    const order = { ...how, url: node.url, file, from, count, requestsASecond: share === 'paced' ? PACE : null }
    from += count
    return driveLoad(order)
  }
  await load('warm', ONE)
  const single = await load('single', ONE)
  const batched = await load('batched', A_HUNDRED)
  const paced = await load('paced', ONE)
  return [
    {
      what: 'votes accepted through HTTP, one a request',
      ...{ measured: single.accepted / single.seconds, unit: 'votes/s', limit, goal: { value: 7_000, better: 'more' } },
    },
    {
      what: 'votes accepted through HTTP, 100 a request',
      ...{
        measured: batched.accepted / batched.seconds,
        unit: 'votes/s',
        limit,
        goal: { value: 15_000, better: 'more' },
      },
    },
    {
      what: 'acknowledgement of a vote at 1,000 votes/s, p99',
      ...{ measured: quantile(paced.latenciesMs, 0.99), unit: 'ms', limit: null, goal: { value: 25, better: 'less' } },
    },
  ]
}
