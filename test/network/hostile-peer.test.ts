import t from 'tap'
import { quantile } from '../bench/measurement.ts'
import '../support/comunal-process.ts'
import { ATTACKS, MOST_GROWTH_MB, openHostileRig } from './hostile/hostile-rig.ts'

/**
 * Nobody else waits longer than this, or, where the machine has much else to do, than so many times as long as in quiet. How
 * long they do wait is measured on a machine that has nothing else to do: `npm run bench -- --only hostile`.
 */
const QUICK_MS = 1_000
const MOST_TIMES_QUIET = 50

const rig = await openHostileRig(t.testdir())
t.teardown(() => rig[Symbol.asyncDispose]())
const medianDuring = async <T>(work: Promise<T>) => {
  const { spentMs, outcome } = await rig.waitsDuring(work)
  return { ms: quantile(spentMs, 0.5), outcome }
}
const inQuiet = async () => (await medianDuring(new Promise(resolve => setTimeout(resolve, 500)))).ms
await inQuiet()
const quietMb = rig.victimMb()

for (const name of ATTACKS) {
  t.test(`${name}: cut, at no cost to others`, async t => {
    const quietMs = await inQuiet()
    const { ms, outcome } = await medianDuring(rig.attack(name))
    const grownMb = rig.victimMb() - quietMb
    t.comment(
      `${name}: ${outcome.tried} tried; ${ms.toFixed(1)} ms, quiet ${quietMs.toFixed(1)} ms; grown by ${grownMb.toFixed(0)} MB`,
    )
    t.ok(outcome.cut, `cut after ${outcome.tried}`)
    t.ok(grownMb < MOST_GROWTH_MB, `${grownMb.toFixed(0)} MB more`)
    t.ok(
      ms < Math.max(QUICK_MS, MOST_TIMES_QUIET * quietMs),
      `${ms.toFixed(1)} ms, when quiet ${quietMs.toFixed(1)} ms`,
    )
  })
}

t.test('news of the honest still comes, and nothing of the hostile is kept', async t => {
  await rig.publish(5)
  const { sizes, honest } = await rig.keptOfOthers()
  t.same(sizes, [honest], 'only the honest feed was copied, with its own entries')
})
