import { readFileSync } from 'node:fs'
import { needsProfile } from '../../protocol/governance/method.ts'
import type { BudgetRule } from '../../protocol/governance/methods/budget.ts'
import { bad } from '../../protocol/pabulib/bad.ts'
import type { PabulibInstance } from '../../protocol/pabulib/instance.ts'
import { readPabulib } from '../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../protocol/pabulib/rule-of-instance.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import { type Area, areasOf } from './areas.ts'

/** A participatory budget, ready to be voted on. */
export type TrialFile = {
  readonly instance: PabulibInstance
  readonly method: BudgetRule
  readonly areas: readonly Area[]
}

/**
 * Refuses with `file/unreadable`, and with `pabulib/bad` whatever could be counted wrongly, and rules that no federation
 * decides by: what areas say to it is sums.
 */
export function readTrialFile(path: string, column: string | undefined): TrialFile | Refusal {
  const text = readText(path)
  if (isRefusal(text)) return text
  const instance = readPabulib(text)
  if (isRefusal(instance)) return instance
  const method = methodOfInstance(instance)
  if (isRefusal(method)) return method
  if (needsProfile(method)) return bad(null, 'a rule that looks at whole ballots', { rule: instance.rule })
  const areas = areasOf(instance, column)
  if (isRefusal(areas)) return areas
  return areas.length === 0 ? bad(null, 'no votes') : { instance, method, areas }
}

function readText(path: string): string | Refusal {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch {
    return refuse('file/unreadable', { file: path })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bad(null, 'not UTF-8')
  }
}
