import type { Choice } from '../governance/choice.ts'
import type { BudgetBallot } from '../governance/methods/budget-ballot.ts'

/** A participatory budget as its file has it; the official columns are what the city published, where they are there. */
export type PabulibInstance = {
  readonly meta: Readonly<Record<string, string>>
  /** The rule by name, as the file has it; not every rule can be counted. */
  readonly rule: string
  /** How many units of `budget` and `cost` make one unit of the currency: 1, or a power of ten where there are decimals. */
  readonly unitsPerCurrency: number
  readonly budget: number
  /** Points or votes below which a project is not funded. */
  readonly threshold: number | undefined
  /** The kind of ballot, with the limits that the file states. */
  readonly ballot: BudgetBallot
  readonly projects: readonly PabulibProject[]
  readonly ballots: readonly PabulibBallot[]
  /** Columns of the votes besides voter, vote and points: age, sex, neighborhood, … */
  readonly columns: readonly string[]
}

export type PabulibProject = {
  readonly id: string
  readonly cost: number
  readonly name: string
  readonly votes: number | undefined
  readonly score: number | undefined
  /** 1 where the rule funded it, 0 where not; some files have 2 or 3 for money from elsewhere. */
  readonly selected: number | undefined
}

export type PabulibBallot = {
  readonly voter: string
  readonly choice: Choice
  readonly columns: Readonly<Record<string, string>>
}
