import type { DecisionReport } from '../../protocol/federation/verify-decision.ts'
import type { PabulibInstance } from '../../protocol/pabulib/instance.ts'
import { differencesFromOfficial } from '../../protocol/pabulib/official.ts'
import type { TrialSeconds } from './stopwatch.ts'
import type { TrialFile } from './trial-file.ts'

/** What came out of a trial, all of it from the verified evidence of the decision. */
export type TrialResult = {
  readonly file: string
  /** `count`: ballots that named the project; `score`: their points. */
  readonly projects: readonly TrialProject[]
  readonly groups: readonly { readonly area: string; readonly ballots: number }[]
  readonly ballots: number
  /** Whether the decision holds, counted again down to every ballot. */
  readonly verified: boolean
  readonly findings: DecisionReport['findings']
  /** Whether the file's own figures are the same; null where it states none. */
  readonly official: { readonly counts: boolean | null; readonly selected: boolean | null } | null
  readonly seconds: TrialSeconds
}

export type TrialProject = {
  readonly id: string
  readonly count: number
  readonly score: number
  readonly selected: boolean
}

/** Sums up a trial by what the verification of its decision came to. */
export function resultOf(
  file: string,
  { instance, areas }: TrialFile,
  { decision, ...report }: DecisionReport,
  seconds: TrialSeconds,
): TrialResult {
  const verdict = decision && 'verdict' in decision ? decision.verdict : undefined
  const count = verdict?.popular.count ?? { ballots: 0, counts: [] }
  const selected = new Set(verdict?.outcome.selected)
  return {
    file,
    projects: count.counts.map(({ option, ballots, points }) => ({
      id: option,
      count: ballots,
      score: points,
      selected: selected.has(option),
    })),
    groups: areas.map(({ name, ballots }) => ({ area: name, ballots: ballots.length })),
    ballots: count.ballots,
    verified: report.verified && report.level === 'ballots' && report.ballots === instance.ballots.length,
    findings: report.findings,
    official: verdict ? compareOfficial(instance, count, verdict.outcome) : null,
    seconds,
  }
}

function compareOfficial(instance: PabulibInstance, ...counted: Counted): TrialResult['official'] {
  const { projects } = instance
  const differences = differencesFromOfficial(instance, ...counted)
  const statesCounts = projects.some(({ votes, score }) => votes !== undefined || score !== undefined)
  const statesSelected = projects.some(({ selected }) => selected !== undefined)
  if (!statesCounts && !statesSelected) return null
  return {
    counts: statesCounts ? differences.every(({ column }) => column === 'selected') : null,
    selected: statesSelected ? differences.every(({ column }) => column !== 'selected') : null,
  }
}

type Counted = Parameters<typeof differencesFromOfficial> extends [unknown, ...infer Rest] ? Rest : never
