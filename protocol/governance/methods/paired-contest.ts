import type { Codec } from '../../bytes/schema.ts'
import { type Contest, checkContest, checkTiers } from './contest.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'
import { checkPaired, firstMarks, pairCells, pairsOfCells } from './pair-cells.ts'
import type { Pairwise } from './pairwise.ts'
import { seatTiers } from './seats.ts'

/** What methods have in common that take tiers and decide by comparing each option with each other. */
export function pairedContest<R extends Contest & { readonly method: string }>(
  rule: Codec<R>,
  decide: (rule: R, pairs: Pairwise, seed: Uint8Array) => Outcome,
): Method<R> {
  return {
    rule,
    isBinary: () => false,
    checkRule: rule => checkContest(rule) ?? checkPaired(rule),
    checkChoice: checkTiers,
    options: ({ options }) => options,
    marks: (_, choice) => firstMarks(choice),
    limits: ({ options }) => ({ named: [0, options.length], points: [1, 1] }),
    counting: () => ({
      from: 'cells',
      cells: pairCells,
      decide: (rule, { cells }, seed) => decide(rule, pairsOfCells(rule.options, cells), seed),
    }),
  }
}

/** The best tiers take the seats; with a status quo, only options that beat it. */
export function seatAboveStatusQuo(
  { seats, statusQuo }: Contest,
  tiers: readonly (readonly string[])[],
  beats: (a: string, b: string) => boolean,
  seed: Uint8Array,
): Outcome {
  return seatTiers(tiers, seats, option => statusQuo === undefined || beats(option, statusQuo), seed)
}
