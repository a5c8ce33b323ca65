import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  countProfile,
  decideProfile,
  type MethodCount,
  type Outcome,
  profileOf,
} from '../../../protocol/governance/method.ts'
import type { BudgetRule } from '../../../protocol/governance/methods/budget.ts'
import type { PabulibInstance } from '../../../protocol/pabulib/instance.ts'
import { readPabulib } from '../../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../../protocol/pabulib/rule-of-instance.ts'
import { isRefusal, refusalSentence } from '../../../protocol/refusal.ts'

export const SAMPLES = [
  'sample-approval-greedy-threshold.pb',
  'sample-choose-1-greedy-no-skip.pb',
  'sample-cumulative-greedy-threshold.pb',
  'sample-ordinal-greedy.pb',
] as const

export function sampleText(name: (typeof SAMPLES)[number] | 'Poland_Wieliczka_2023_Green_Budget.pb'): string {
  return readFileSync(resolve(import.meta.dirname, '../../../fixtures/budgets', name), 'utf8')
}

/** Reads, rules and counts a file that is expected to be sound. */
export function countFile(text: string): {
  instance: PabulibInstance
  rule: BudgetRule
  counted: MethodCount
  outcome: Outcome
} {
  const instance = readPabulib(text)
  if (isRefusal(instance)) throw new Error(refusalSentence(instance))
  const rule = methodOfInstance(instance)
  if (isRefusal(rule)) throw new Error(refusalSentence(rule))
  const profile = profileOf(instance.ballots.map(({ choice }) => choice))
  const outcome = decideProfile(rule, profile, new Uint8Array(32))
  return { instance, rule, counted: countProfile(rule, profile), outcome }
}
