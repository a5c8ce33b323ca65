import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { rational } from '../../../protocol/rational.ts'
import { readFixture } from './belenios.ts'

const lines = readFixture('burlington-2009.abif').split('\n')

/** The candidates of the file: lines such as `=Kiss:[Bob Kiss (Progressive)]`. */
export const candidates = lines.flatMap(line => /^=([^:]+):/.exec(line)?.[1] ?? [])

/** Its rankings: lines such as `355:Kiss>Montroll=Smith`. */
const rankings = lines.flatMap(line => {
  const [, number, ranking] = /^(\d+):(.*)$/.exec(line) ?? []
  if (number === undefined || ranking === undefined) return []
  const tiers = ranking.split('>').map(tier => tier.split('=').map(name => name.trim()))
  return [{ weight: rational(Number(number)), tiers }]
})

export const tiered: Profile = rankings.map(({ tiers, weight }) => ({ choice: { tiers }, weight }))

/** The same for counts that take no equals: a ballot ends where it does not say which comes next. */
export const ranked: Profile = rankings.map(({ tiers, weight }) => {
  const equal = tiers.findIndex(tier => tier.length > 1)
  return { choice: { rank: tiers.slice(0, equal < 0 ? tiers.length : equal).flat() }, weight }
})
