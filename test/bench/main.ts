import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCatchUp } from './catch-up.ts'
import { type City, foundCity } from './city.ts'
import { benchGossip, benchGossipOver50 } from './gossip.ts'
import { benchHostile } from './hostile.ts'
import { benchLive } from './live.ts'
import type { Measurement } from './measurement.ts'
import { benchMemory } from './memory.ts'
import { fillCity } from './open-city.ts'
import { benchPage } from './page.ts'
import { benchRecount } from './recount.ts'
import { benchStart } from './start.ts'
import { tableOf } from './table.ts'
import { benchDelegatedTally, benchTally } from './tally.ts'
import { benchVotes } from './votes.ts'

/** What the numbers to hold are about. Fewer are for trying the bench itself. */
const VOTERS = 100_000

/**
 * `npm run bench [-- --only NAME,…] [--voters NUMBER] [--json]`: measures this machine, in one run, against the numbers to hold. Each number
 * stands beside a raw limit measured in the same run, so that the ratio says the same on a slower machine.
 */
const { values: options } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, voters: { type: 'string' } },
})
const voters = Number(options.voters ?? VOTERS)
const folder = mkdtempSync(join(tmpdir(), 'comunal-bench-'))
const measurements: Measurement[] = []
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

/** In the order in which they build on each other: votes fill the log that the others read. */
const BENCHES: Record<string, () => Promise<Measurement | readonly Measurement[]>> = {
  votes: async () => benchVotes(await city(), folder),
  tally: async () => benchTally(await fullCity()),
  'delegated-tally': () => benchDelegatedTally(folder, voters),
  start: async () => benchStart(await fullCity()),
  recount: async () => benchRecount(await fullCity(), folder),
  memory: () => benchMemory(folder),
  gossip: () => benchGossip(folder),
  'gossip-50': () => benchGossipOver50(folder),
  'catch-up': () => benchCatchUp(folder),
  hostile: () => benchHostile(folder),
  page: () => benchPage(),
  live: () => benchLive(),
}

/** Takes some ten minutes: measured only where it is named. */
const BY_NAME_ONLY = 'gossip-50'

const city = once(async () => {
  say(`Signing ${voters.toLocaleString('en')} ballots …`)
  return foundCity(join(folder, 'city'), voters)
})
const fullCity = once(async () => {
  const founded = await city()
  say('Handing in the rest of the ballots …')
  await fillCity(founded)
  return founded
})

function once(make: () => Promise<City>): () => Promise<City> {
  let made: Promise<City> | undefined
  return () => {
    made ??= make()
    return made
  }
}

try {
  const usual = Object.keys(BENCHES).filter(name => name !== BY_NAME_ONLY)
  const names = options.only === undefined ? usual : options.only.split(',')
  for (const name of names) {
    const bench = BENCHES[name]
    if (!bench) throw new Error(`there is no ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
    say(`${name} …`)
    const measured = [await bench()].flat()
    for (const { what, measured: value, unit } of measured) say(`  ${what}: ${value.toFixed(1)} ${unit}`)
    measurements.push(...measured)
  }
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
  if (options.json) process.stdout.write(`${JSON.stringify({ machine, measurements })}\n`)
  else process.stdout.write(`${machine}\n\n${tableOf(measurements)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
