import { optional } from '../../bytes/schema.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { checkLength, checkNamed, checkOptions, checkWhole } from './options.ts'
import { option, options, places } from './rule-fields.ts'

/** Options in tiers of preference that compete for seats. */
export type Contest = {
  readonly options: readonly string[]
  /** How many options win at most. */
  readonly seats: number
  /** The option of leaving things as they are, where there is one: only options that beat it win. */
  readonly statusQuo?: string
}

export const contestFields = { options, seats: places, statusQuo: optional(option) }

/** Options of a method that compares each with each, or takes a round for each: the work grows with their square. */
export const MOST_CANDIDATES = 100

export function checkContest({ options, seats, statusQuo }: Contest): Refusal | undefined {
  const bad = checkCandidates(options)
  if (bad) return bad
  if (statusQuo === undefined) return checkWhole('seats', seats, 1, options.length)
  if (!options.includes(statusQuo)) {
    return refuse('proposal/bad', { field: 'statusQuo', problem: 'not an option', option: statusQuo })
  }
  return checkWhole('seats', seats, 1, options.length - 1)
}

export function checkCandidates(options: readonly string[]): Refusal | undefined {
  return checkOptions(options) ?? checkWhole('options', options.length, 1, MOST_CANDIDATES)
}

/** Refuses what is not a ranking in tiers of some of the options. */
export function checkTiers({ options }: Contest, choice: Choice): Refusal | undefined {
  if (!('tiers' in choice)) return refuse('ballot/bad-choice', { problem: 'the ballot takes tiers' })
  const named = choice.tiers.flat()
  return checkLength(named.length, 0, options.length) ?? checkNamed(named, option => options.includes(option))
}

/** Refuses what is not a ranking of some of the options, one by one. */
export function checkRank(options: readonly string[], choice: Choice): Refusal | undefined {
  if (!('rank' in choice)) return refuse('ballot/bad-choice', { problem: 'the ballot takes a ranking' })
  return (
    checkLength(choice.rank.length, 0, options.length) ?? checkNamed(choice.rank, option => options.includes(option))
  )
}
