import { countBack, decideProfile, type MethodRule, type Profile } from './method.ts'

/**
 * Who takes a seat that was left, best first, by the ballots of the election: by the method's own countback where it has
 * one; else those who would have won, had there been as many seats more as have been left.
 * @param gone options that can take no seat any more.
 * @param seated options that have one.
 * @param seed 32 bytes, those of the election.
 */
export function successors(
  rule: MethodRule,
  profile: Profile,
  gone: readonly string[],
  seated: readonly string[],
  seed: Uint8Array,
): string[] {
  const again = countBack(rule, profile, gone, seated, seed)
  if (again) return [...again.selected]
  const taken = new Set([...gone, ...seated])
  const { selected } = decideProfile(withSeats(rule, taken.size + 1), profile, seed)
  return selected.filter(option => !taken.has(option))
}

/** A rule without seats, whose method counts nothing again, is left as it is: nobody comes after its winner. */
function withSeats(rule: MethodRule, seats: number): MethodRule {
  return 'seats' in rule ? { ...rule, seats: Math.min(seats, rule.options.length) } : rule
}
