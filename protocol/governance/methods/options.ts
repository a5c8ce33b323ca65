import { type Refusal, refuse } from '../../refusal.ts'

/** Voters in one electorate. */
export const MOST_VOTERS = 10_000_000
/** Options on one ballot: enough for the longest participatory budgets. */
export const MOST_OPTIONS = 1_000
/** Characters in the name of an option. */
export const LONGEST_OPTION = 200

/** At least one option, none twice, none without a name. */
export function checkOptions(options: readonly string[]): Refusal | undefined {
  if (options.length === 0 || options.length > MOST_OPTIONS) {
    return refuse('proposal/bad', {
      field: 'options',
      problem: `not between 1 and ${MOST_OPTIONS}`,
      found: options.length,
    })
  }
  const seen = new Set<string>()
  for (const option of options) {
    if (option.trim() === '' || option.length > LONGEST_OPTION || option !== option.normalize('NFC')) {
      return refuse('proposal/bad', {
        field: 'options',
        problem: 'not a name',
        option: option.slice(0, LONGEST_OPTION),
      })
    }
    if (seen.has(option)) return refuse('proposal/bad', { field: 'options', problem: 'named twice', option })
    seen.add(option)
  }
}

/** A whole number within limits, as a field of a rule. */
export function checkWhole(field: string, value: number, least: number, most: number): Refusal | undefined {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    return refuse('proposal/bad', { field, problem: `not a whole number between ${least} and ${most}`, found: value })
  }
}

/** Options of a choice: all of them on the ballot, none twice. */
export function checkNamed(named: readonly string[], isOption: (option: string) => boolean): Refusal | undefined {
  const seen = new Set<string>()
  for (const option of named) {
    if (!isOption(option)) return refuse('ballot/bad-choice', { problem: 'not an option', option })
    if (seen.has(option)) return refuse('ballot/bad-choice', { problem: 'named twice', option })
    seen.add(option)
  }
}

/** How many options a choice names. */
export function checkLength(length: number, least: number, most: number): Refusal | undefined {
  if (length < least) return refuse('ballot/bad-choice', { problem: 'too few options', named: length, least })
  if (length > most) return refuse('ballot/bad-choice', { problem: 'too many options', named: length, most })
}
