import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import type { FileBallot, Preferences } from './ballot-file.ts'

/** More ballots than there are people, and few enough that every sum over them is exact. */
const MOST_BALLOTS = 1_000_000_000_000

/** Puts ballots together that say the same. */
export type Pile = {
  /** Refuses what is no number of ballots, or too many; no ballots at all are passed over. */
  add(line: number | null, weight: number, preferences: Preferences): Refusal | undefined
  ballots(): FileBallot[]
}

export function openPile(): Pile {
  const alike = new Map<string, { line: number | null; weight: number; preferences: Preferences }>()
  let total = 0
  return {
    add(line, weight, preferences) {
      if (!Number.isSafeInteger(weight) || weight < 0) return badBallots(line, 'not a number of ballots')
      total += weight
      if (total > MOST_BALLOTS) return badBallots(line, 'too many ballots', { most: MOST_BALLOTS })
      if (weight === 0) return
      const words = JSON.stringify([preferences.tiers, preferences.scores ?? null])
      const known = alike.get(words)
      if (known) known.weight += weight
      else alike.set(words, { line, weight, preferences })
    },
    ballots: () => [...alike.values()].map(({ preferences, weight, line }) => ({ ...preferences, weight, line })),
  }
}
