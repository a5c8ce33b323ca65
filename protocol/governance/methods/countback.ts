import type { Outcome } from './outcome.ts'
import type { Profile } from './profile.ts'
import type { StvRule } from './stv.ts'
import { countTransferable } from './transferable-vote.ts'

/**
 * Fills the seats that were left, by the ballots of the election: they are counted again as if those who resigned had
 * never stood, and those who stay cannot lose their seat: they keep the votes they need, pass on what is above, and
 * are not eliminated. So the voters of who is missing choose again, and nobody's vote counts twice. `selected`
 * and the ranking are of the options that had no seat. Source: I. D. Hill, "Casual vacancies and the Meek method"
 * (Voting matters 16, 2003), who guards those who stay in this way; the count itself is that of the election.
 * @param resigned everyone who can take no seat (any more).
 * @param stillElected everyone who has one.
 * @param seed 32 bytes that order what was tied at every stage.
 */
export function fillVacancy(
  rule: StvRule,
  profile: Profile,
  resigned: readonly string[],
  stillElected: readonly string[],
  seed: Uint8Array,
): Outcome {
  const options = rule.options.filter(option => !resigned.includes(option))
  return countTransferable(
    { options, seats: rule.seats, seated: new Set(stillElected), quotaOf: 'valid' },
    profile,
    seed,
  )
}
