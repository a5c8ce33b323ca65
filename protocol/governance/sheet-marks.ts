import { type Refusal, refuse } from '../refusal.ts'
import type { Choice, Vote } from './choice.ts'

/** What a sheet needs of a rule, whether its fractions are numbers or text. */
export type SheetRule = {
  readonly method: string
  readonly options?: readonly (string | { readonly id: string; readonly cost?: number })[]
  readonly ballot?: { readonly type: string }
}

/** How a sheet is filled in: one of three; crosses; points; places; places that options may share. */
export type SheetKind = 'vote' | 'approve' | 'points' | 'rank' | 'tiers'

/** The three answers in the order in which they stand on a sheet. */
export const SHEET_VOTES: readonly Vote[] = ['for', 'against', 'abstain']

export function sheetKind(rule: SheetRule): SheetKind {
  switch (rule.method === 'budget' ? rule.ballot?.type : rule.method) {
    case 'majority':
    case 'supermajority':
    case 'consensus':
    case 'consent':
      return 'vote'
    case 'irv':
    case 'stv':
    case 'ordinal':
      return 'rank'
    case 'schulze':
    case 'copeland':
      return 'tiers'
    case 'score':
    case 'star':
    case 'majority-judgment':
    case 'quadratic':
    case 'scoring':
    case 'cumulative':
      return 'points'
    default:
      return 'approve'
  }
}

/** What stands on the lines of a sheet, numbered from 1. */
export function sheetLines(rule: SheetRule): readonly string[] {
  if (sheetKind(rule) === 'vote') return SHEET_VOTES
  return (rule.options ?? []).map(option => (typeof option === 'string' ? option : option.id))
}

/** What a teller types for a sheet that is spoilt. */
export const SPOILT = '-'

/**
 * What a teller types, by the numbers of the lines: `2`; `1 4`; points `1=5 3=2`; a ranking `2 1 3`, with `=` between those that
 * share a place; `-` for a spoilt sheet. Whether it is a ballot by the rule, `checkChoice` says.
 */
export function readMarks(rule: SheetRule, typed: string): Choice | null | Refusal {
  const words = typed
    .trim()
    .split(/[\s,]+/)
    .filter(word => word !== '')
  if (words.length === 1 && words[0] === SPOILT) return null
  const lines = sheetLines(rule)
  const bad = refuse('ballot/bad-choice', { expected: 'numbers of the lines', found: typed.slice(0, 200) })
  const lineOf = (word: string) => (/^\d{1,4}$/.test(word) ? lines[Number(word) - 1] : undefined)
  const all = <T>(found: readonly (T | undefined)[], choice: (found: readonly T[]) => Choice): Choice | Refusal => {
    const there = found.flatMap(one => (one === undefined ? [] : [one]))
    return there.length === found.length ? choice(there) : bad
  }
  switch (sheetKind(rule)) {
    case 'vote': {
      const vote = SHEET_VOTES[Number(words[0]) - 1]
      return words.length === 1 && vote ? { vote } : bad
    }
    case 'approve':
      return all(words.map(lineOf), approve => ({ approve }))
    case 'rank':
      return all(words.map(lineOf), rank => ({ rank }))
    case 'tiers': {
      const tiers = words.map(word => word.split('=').map(lineOf))
      if (tiers.flat().includes(undefined)) return bad
      return { tiers: tiers.map(tier => tier.flatMap(one => one ?? [])) }
    }
    case 'points':
      return all(
        words.map(word => {
          const [, line = '', given = ''] = /^(\d{1,4})[=:](-?\d{1,9})$/.exec(word) ?? []
          const option = lineOf(line)
          return option === undefined ? undefined : ([option, Number(given)] as const)
        }),
        points => ({ points }),
      )
  }
}
