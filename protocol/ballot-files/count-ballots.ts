import { decideProfile, type MethodRule, type Outcome } from '../governance/method.ts'
import { MOST_CANDIDATES } from '../governance/methods/contest.ts'
import { DEFAULT_STARS } from '../governance/methods/star.ts'
import { MOST_TRANSFERABLE_SEATS } from '../governance/methods/stv.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { BallotFile } from './ballot-file.ts'
import { type ChoiceKind, choicesOf, endedAtEquals } from './choices.ts'

type Counted = {
  readonly kind: ChoiceKind
  /** How many seats it fills at most. */
  readonly mostSeats: number
  rule(options: readonly string[], seats: number, mostPoints: number, grades: number): MethodRule
}

/** The methods that count ballots of a file, by name. */
const COUNTED = {
  irv: { kind: 'rank', mostSeats: 1, rule: options => ({ method: 'irv', options }) },
  stv: {
    kind: 'rank',
    mostSeats: MOST_TRANSFERABLE_SEATS,
    rule: (options, seats) => ({ method: 'stv', options, seats }),
  },
  schulze: {
    kind: 'tiers',
    mostSeats: MOST_CANDIDATES,
    rule: (options, seats) => ({ method: 'schulze', options, seats }),
  },
  copeland: {
    kind: 'tiers',
    mostSeats: MOST_CANDIDATES,
    rule: (options, seats) => ({ method: 'copeland', options, seats }),
  },
  star: {
    kind: 'points',
    mostSeats: MOST_CANDIDATES,
    rule: (options, seats, most) => ({ method: 'star', options, maxScore: Math.max(most, DEFAULT_STARS), seats }),
  },
  'majority-judgment': {
    kind: 'points',
    mostSeats: MOST_CANDIDATES,
    rule: (options, seats, _, grades) => ({ method: 'majority-judgment', options, seats, grades }),
  },
  approval: {
    kind: 'approve',
    mostSeats: MOST_CANDIDATES,
    rule: (options, seats) => ({ method: 'approval', options, minApprovals: 0, maxApprovals: options.length, seats }),
  },
  score: {
    kind: 'points',
    mostSeats: MOST_CANDIDATES,
    rule: (options, seats, maxScore) => ({ method: 'score', options, maxScore, seats }),
  },
} as const satisfies Record<string, Counted>

export type CountedMethod = keyof typeof COUNTED
export const COUNTED_METHODS = Object.keys(COUNTED).filter(isCountedMethod)

export function isCountedMethod(name: string): name is CountedMethod {
  return Object.hasOwn(COUNTED, name)
}

/** Whether a method wants to know who is better than whom, not how good each is: so numbers of a table are ranks. */
export function takesRanks(method: CountedMethod): boolean {
  const { kind }: Counted = COUNTED[method]
  return kind === 'tiers' || kind === 'rank'
}

/** What ballots come to by a method. */
export type CountedBallots = {
  readonly method: CountedMethod
  readonly seats: number
  readonly outcome: Outcome
  /** How many ballots were counted up to where they have equals only, by a method that takes none. */
  readonly endedAtEquals: number
}

/**
 * Counts the ballots of a file. Refuses with `ballots/misfit` ballots that the method cannot count without guessing,
 * more seats than candidates, and more candidates than are compared.
 * @param seats how many are elected; else as the file says, else one.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 */
export function countBallots(
  file: BallotFile,
  method: CountedMethod,
  seats: number | undefined,
  seed: Uint8Array,
): CountedBallots | Refusal {
  const { kind, mostSeats, rule }: Counted = COUNTED[method]
  const { candidates } = file
  const places = seats ?? (mostSeats > 1 ? file.seats : undefined) ?? 1
  if (places > candidates.length) {
    return refuse('ballots/misfit', {
      problem: 'more seats than candidates',
      seats: places,
      candidates: candidates.length,
    })
  }
  if (places > mostSeats) {
    return refuse('ballots/misfit', {
      problem: 'more seats than the method fills',
      method,
      seats: places,
      most: mostSeats,
    })
  }
  if (candidates.length > MOST_CANDIDATES) {
    return refuse('ballots/misfit', {
      problem: 'too many candidates',
      candidates: candidates.length,
      most: MOST_CANDIDATES,
    })
  }
  const profile = choicesOf(file, kind)
  if (isRefusal(profile)) return profile
  const mostPoints = file.ballots.reduce(
    (most, { scores = [] }) => Math.max(most, ...scores.map(([, score]) => score)),
    1,
  )
  const counted = rule(candidates, places, mostPoints, file.grades ?? mostPoints + 1)
  return {
    method,
    seats: places,
    outcome: decideProfile(counted, profile, seed),
    endedAtEquals: kind === 'rank' ? endedAtEquals(file) : 0,
  }
}
