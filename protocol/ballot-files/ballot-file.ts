import type { Mark } from '../governance/methods/count.ts'
import { grouped } from '../grouped.ts'

/** What is read from a file of ballots, whatever its format. Candidates go by the names that options of a rule have. */
export type BallotFile = {
  readonly title: string | undefined
  readonly candidates: readonly string[]
  /** Whether the file has no names, and candidates go by its own numbers. */
  readonly areNumbers: boolean
  /** Longer names, where the file tells them. */
  readonly fullNames: ReadonlyMap<string, string>
  /** Who stood, and is no candidate any more; on no ballot. */
  readonly withdrawn: readonly string[]
  /** How many are to be elected, and how many grades there are, where the file says so. */
  readonly seats?: number
  readonly grades?: number
  readonly ballots: readonly FileBallot[]
}

/** What one ballot says. */
export type Preferences = {
  /** Candidates from the best on, those that are equally good together; who is left out is below all of them. */
  readonly tiers: readonly (readonly string[])[]
  /** Scores or grades, the higher the better, where the ballot has them; who is left out has 0. */
  readonly scores?: readonly Mark[]
}

/** Ballots that say the same. */
export type FileBallot = Preferences & {
  /** How many there are. */
  readonly weight: number
  /** The first line that says so, counted from 1; null where the file has no lines to speak of. */
  readonly line: number | null
}

/** Candidates by falling scores; who has 0 is where those are who are left out. */
export function tiersOfScores(scores: readonly Mark[]): string[][] {
  const levels = grouped(
    scores.filter(([, score]) => score > 0),
    ([, score]) => score,
  )
  return [...levels].sort(([a], [b]) => b - a).map(([, marks]) => marks.map(([candidate]) => candidate).toSorted())
}
