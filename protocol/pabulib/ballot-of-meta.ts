import { type BudgetBallot, MOST_POINTS } from '../governance/methods/budget-ballot.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { bad } from './bad.ts'
import { type Meta, metaWholes } from './meta.ts'

const LIMITS = [
  'min_length',
  'max_length',
  'min_points',
  'max_points',
  'min_sum_points',
  'max_sum_points',
  'default_score',
] as const

/**
 * The kind of ballot that META describes. Where it states no limit, a ballot names at least one project, and any number.
 * Ranks without stated points get max_length for the first and one less for each that follows, as the cities counted.
 */
export function ballotOfMeta(meta: Meta, projects: number): BudgetBallot | Refusal {
  const limits = metaWholes(meta, LIMITS)
  if (isRefusal(limits)) return limits
  const min = limits.min_length ?? 1
  const longest = limits.max_length ?? projects
  const max = Math.min(longest, projects)
  const points = { minPoints: limits.min_points ?? 0, maxPoints: limits.max_points ?? MOST_POINTS }
  const type = meta.get('vote_type')
  switch (type?.value) {
    case 'choose-1':
      return { type: 'choose-1' }
    case 'approval':
      return { type: 'approval', min, max }
    case 'ordinal':
      return { type: 'ordinal', min, points: Array.from({ length: max }, (_, rank) => longest - rank) }
    case 'cumulative': {
      const maxSum = limits.max_sum_points ?? MOST_POINTS
      return { type: 'cumulative', min, max, ...points, minSum: limits.min_sum_points ?? 0, maxSum }
    }
    case 'scoring':
      if (limits.default_score) return bad(meta.get('default_score')?.line ?? null, 'default_score is not counted')
      return { type: 'scoring', min, max, ...points }
    default:
      return bad(type?.line ?? null, 'not a known vote_type', { vote_type: type?.value ?? null })
  }
}
