import { ATTACKS, MOST_GROWTH_MB, openHostileRig } from '../network/hostile/hostile-rig.ts'
import { type Measurement, quantile } from './measurement.ts'

/** Others wait no longer than so many times as long as in quiet. */
const MOST_TIMES = 2
const QUIET_MS = 2_000

/** How long an honest peer waits for an answer while another one attacks the node, and what the node holds for it by then. */
export async function benchHostile(folder: string): Promise<Measurement[]> {
  await using rig = await openHostileRig(folder)
  const quiet = () => rig.waitsDuring(new Promise<void>(resolve => setTimeout(resolve, QUIET_MS)))
  await quiet()
  const beforeMb = rig.victimMb()
  const inQuiet: number[] = []
  const attacked: number[] = []
  let mostMb = 0
  for (const name of ATTACKS) {
    inQuiet.push(...(await quiet()).spentMs)
    const { spentMs, outcome } = await rig.waitsDuring(rig.attack(name))
    if (!outcome.cut) throw new Error(`${name} was not cut`)
    attacked.push(...spentMs)
    mostMb = Math.max(mostMb, rig.victimMb() - beforeMb)
  }
  const row = (share: number): Measurement => {
    const quietMs = quantile(inQuiet, share)
    return {
      what: `an answer while a peer attacks, p${share * 100} over ${ATTACKS.length} attacks`,
      ...{ measured: quantile(attacked, share), unit: 'ms', goal: { value: MOST_TIMES * quietMs, better: 'less' } },
      limit: { value: quietMs, what: 'the same in quiet' },
    }
  }
  const memory: Measurement = {
    what: 'memory that the node was given meanwhile',
    ...{ measured: mostMb, unit: 'MB', goal: { value: MOST_GROWTH_MB, better: 'less' } },
    limit: { value: beforeMb, what: 'what it had before' },
  }
  return [row(0.5), row(0.99), memory]
}
