import type { MethodRule } from './method.ts'
import { decideProfile, type Profile } from './method.ts'
import { drawOrder } from './methods/draw.ts'

/**
 * Who takes a seat that was left, best first, by the ballots of the election: those who would have won, had there been
 * as many seats more as have been left. A method without seats goes on in its ranking.
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
  const taken = new Set([...gone, ...seated])
  const outcome = 'seats' in rule ? decideProfile(withSeats(rule, taken.size + 1), profile, seed) : undefined
  const order = outcome ? outcome.selected : inRanking(rule, profile, seed)
  return order.filter(option => !taken.has(option))
}

function inRanking(rule: MethodRule, profile: Profile, seed: Uint8Array): string[] {
  const { ranking, ties } = decideProfile(rule, profile, seed)
  const undecided = new Set(ties.filter(({ brokenBy }) => brokenBy === 'none').map(({ options }) => options.join('\n')))
  return ranking.flatMap(tied => (undecided.has(tied.join('\n')) ? drawOrder(seed, tied) : tied))
}

function withSeats<R extends MethodRule & { readonly seats: number; readonly options: readonly string[] }>(
  rule: R,
  seats: number,
): R {
  return { ...rule, seats: Math.min(seats, rule.options.length) }
}
