import { toHex } from '../../protocol/bytes/hex.ts'
import type { Tie } from '../../protocol/governance/methods/outcome.ts'
import type { CountedInstance } from '../../protocol/pabulib/count.ts'
import type { PabulibInstance } from '../../protocol/pabulib/instance.ts'
import type { Difference } from '../../protocol/pabulib/official.ts'
import { ZERO } from '../../protocol/rational.ts'
import { roundView } from './ballots-count.ts'
import { emphasis } from './output.ts'
import { table } from './table.ts'
import { tieSentences } from './tie-text.ts'
import { about, count } from './words.ts'

/** A budget as JSON: a project a row, in the order of the file. */
export function budgetResult({ rule, counted, outcome }: CountedInstance, seed: Uint8Array): object {
  const selected = new Set(outcome.selected)
  return {
    method: rule.selection.rule,
    projects: counted.counts.map(({ option, ballots, points }) => ({
      id: option,
      count: ballots,
      score: points,
      selected: selected.has(option),
    })),
    rounds: outcome.rounds.map(round => roundView(round, option => option)),
    ties: outcome.ties,
    seed: toHex(seed),
  }
}

/** A budget for people: projects by points, what was bought in which order, what it costs, and ties. */
export function budgetText(
  instance: PabulibInstance,
  { rule, counted, outcome }: CountedInstance,
  differences: readonly Difference[],
  seed: Uint8Array,
): string {
  const { unitsPerCurrency, projects } = instance
  const costs = new Map(rule.options.map(({ id, cost }) => [id, cost]))
  const selected = new Set(outcome.selected)
  const money = (units: number) => units / unitsPerCurrency
  const rows = counted.counts
    .toSorted((a, b) => b.points - a.points)
    .map(({ option, ballots, points }) => [
      ...[option, ballots, points, money(costs.get(option) ?? 0)],
      selected.has(option) ? 'yes' : '',
    ])
  const spent = outcome.selected.reduce((sum, option) => sum + (costs.get(option) ?? 0), 0)
  return [
    table(['project', 'ballots', 'points', 'cost', 'funded'], rows),
    '',
    ...purchases(rule, outcome.rounds),
    `${count(counted.ballots, 'ballot')}, ${outcome.selected.length} of ${count(projects.length, 'project')} funded by ${rule.selection.rule}: ${money(spent)} of ${money(rule.budget)}.`,
    ...officialSentence(instance, differences),
    ...tieSentences(outcome.ties.filter(isDecisive), option => option, seed),
  ].join('\n')
}

/** Ties below what can be paid for are many, and decide nothing. */
function isDecisive({ brokenBy }: Tie): boolean {
  return brokenBy !== 'none'
}

function purchases({ ballot }: CountedInstance['rule'], rounds: CountedInstance['outcome']['rounds']): string[] {
  const what = ballot.type === 'approval' || ballot.type === 'choose-1' ? 'votes' : 'points'
  return rounds.map(({ standing, elected }, place) => {
    const option = elected[0] ?? ''
    const points = standing.find(stood => stood.option === option)?.points ?? ZERO
    return `Round ${place + 1}: ${option} is funded by ${about(points)} effective ${what}.`
  })
}

function officialSentence({ projects }: PabulibInstance, differences: readonly Difference[]): string[] {
  if (projects.every(({ selected }) => selected === undefined)) return []
  const others = differences.filter(({ column }) => column === 'selected').map(({ project }) => project)
  if (others.length === 0) return ['The funded projects are the official ones.']
  return [emphasis('red', `The funded projects are NOT the official ones: ${others.join(', ')}.`)]
}
