import { openBallots } from '../../node/domains/governance/ballots.ts'
import { countOutcome } from '../../protocol/governance/method.ts'
import { refuse } from '../../protocol/refusal.ts'
import { accepted } from '../support/test-core.ts'
import type { City } from './city.ts'
import { type Measurement, medianMs } from './measurement.ts'
import { withCity } from './open-city.ts'

/** The tally of every vote in the log, beside a bare query over them. */
export async function benchTally(city: City): Promise<Measurement> {
  return withCity(city, async core => {
    const stored = core.projections.proposals.get(city.proposal)
    const proposal = accepted(stored ?? refuse('proposal/unknown'))
    const ballots = openBallots(core.store)
    const measured = await medianMs(9, () => {
      const counted = ballots.count(proposal)
      if (counted.ballots !== city.ballots.length) throw new Error(`${counted.ballots} ballots are counted`)
      countOutcome(city.method, counted, new Uint8Array(32))
    })
    const query = core.store.prepare(
      'SELECT chosen, count(*) FROM voter WHERE proposal = ? AND chosen IS NOT NULL GROUP BY chosen',
    )
    const value = await medianMs(9, () => query.all(proposal.row))
    return {
      what: `tally of ${city.ballots.length.toLocaleString('en')} votes in the log`,
      ...{ measured, unit: 'ms', limit: { value, what: 'the SQL group-by alone' } },
      goal: { value: 50, better: 'less' },
    }
  })
}
