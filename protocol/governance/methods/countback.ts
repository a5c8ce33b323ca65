import type { Outcome } from './outcome.ts'
import type { Profile } from './profile.ts'
import type { StvRule } from './stv.ts'
import { countTransferable } from './transferable-vote.ts'

/**
 * Fills the seats that were left, by the ballots of the election: they are counted again as if those who resigned had
 * never stood, and those who stay are guarded: they keep the votes they need, pass on what is above, and are never
 * eliminated. So the voters of who is missing choose again, and nobody's vote counts twice. Where more reach the quota
 * than there is room, those with the most votes take the seats. `selected` and the ranking are of who had no seat.
 * Source: I. D. Hill, "Casual vacancies and the Meek method" (Voting matters), for the guarding; the count is decideStv's.
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
