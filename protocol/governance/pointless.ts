import { type Refusal, refuse } from '../refusal.ts'
import type { MethodRule } from './method.ts'

/**
 * Refuses a sound rule by which something is settled before anybody votes (`proposal/pointless`): one option alone, as
 * many seats of STV as options, a project dearer than the whole budget. Asked when a question is put, never of one that
 * was: who recounts takes every rule that `checkRule` takes.
 */
export function refusePointless(rule: MethodRule): Refusal | undefined {
  if (!('options' in rule)) return
  if (rule.method === 'budget') {
    const { budget } = rule
    const dear = rule.options.find(({ cost }) => cost > budget)
    if (!dear) return
    const problem = 'a project that costs more than there is'
    return refuse('proposal/pointless', { problem, project: dear.id, cost: dear.cost, budget })
  }
  const options = rule.options.length
  if (options < 2) return refuse('proposal/pointless', { problem: 'one option only' })
  if (rule.method !== 'stv' || rule.seats < options) return
  return refuse('proposal/pointless', { problem: 'a seat for every option', seats: rule.seats, options })
}
