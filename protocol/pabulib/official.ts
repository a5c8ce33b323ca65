import type { MethodCount } from '../governance/methods/count.ts'
import type { Outcome } from '../governance/methods/outcome.ts'
import type { PabulibInstance } from './instance.ts'

/** Where a count differs from what the city published. */
export type Difference = {
  readonly project: string
  readonly column: 'votes' | 'score' | 'selected'
  readonly official: number
  readonly counted: number
}

/** Compares a count and its outcome with the official columns of the file, as far as it has them. */
export function differencesFromOfficial(
  { projects }: PabulibInstance,
  counted: MethodCount,
  outcome: Outcome,
): Difference[] {
  const counts = new Map(counted.counts.map(count => [count.option, count]))
  const selected = new Set(outcome.selected)
  return projects.flatMap(({ id, votes, score, selected: funded }) => {
    const count = counts.get(id)
    const figures = [
      { column: 'votes', official: votes, counted: count?.ballots ?? 0 },
      { column: 'score', official: score, counted: count?.points ?? 0 },
      { column: 'selected', official: fundedByRule(funded), counted: selected.has(id) ? 1 : 0 },
    ] as const
    return figures.flatMap(({ column, official, counted }) =>
      official === undefined || official === counted ? [] : [{ project: id, column, official, counted }],
    )
  })
}

/** Only 1 says that the rule funded a project; 2 and 3 say that money came from elsewhere. */
function fundedByRule(selected: number | undefined): number | undefined {
  return selected === undefined ? undefined : selected === 1 ? 1 : 0
}
