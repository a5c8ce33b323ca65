import { type Refusal, refuse } from '../refusal.ts'
import type { Choice } from './choice.ts'
import { type SheetRule, sheetKind } from './sheet-marks.ts'

/**
 * A ballot that takes part and chooses nothing: abstain where the question is yes or no, else a choice that names no
 * option. Refuses (`ballot/bad-choice`) majority judgment, where who is left out is given the lowest grade.
 */
export function blankChoice(rule: SheetRule): Choice | Refusal {
  if (rule.method === 'majority-judgment') {
    return refuse('ballot/bad-choice', { problem: 'no blank ballots: whoever is left out has the lowest grade' })
  }
  switch (sheetKind(rule)) {
    case 'vote':
      return { vote: 'abstain' }
    case 'approve':
      return { approve: [] }
    case 'points':
      return { points: [] }
    case 'rank':
      return { rank: [] }
    case 'tiers':
      return { tiers: [] }
  }
}

/** Whether a choice of the kind that the rule takes names no option. */
export function isBlank(rule: SheetRule, choice: Choice): boolean {
  switch (sheetKind(rule)) {
    case 'vote':
      return false
    case 'approve':
      return 'approve' in choice && choice.approve.length === 0
    case 'points':
      return 'points' in choice && choice.points.length === 0
    case 'rank':
      return 'rank' in choice && choice.rank.length === 0
    case 'tiers':
      return 'tiers' in choice && choice.tiers.length === 0
  }
}
