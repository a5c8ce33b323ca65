import {
  countProfile,
  DEFAULT_SUPERMAJORITY,
  decideProfile,
  isBinary,
  type MethodRule,
  type Outcome,
} from '../governance/method.ts'
import { MOST_CANDIDATES } from '../governance/methods/contest.ts'
import type { OptionCount } from '../governance/methods/count.ts'
import { creditsSpent } from '../governance/methods/quadratic.ts'
import { DEFAULT_STARS } from '../governance/methods/star.ts'
import { MOST_TRANSFERABLE_SEATS } from '../governance/methods/stv.ts'
import { checkThreshold } from '../governance/methods/yes-or-no.ts'
import type { Rational } from '../rational.ts'
import { isRefusal, type Refusal, type RefusalDetail, refuse } from '../refusal.ts'
import type { BallotFile, FileBallot } from './ballot-file.ts'
import { type ChoiceKind, choicesOf, endedAtEquals } from './choices.ts'
import type { TableUse } from './csv-columns.ts'

/** What a rule is made of, as the file or whoever counts it says. */
type Given = {
  readonly options: readonly string[]
  readonly seats: number
  /** The most points that a ballot gives to a candidate. */
  readonly mostPoints: number
  readonly grades: number
  readonly threshold: Rational
  /** What the votes of a ballot may cost together. */
  readonly credits: number
}
type Counted = {
  readonly kind: ChoiceKind
  /** How many seats it fills at most; 0 where it answers yes or no. */
  readonly mostSeats: number
  rule(given: Given): MethodRule
}

/** The methods that count ballots of a file, by name. */
const COUNTED = {
  majority: { kind: 'vote', mostSeats: 0, rule: () => ({ method: 'majority' }) },
  supermajority: { kind: 'vote', mostSeats: 0, rule: ({ threshold }) => ({ method: 'supermajority', threshold }) },
  irv: { kind: 'rank', mostSeats: 1, rule: ({ options }) => ({ method: 'irv', options }) },
  stv: {
    kind: 'rank',
    mostSeats: MOST_TRANSFERABLE_SEATS,
    rule: ({ options, seats }) => ({ method: 'stv', options, seats }),
  },
  schulze: {
    kind: 'tiers',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats }) => ({ method: 'schulze', options, seats }),
  },
  copeland: {
    kind: 'tiers',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats }) => ({ method: 'copeland', options, seats }),
  },
  star: {
    kind: 'points',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats, mostPoints }) => ({
      method: 'star',
      options,
      maxScore: Math.max(mostPoints, DEFAULT_STARS),
      seats,
    }),
  },
  'majority-judgment': {
    kind: 'points',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats, grades }) => ({ method: 'majority-judgment', options, seats, grades }),
  },
  approval: {
    kind: 'approve',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats }) => ({
      method: 'approval',
      options,
      minApprovals: 0,
      maxApprovals: options.length,
      seats,
    }),
  },
  score: {
    kind: 'points',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats, mostPoints }) => ({ method: 'score', options, maxScore: mostPoints, seats }),
  },
  quadratic: {
    kind: 'gifts',
    mostSeats: MOST_CANDIDATES,
    rule: ({ options, seats, credits }) => ({ method: 'quadratic', options, seats, credits }),
  },
} as const satisfies Record<string, Counted>

export type CountedMethod = keyof typeof COUNTED
export const COUNTED_METHODS = Object.keys(COUNTED).filter(isCountedMethod)

export function isCountedMethod(name: string): name is CountedMethod {
  return Object.hasOwn(COUNTED, name)
}

/** What a method makes of a table: of numbers in it, and of a cell that names several. */
export function tableUse(method: CountedMethod): TableUse {
  const { kind }: Counted = COUNTED[method]
  return { numbers: kind === 'tiers' || kind === 'rank' ? 'ranks' : 'scores', several: kind === 'approve' }
}

/** What ballots come to by a method. */
export type CountedBallots = {
  readonly method: CountedMethod
  readonly seats: number
  readonly outcome: Outcome
  /** What each answer got, where the question is yes or no. */
  readonly answers?: readonly OptionCount[]
  /** How many ballots were counted up to where they have equals only, by a method that takes none. */
  readonly endedAtEquals: number
}

/** What whoever counts may say besides the method. */
export type CountTerms = {
  /** How many are elected; else as the file says, else one. */
  readonly seats?: number | undefined
  /** Supermajority: the share of for and against that passes. */
  readonly threshold?: Rational | undefined
  /** Quadratic: what the votes of a ballot may cost together; else what they cost on the dearest ballot. */
  readonly credits?: number | undefined
}

/**
 * Counts the ballots of a file. Refuses with `ballots/misfit` ballots that the method cannot count without guessing,
 * terms that it does not have, more seats than candidates, and more candidates than are compared.
 * @param seed 32 bytes that order what stays tied after the method's own rule.
 */
export function countBallots(
  file: BallotFile,
  method: CountedMethod,
  terms: CountTerms,
  seed: Uint8Array,
): CountedBallots | Refusal {
  const { kind, mostSeats, rule }: Counted = COUNTED[method]
  const places = terms.seats ?? (mostSeats > 1 ? file.seats : undefined) ?? 1
  const bad = checkTerms(method, terms) ?? (mostSeats > 0 ? checkSeats(file, places, method, mostSeats) : undefined)
  if (bad) return bad
  const profile = choicesOf(file, kind)
  if (isRefusal(profile)) return profile
  const mostPoints = file.ballots.reduce(
    (most, { scores = [] }) => Math.max(most, ...scores.map(([, score]) => score)),
    1,
  )
  const credits = terms.credits ?? file.ballots.reduce((most, ballot) => Math.max(most, costOf(ballot)), 1)
  const dear = kind === 'gifts' ? file.ballots.find(ballot => costOf(ballot) > credits) : undefined
  if (dear) return misfit({ line: dear.line, problem: 'over the budget', spent: costOf(dear), credits })
  const counted = rule({
    options: file.candidates,
    seats: places,
    mostPoints,
    grades: file.grades ?? mostPoints + 1,
    threshold: terms.threshold ?? DEFAULT_SUPERMAJORITY,
    credits,
  })
  return {
    method,
    seats: places,
    outcome: decideProfile(counted, profile, seed),
    ...(isBinary(counted) ? { answers: countProfile(counted, profile).counts } : {}),
    endedAtEquals: kind === 'rank' ? endedAtEquals(file) : 0,
  }
}

function checkTerms(method: CountedMethod, { seats, threshold, credits }: CountTerms): Refusal | undefined {
  const { mostSeats }: Counted = COUNTED[method]
  if (seats !== undefined && mostSeats === 0) return misfit({ problem: 'a question of yes or no has no seats', method })
  if (credits !== undefined && method !== 'quadratic') return misfit({ problem: 'the method has no credits', method })
  if (threshold === undefined) return
  return method === 'supermajority'
    ? checkThreshold(threshold)
    : misfit({ problem: 'the method has no threshold', method })
}

function checkSeats(
  { candidates: { length } }: BallotFile,
  seats: number,
  method: CountedMethod,
  most: number,
): Refusal | undefined {
  if (seats > length) return misfit({ problem: 'more seats than candidates', seats, candidates: length })
  if (seats > most) return misfit({ problem: 'more seats than the method fills', method, seats, most })
  if (length > MOST_CANDIDATES)
    return misfit({ problem: 'too many candidates', candidates: length, most: MOST_CANDIDATES })
}

/** What the points of a ballot cost as quadratic votes. */
function costOf({ scores = [] }: FileBallot): number {
  return creditsSpent({ points: scores })
}

function misfit(detail: RefusalDetail): Refusal {
  return refuse('ballots/misfit', detail)
}
