import type { Choice } from '../choice.ts'
import type { Profile } from './profile.ts'

/** A choice with its weight in whole parts of one vote. */
export type WholeRow = { readonly choice: Choice; readonly weight: bigint }

/** The same profile in whole numbers: `parts` of them make one vote, 1 where all weights are whole. */
export type WholeProfile = { readonly parts: bigint; readonly rows: readonly WholeRow[] }

/** Cuts votes into the fewest equal parts of which every weight is a whole number: whole numbers add up fast. */
export function wholeWeights(profile: Profile): WholeProfile {
  let parts = 1n
  for (const { weight } of profile) parts = leastCommonMultiple(parts, weight[1])
  return {
    parts,
    rows: profile.map(({ choice, weight: [numerator, denominator] }) => ({
      choice,
      weight: numerator * (parts / denominator),
    })),
  }
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}
