import { type Breakable, type Outcome, REAL, run } from './run.ts'
import { type Schedule, type Step, scheduleOf } from './schedule.ts'

/** Runs that looking for a shorter schedule may take. */
const MOST_TRIES = 150

/** A schedule that breaks a law, by the steps of its seed that are left: enough to run it again. */
export type Shortest = {
  readonly seed: number
  readonly nodes: number
  /** Places in the schedule of the seed. */
  readonly kept: readonly number[]
  readonly outcome: Outcome
}

/** The schedule of a seed with some of its steps and perhaps fewer nodes. */
export function partOf(seed: number, kept?: readonly number[], nodes?: number): Schedule {
  const whole = scheduleOf(seed)
  const count = nodes ?? whole.nodes
  const steps = kept ? kept.flatMap(place => whole.steps[place] ?? []) : whole.steps
  return { seed, nodes: count, steps: steps.filter(step => !('node' in step) || step.node < count) }
}

/**
 * Looks for the shortest schedule that breaks the same law: leaves out halves of the steps, then quarters, down to single ones
 * (delta debugging: Zeller & Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002), then nodes.
 */
export async function shrink(seed: number, first: Outcome, engines: Breakable = REAL): Promise<Shortest> {
  const law = first.violation?.law
  let tries = 0
  let best: Shortest = {
    seed,
    nodes: scheduleOf(seed).nodes,
    kept: scheduleOf(seed).steps.map((_, i) => i),
    outcome: first,
  }
  const attempt = async (kept: readonly number[], nodes: number): Promise<boolean> => {
    if (++tries > MOST_TRIES) return false
    const outcome = await run(partOf(seed, kept, nodes), engines)
    if (!law || outcome.violation?.law !== law) return false
    best = { seed, nodes, kept, outcome }
    return true
  }
  for (let size = Math.ceil(best.kept.length / 2); size >= 1 && tries <= MOST_TRIES; ) {
    let shorter = false
    for (let from = 0; from < best.kept.length; ) {
      const rest = [...best.kept.slice(0, from), ...best.kept.slice(from + size)]
      if (await attempt(rest, best.nodes)) shorter = true
      else from += size
    }
    if (size === 1 && !shorter) break
    size = Math.max(1, Math.floor(size / 2))
  }
  for (const nodes of [2, 3, 4, 5, 8, 13, 21, 34]) {
    if (nodes >= best.nodes || (await attempt(best.kept, nodes))) break
  }
  return best
}

/** What a failing seed is reported as: the law, the shortest schedule found, the command that plays it again. */
export function reportOf({ seed, nodes, kept, outcome: { violation } }: Shortest, broken?: string): string {
  const steps = kept
    .flatMap(place => scheduleOf(seed).steps[place] ?? [])
    .filter(step => !('node' in step) || step.node < nodes)
  const command = [
    `node_modules/.bin/node test/simulation/replay.ts --seed ${seed} --nodes ${nodes} --steps ${kept.join(',') || 'none'}`,
  ]
  if (broken) command.push(`--break '${broken}'`)
  return [
    `seed ${seed} breaks the law "${violation?.law}" at ${Math.round(violation?.atMs ?? 0)} ms: ${violation?.what}`,
    `with ${nodes} nodes and ${steps.length} steps:`,
    ...steps.map(step => `  ${lineOf(step)}`),
    `again: ${command.join(' ')}`,
  ].join('\n')
}

function lineOf({ type, ...rest }: Step): string {
  return `${type} ${JSON.stringify(rest)}`
}
