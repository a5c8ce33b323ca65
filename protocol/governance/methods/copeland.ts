import { object, oneOf } from '../../bytes/schema.ts'
import { add, compareRationals, ONE, type Rational, rational, ZERO } from '../../rational.ts'
import type { Refusal } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { type Contest, checkContest, checkTiers, contestFields } from './contest.ts'
import type { RationalCount } from './count.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'
import { checkPaired, firstMarks, pairCells, pairsOfCells } from './pair-cells.ts'
import type { Pairwise } from './pairwise.ts'
import { groupByPoints } from './ranking.ts'
import { seatTiers } from './seats.ts'

/** Voters rank options in tiers; the option wins that beats the most others one to one. */
export type CopelandRule = Contest & { readonly method: 'copeland' }

const HALF = rational(1, 2)

export const copeland: Method<CopelandRule> = {
  rule: object({ method: oneOf('copeland'), ...contestFields }),
  isBinary: () => false,
  checkRule: rule => checkCopelandRule(rule) ?? checkPaired(rule),
  checkChoice: checkCopelandChoice,
  options: rule => rule.options,
  marks: (_, choice) => firstMarks(choice),
  limits: ({ options }) => ({ named: [0, options.length], points: [1, 1] }),
  counting: () => ({
    from: 'cells',
    cells: pairCells,
    decide: (rule, { cells }, seed) => decideCopeland(rule, pairsOfCells(rule.options, cells), seed),
  }),
}

export function checkCopelandRule(rule: CopelandRule): Refusal | undefined {
  return checkContest(rule)
}

export function checkCopelandChoice(rule: CopelandRule, choice: Choice): Refusal | undefined {
  return checkTiers(rule, choice)
}

/**
 * Copeland's method: a point for each option beaten one to one, half a point for each tied with. With a status quo,
 * only options with more points than it win. Source: A. H. Copeland, "A 'reasonable' social welfare function" (1951);
 * half a point as in Saari & Merlin, "The Copeland method" (1996).
 * @param seed 32 bytes that order a tie across the last seat.
 */
export function decideCopeland(rule: CopelandRule, pairs: Pairwise, seed: Uint8Array): Outcome {
  const count = copelandPoints(pairs)
  const points = new Map(count.map(({ option, points }) => [option, points]))
  const least = rule.statusQuo === undefined ? undefined : points.get(rule.statusQuo)
  const mayWin = (option: string) => !least || compareRationals(points.get(option) ?? ZERO, least) > 0
  return seatTiers(groupByPoints(count), rule.seats, mayWin, seed)
}

function copelandPoints({ options, over }: Pairwise): RationalCount {
  return options.map((option, i) => {
    const duels = options.map((_, j) => (i === j ? ZERO : duel(over[i]?.[j] ?? ZERO, over[j]?.[i] ?? ZERO)))
    return { option, points: duels.reduce(add, ZERO) }
  })
}

function duel(inFavour: Rational, against: Rational): Rational {
  const order = compareRationals(inFavour, against)
  return order > 0 ? ONE : order === 0 ? HALF : ZERO
}
