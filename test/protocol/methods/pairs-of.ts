import { weighProfile } from '../../../protocol/governance/method.ts'
import { pairsOfCells } from '../../../protocol/governance/methods/pair-cells.ts'
import type { Pairwise } from '../../../protocol/governance/methods/pairwise.ts'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'

/** The pairs of ballots as a vote counts them. */
export function pairsOf(options: readonly string[], profile: Profile): Pairwise {
  return pairsOfCells(options, weighProfile({ method: 'schulze', options, seats: 1 }, profile).cells)
}
