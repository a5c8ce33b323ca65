import fc from 'fast-check'
import type { Choice } from '../../../protocol/governance/choice.ts'
import type { Outcome } from '../../../protocol/governance/methods/outcome.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { formatRational, ONE, rational } from '../../../protocol/rational.ts'

fc.configureGlobal({ seed: 5 })

/** Few options and few ballots, so that ties are common. */
export const OPTIONS = ['a', 'b', 'c', 'd', 'e']

export type Decide = (options: readonly string[], seats: number, profile: Profile, seed: Uint8Array) => Outcome
/** An election small enough to print where a law does not hold. */
export type Election = { readonly seats: number; readonly profile: Profile; readonly seed: Uint8Array }

export const rank: fc.Arbitrary<Choice> = fc.shuffledSubarray(OPTIONS).map(rank => ({ rank }))

export const tiers: fc.Arbitrary<Choice> = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: OPTIONS.length, maxLength: OPTIONS.length })
  .map(levels => ({
    tiers: [3, 2, 1]
      .map(level => OPTIONS.filter((_, place) => levels[place] === level))
      .filter(tier => tier.length > 0),
  }))

/** Points from 0 to `most`; some options are left out. */
export function points(most: number): fc.Arbitrary<Choice> {
  return fc
    .subarray(OPTIONS)
    .chain(options =>
      fc.tuple(...options.map(option => fc.tuple(fc.constant(option), fc.integer({ min: 0, max: most })))),
    )
    .map(points => ({ points }))
}

export function elections(choice: fc.Arbitrary<Choice>, mostSeats = 3): fc.Arbitrary<Election> {
  const rows = fc.array(fc.tuple(choice, fc.integer({ min: 1, max: 4 })), { maxLength: 12 })
  return fc
    .tuple(fc.integer({ min: 1, max: mostSeats }), rows, fc.uint8Array({ minLength: 32, maxLength: 32 }))
    .map(([seats, rows, seed]) => ({
      seats,
      profile: rows.map(([choice, weight]) => ({ choice, weight: rational(weight) })),
      seed,
    }))
}

/** Holds for every method: who comes first in a list, or is called what, decides nothing. */
export function orderDecidesNothing(decide: Decide, choice: fc.Arbitrary<Choice>, mostSeats = 3) {
  fc.assert(
    fc.property(elections(choice, mostSeats), ({ seats, profile, seed }) => {
      const outcome = comparable(decide(OPTIONS, seats, profile, seed))
      return (
        comparable(decide(OPTIONS, seats, profile.toReversed(), seed)) === outcome &&
        comparable(decide(OPTIONS.toReversed(), seats, profile, seed)) === outcome
      )
    }),
  )
}

export function namesDecideNothing(decide: Decide, choice: fc.Arbitrary<Choice>, mostSeats = 3) {
  const other = new Map(OPTIONS.map((option, place) => [option, OPTIONS[(place + 2) % OPTIONS.length] ?? option]))
  const rename = (option: string) => other.get(option) ?? option
  let compared = 0
  fc.assert(
    fc.property(elections(choice, mostSeats), ({ seats, profile, seed }) => {
      const outcome = decide(OPTIONS, seats, profile, seed)
      // The draw is by name: other names, other lots.
      if (outcome.ties.some(({ brokenBy }) => brokenBy === 'draw')) return true
      compared += 1
      const renamed = profile.map(({ choice, weight }) => ({ choice: renameChoice(choice, rename), weight }))
      const sets = (tiers: readonly (readonly string[])[]) => JSON.stringify(tiers.map(tier => tier.toSorted()))
      const after = decide(OPTIONS, seats, renamed, seed)
      return (
        sets([after.selected]) === sets([outcome.selected.map(rename)]) &&
        sets(after.ranking) === sets(outcome.ranking.map(tier => tier.map(rename)))
      )
    }),
  )
  if (compared < 20) throw new Error('next to every election was drawn')
}

/** A weight is as many ballots: the same outcome, and the same steps to it. */
export function weightsAreCopies(decide: Decide, choice: fc.Arbitrary<Choice>, mostSeats = 3) {
  fc.assert(
    fc.property(elections(choice, mostSeats), ({ seats, profile, seed }) => {
      const copies = profile.flatMap(({ choice, weight: [number] }) =>
        Array.from({ length: Number(number) }, () => ({ choice, weight: ONE })),
      )
      return comparable(decide(OPTIONS, seats, copies, seed)) === comparable(decide(OPTIONS, seats, profile, seed))
    }),
  )
}

/** Where one weight for all changes nothing but the sums. */
export function scaleDecidesNothing(decide: Decide, choice: fc.Arbitrary<Choice>, mostSeats = 3) {
  fc.assert(
    fc.property(elections(choice, mostSeats), ({ seats, profile, seed }) => {
      const scaled = profile.map(({ choice, weight: [number] }) => ({ choice, weight: rational(number * 3n, 7n) }))
      const verdict = ({ selected, ranking, ties }: Outcome) => JSON.stringify({ selected, ranking, ties })
      return verdict(decide(OPTIONS, seats, scaled, seed)) === verdict(decide(OPTIONS, seats, profile, seed))
    }),
  )
}

/**
 * A winner that one ballot more likes better still wins. `raise` puts an option first on a ballot and leaves the others
 * as they were to each other.
 */
export function raisingNeverHarms(decide: Decide, choice: fc.Arbitrary<Choice>, raise: Raise) {
  let raised = 0
  fc.assert(
    fc.property(elections(choice, 1), fc.nat(11), ({ profile, seed }, at) => {
      const [winner] = decide(OPTIONS, 1, profile, seed).selected
      const row = profile[at]
      if (winner === undefined || !row) return true
      raised += 1
      const after = profile.with(at, { ...row, choice: raise(row.choice, winner) })
      return decide(OPTIONS, 1, after, seed).selected[0] === winner
    }),
  )
  if (raised < 20) throw new Error('next to no ballot was changed')
}
type Raise = (choice: Choice, option: string) => Choice

export function raiseInTiers(choice: Choice, option: string): Choice {
  if (!('tiers' in choice)) return choice
  const below = choice.tiers.map(tier => tier.filter(other => other !== option)).filter(tier => tier.length > 0)
  return { tiers: [[option], ...below] }
}

export function raiseInPoints(most: number): Raise {
  return (choice, option) =>
    'points' in choice ? { points: [...choice.points.filter(([other]) => other !== option), [option, most]] } : choice
}

/** The option that beats every other one to one, by the definition. */
export function condorcetWinner(profile: Profile): string | undefined {
  return OPTIONS.find(option =>
    OPTIONS.every(other => {
      let lead = 0n
      for (const { choice, weight } of profile) lead += BigInt(preference(choice, option, other)) * weight[0]
      return option === other || lead > 0n
    }),
  )
}

/** What more than half of all put first, `alone` on their ballots, wins whatever the others say. */
export function majorityWins(decide: Decide, choice: fc.Arbitrary<Choice>, alone: (option: string) => Choice) {
  fc.assert(
    fc.property(elections(choice, 1), fc.constantFrom(...OPTIONS), ({ profile, seed }, option) => {
      const others = profile.reduce((sum, { weight }) => sum + weight[0], 0n)
      const majority = { choice: alone(option), weight: rational(others + 1n) }
      return decide(OPTIONS, 1, [...profile, majority], seed).selected.join() === option
    }),
  )
}

function preference(choice: Choice, a: string, b: string): number {
  return Math.sign(level(choice, a) - level(choice, b))
}

function level(choice: Choice, option: string): number {
  if ('points' in choice) return choice.points.find(([named]) => named === option)?.[1] ?? 0
  const list = 'rank' in choice ? choice.rank.map(option => [option]) : 'tiers' in choice ? choice.tiers : []
  const place = list.findIndex(tier => tier.includes(option))
  return place < 0 ? 0 : list.length - place
}

/** An outcome as text; where a round lists the options is left aside. */
export function comparable(outcome: Outcome): string {
  const rounds = outcome.rounds.map(round => ({
    ...round,
    standing: round.standing.map(({ option, points }) => `${option} ${formatRational(points)}`).sort(),
  }))
  return JSON.stringify({ ...outcome, rounds }, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

function renameChoice(choice: Choice, rename: (option: string) => string): Choice {
  if ('rank' in choice) return { rank: choice.rank.map(rename) }
  if ('tiers' in choice) return { tiers: choice.tiers.map(tier => tier.map(rename)) }
  return 'points' in choice ? { points: choice.points.map(([option, given]) => [rename(option), given]) } : choice
}
