import type { Refusal } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { checkCandidates, checkRank } from './contest.ts'
import type { Outcome } from './outcome.ts'
import type { Profile } from './profile.ts'
import { countTransferable } from './transferable-vote.ts'

/** Voters rank options; the weakest are eliminated until one has the majority. */
export type IrvRule = { readonly method: 'irv'; readonly options: readonly string[] }

export function checkIrvRule(rule: IrvRule): Refusal | undefined {
  return checkCandidates(rule.options)
}

export function checkIrvChoice(rule: IrvRule, choice: Choice): Refusal | undefined {
  return checkRank(rule.options, choice)
}

/**
 * Instant-runoff voting: the single transferable vote with one seat, won by more than half of the ballots that are not
 * exhausted. Ties as there: by the round before, and so on back, then by the draw.
 * @param seed 32 bytes that order what was tied in every round.
 */
export function decideIrv({ options }: IrvRule, profile: Profile, seed: Uint8Array): Outcome {
  return countTransferable({ options, seats: 1, seated: new Set(), quotaOf: 'continuing' }, profile, seed)
}
