import { object, oneOf } from '../../bytes/schema.ts'
import type { Refusal } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { checkCandidates, checkRank } from './contest.ts'
import { fillVacancy } from './countback.ts'
import type { Method } from './method-type.ts'
import { checkWhole } from './options.ts'
import type { Outcome } from './outcome.ts'
import { firstMarks } from './pair-cells.ts'
import type { Profile } from './profile.ts'
import { options, places } from './rule-fields.ts'
import { countTransferable } from './transferable-vote.ts'

/** Voters rank options, as many as they like; a vote passes to the next where the first cannot use it. */
export type StvRule = {
  readonly method: 'stv'
  readonly options: readonly string[]
  /** How many options win. */
  readonly seats: number
}

/** Seats at once. The fractions of a surplus double in length with each that came before it. */
export const MOST_TRANSFERABLE_SEATS = 12

export const stv: Method<StvRule> = {
  rule: object({ method: oneOf('stv'), options, seats: places }),
  isBinary: () => false,
  checkRule: checkStvRule,
  checkChoice: checkStvChoice,
  options: rule => rule.options,
  marks: (_, choice) => firstMarks(choice),
  limits: () => ({ named: [0, 1], points: [1, 1] }),
  counting: () => ({ from: 'profile', decide: decideStv }),
  countback: fillVacancy,
}

export function checkStvRule(rule: StvRule): Refusal | undefined {
  const most = Math.min(rule.options.length, MOST_TRANSFERABLE_SEATS)
  return checkCandidates(rule.options) ?? checkWhole('seats', rule.seats, 1, most)
}

export function checkStvChoice(rule: StvRule, choice: Choice): Refusal | undefined {
  return checkRank(rule.options, choice)
}

/**
 * The single transferable vote as in Scotland: Droop quota, weighted inclusive Gregory method, the largest surplus
 * first, the last seats to those who are left. Transfers are exact fractions; the source cuts them to five decimals.
 * Source: The Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52.
 * @param seed 32 bytes that order what was tied at every stage.
 */
export function decideStv(rule: StvRule, profile: Profile, seed: Uint8Array): Outcome {
  return countTransferable({ ...rule, seated: new Set(), quotaOf: 'valid' }, profile, seed)
}
