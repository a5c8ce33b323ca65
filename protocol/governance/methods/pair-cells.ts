import { type Rational, ZERO } from '../../rational.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import type { Mark } from './count.ts'
import type { Cells } from './method-type.ts'
import { type Pairwise, pairsOfBallots } from './pairwise.ts'

/** Options that a proposal compares in pairs: so many pairs fit the entry that closes it, whatever the options are called. */
const MOST_PAIRED = 30

export function checkPaired({ options }: { readonly options: readonly string[] }): Refusal | undefined {
  if (options.length <= MOST_PAIRED) return
  return refuse('proposal/bad', {
    field: 'options',
    problem: `more than ${MOST_PAIRED} cannot be compared in pairs`,
    found: options.length,
  })
}

/**
 * Each option against each other, row by row: the cell `i * options + j` says how many ballots prefer option i to option j.
 * A ballot that prefers a to c prefers a to b or b to c, which bounds what others may send; nobody prefers an option to itself.
 */
export const pairCells: Cells<{ readonly options: readonly string[] }> = {
  length: ({ options }) => options.length ** 2,
  reader: ({ options }) => pairsOfBallots(options),
  arePossible({ options }, cells, { ballots }) {
    const size = options.length
    const at = (i: number, j: number) => cells[i * size + j] ?? 0
    return options.every((_, i) =>
      options.every((_, j) => {
        if (i === j) return at(i, i) === 0
        return at(i, j) + at(j, i) <= ballots && options.every((_, k) => at(i, j) <= at(i, k) + at(k, j))
      }),
    )
  },
}

/** The pairs that cells stand for. */
export function pairsOfCells(options: readonly string[], cells: readonly Rational[]): Pairwise {
  const size = options.length
  return { options, over: options.map((_, i) => options.map((_, j) => cells[i * size + j] ?? ZERO)) }
}

/** One point for each option that a ballot puts above all others. */
export function firstMarks(choice: Choice): Mark[] {
  if ('rank' in choice) return choice.rank.slice(0, 1).map(option => [option, 1])
  return 'tiers' in choice ? (choice.tiers[0] ?? []).map(option => [option, 1]) : []
}
