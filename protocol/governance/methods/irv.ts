import { object, oneOf } from '../../bytes/schema.ts'
import type { Refusal } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { checkCandidates, checkRank } from './contest.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'
import { firstMarks } from './pair-cells.ts'
import type { Profile } from './profile.ts'
import { options } from './rule-fields.ts'
import { countTransferable } from './transferable-vote.ts'

/** Voters rank options; the weakest are eliminated until one has the majority. */
export type IrvRule = { readonly method: 'irv'; readonly options: readonly string[] }

export const irv: Method<IrvRule> = {
  rule: object({ method: oneOf('irv'), options }),
  isBinary: () => false,
  checkRule: checkIrvRule,
  checkChoice: checkIrvChoice,
  options: rule => rule.options,
  marks: (_, choice) => firstMarks(choice),
  limits: () => ({ named: [0, 1], points: [1, 1] }),
  counting: () => ({ from: 'profile', decide: decideIrv }),
  // As if who has left had never stood; with one seat nobody else has one.
  countback: ({ method, options }, profile, gone, _seated, seed) =>
    decideIrv({ method, options: options.filter(option => !gone.includes(option)) }, profile, seed),
}

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
