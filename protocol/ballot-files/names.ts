import { LONGEST_OPTION, MOST_OPTIONS } from '../governance/methods/options.ts'
import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'

/** A candidate's name in one form, whatever spaces are around it. */
export function cleanName(text: string): string {
  return text.trim().normalize('NFC')
}

/** Refuses what cannot be a candidate's name. */
export function checkName(line: number | null, name: string): Refusal | undefined {
  if (name === '') return badBallots(line, 'a candidate without a name')
  if (name.length > LONGEST_OPTION) return badBallots(line, 'a name that is too long', { most: LONGEST_OPTION })
  if (hasControls(name)) return badBallots(line, 'a control character in a name')
}

/** Refuses more candidates than are counted, and none. */
export function checkNumber(line: number | null, candidates: number): Refusal | undefined {
  if (candidates === 0) return badBallots(line, 'no candidates')
  if (candidates > MOST_OPTIONS) return badBallots(line, 'too many candidates', { most: MOST_OPTIONS })
}

/** Refuses a candidate who is named twice in a list. */
export function checkOnce(line: number | null, names: readonly string[]): Refusal | undefined {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) return badBallots(line, 'a candidate twice', { candidate: name })
    seen.add(name)
  }
}

/** Whether a terminal would obey it, or a table break. */
export function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text)
}
