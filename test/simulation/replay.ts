import { parseArgs } from 'node:util'
import { BROKEN } from './broken-engines.ts'
import { REAL, run } from './run.ts'
import { partOf, reportOf, shrink } from './shrink.ts'

/**
 * Plays one seed of the simulator again: `node_modules/.bin/node test/simulation/replay.ts --seed NUMBER`, whole and then shortened,
 * or with the `--nodes` and `--steps` that a failing test has printed. `--break` puts in one of the broken engines.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    nodes: { type: 'string' },
    steps: { type: 'string' },
    break: { type: 'string' },
  },
})
const seed = Number(values.seed ?? 1)
const engines = values.break === undefined ? REAL : BROKEN[values.break]?.engines
if (!engines) throw new Error(`there is no engine that ${values.break}; there are: ${Object.keys(BROKEN).join('; ')}`)
const kept =
  values.steps === undefined
    ? undefined
    : values.steps
        .split(',')
        .filter(step => /^\d+$/.test(step))
        .map(Number)
const schedule = partOf(seed, kept, values.nodes === undefined ? undefined : Number(values.nodes))
for (const step of schedule.steps) process.stdout.write(`${JSON.stringify(step)}\n`)
const outcome = await run(schedule, engines)
process.stdout.write(`${JSON.stringify(outcome)}\n`)
if (outcome.violation) {
  if (!kept) process.stdout.write(`${reportOf(await shrink(seed, outcome, engines), values.break)}\n`)
  process.exitCode = 1
}
