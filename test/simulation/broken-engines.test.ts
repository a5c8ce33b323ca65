import t from 'tap'
import { BROKEN } from './broken-engines.ts'
import { run } from './run.ts'
import { type Lie, scheduleOf } from './schedule.ts'
import { partOf, reportOf, shrink } from './shrink.ts'

/** Within so many runs a fault has to show. */
const RUNS = 40
/** Small ones: the fault is in the engine, not in the number of nodes. */
const MOST_NODES = 10

/** Seeds whose runs are small and have a lie in them, if one is named. */
function seedsWith(lie?: Lie): number[] {
  const isFit = (seed: number) => {
    const { nodes, steps } = scheduleOf(seed)
    return nodes <= MOST_NODES && (!lie || steps.some(step => step.type === 'liar' && step.lie === lie))
  }
  return Array.from({ length: 3_000 }, (_, i) => i + 1)
    .filter(isFit)
    .slice(0, RUNS)
}

for (const [fault, { engines, laws, lie }] of Object.entries(BROKEN)) {
  t.test(`an engine that ${fault} breaks a law`, async t => {
    for (const seed of seedsWith(lie)) {
      const { violation } = await run(scheduleOf(seed), engines)
      if (!violation) continue
      t.ok(laws.includes(violation.law), `seed ${seed}: ${violation.law}: ${violation.what}`)
      return
    }
    t.fail(`no law noticed in ${RUNS} runs`)
  })
}

t.test('the same seed is the same run', async t => {
  t.same(await run(scheduleOf(7)), await run(scheduleOf(7)))
})

t.test('a failing seed is made shorter, and what is printed plays it again', async t => {
  const fault = 'finds a kept disk shorter than it was'
  const engines = BROKEN[fault]?.engines
  for (const seed of seedsWith()) {
    const whole = scheduleOf(seed)
    const first = await run(whole, engines)
    if (!first.violation) continue
    const shortest = await shrink(seed, first, engines)
    const part = partOf(seed, shortest.kept, shortest.nodes)
    t.ok(
      part.steps.length <= 2,
      `of ${whole.steps.length} steps a crash is left, and perhaps what was written before it`,
    )
    t.ok(part.steps.some(({ type }) => type === 'crash'))
    t.same((await run(part, engines)).violation, shortest.outcome.violation)
    const report = reportOf(shortest, fault)
    t.match(report, `seed ${seed} breaks the law "no acknowledged entry is lost"`)
    t.match(report, `--seed ${seed} --nodes ${shortest.nodes} --steps ${shortest.kept.join(',')} --break '${fault}'`)
    return
  }
  t.fail('nothing to shorten')
})
