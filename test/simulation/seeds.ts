import type { Test } from 'tap'
import { run } from './run.ts'
import { scheduleOf } from './schedule.ts'
import { reportOf, shrink } from './shrink.ts'

/** Runs a row of seeds; the first that breaks a law is reported with the shortest schedule found. */
export async function runSeeds(t: Test, first: number, count: number): Promise<void> {
  let longestMs = 0
  let most = 0
  for (let seed = first; seed < first + count; seed++) {
    const outcome = await run(scheduleOf(seed))
    if (outcome.violation) {
      t.fail(reportOf(await shrink(seed, outcome)))
      return
    }
    longestMs = Math.max(longestMs, outcome.convergedMs)
    most = Math.max(most, scheduleOf(seed).nodes)
  }
  t.pass(`${count} runs over 5 to ${most} nodes; the longest took ${longestMs / 1_000} virtual seconds to agree`)
}
