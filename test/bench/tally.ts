import { join } from 'node:path'
import type { Core } from '../../node/core.ts'
import { openBallots } from '../../node/domains/governance/ballots.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { type DelegationRow, freezeDelegations } from '../../protocol/governance/delegation-table.ts'
import { countOutcome } from '../../protocol/governance/method.ts'
import { refuse } from '../../protocol/refusal.ts'
import { accepted } from '../support/test-core.ts'
import { type City, foundCity } from './city.ts'
import { type Measurement, medianMs } from './measurement.ts'
import { fillCity, withCity } from './open-city.ts'

const DAY_MS = 86_400_000

/** The tally of every vote in the log, beside a bare query over them. */
export async function benchTally(city: City): Promise<Measurement> {
  return withCity(city, async core => {
    const { measured, value } = await timeTally(core, city, city.ballots.length)
    return {
      what: `tally of ${city.ballots.length.toLocaleString('en')} votes in the log`,
      ...{ measured, unit: 'ms', limit: { value, what: 'the SQL group-by alone' } },
      goal: { value: 50, better: 'less' },
    }
  })
}

/** The same with delegations besides, some of them passed on once more, as the table of the closing vote names them. */
export async function benchDelegatedTally(folder: string, voters: number): Promise<Measurement> {
  const silent = Math.floor(voters * 0.3)
  const city = await foundCity(join(folder, 'delegating'), voters, silent)
  await fillCity(city)
  const afterTheDeadline = () => Date.now() + 2 * DAY_MS
  return withCity(
    city,
    async core => {
      for (const part of freezeDelegations(city.proposal, delegationsOf(city), nativeSha256)) {
        accepted(await core.write(city.group, 'proposal/delegations', part))
      }
      const { measured, value } = await timeTally(core, city, city.ballots.length + silent)
      const what = `tally of ${city.ballots.length.toLocaleString('en')} votes and ${silent.toLocaleString('en')} delegations`
      return {
        what,
        ...{ measured, unit: 'ms', limit: { value, what: 'the SQL group-by alone' } },
        goal: { value: 1_000, better: 'less' },
      }
    },
    afterTheDeadline,
  )
}

/** Each who is silent passes their vote on to a voter, every tenth to the next who is silent. */
function delegationsOf({ ballots, keys }: City): DelegationRow[] {
  const silent = keys.slice(ballots.length)
  return silent.map((from, i) => {
    const to = i % 10 === 0 ? silent[i + 1] : undefined
    return [from, to ?? keys[(i * 7_919) % ballots.length] ?? from]
  })
}

/** @param votes how many have to be counted. */
async function timeTally(core: Core, city: City, votes: number): Promise<{ measured: number; value: number }> {
  const stored = core.projections.proposals.get(city.proposal)
  const proposal = accepted(stored ?? refuse('proposal/unknown'))
  const ballots = openBallots(core.store)
  const measured = await medianMs(9, () => {
    const counted = ballots.count(proposal)
    if (counted.ballots !== votes) throw new Error(`${counted.ballots} ballots are counted`)
    countOutcome(city.method, counted, new Uint8Array(32))
  })
  const query = core.store.prepare(
    'SELECT chosen, count(*) FROM voter WHERE proposal = ? AND chosen IS NOT NULL GROUP BY chosen',
  )
  const value = await medianMs(9, () => query.all(proposal.row))
  return { measured, value }
}
