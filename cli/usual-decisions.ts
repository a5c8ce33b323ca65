import type { Client } from '../node/client/client.ts'
import type { CharterInfo } from '../node/client/shapes.ts'
import type { MethodRule } from '../protocol/governance/method.ts'
import { parseRational, rational } from '../protocol/rational.ts'
import type { Quorum } from './read-option.ts'

/** How the group decides where a proposal does not say: its charter's word. */
export async function usualDecisions(client: Client): Promise<{ method: MethodRule; quorum: Quorum }> {
  const { decisions } = await client.get<CharterInfo>('/charter')
  const rule = decisions.method
  const threshold = 'threshold' in rule ? parseRational(rule.threshold) : undefined
  const quorum: Quorum = {
    quorum: parseRational(decisions.quorum) ?? rational(0),
    ...(decisions.activeDays === undefined ? {} : { quorumOf: 'active' }),
  }
  const isShare = rule.method === 'supermajority' || rule.method === 'consensus'
  if (isShare && threshold) return { method: { method: rule.method, threshold }, quorum }
  return { method: { method: rule.method === 'consent' ? 'consent' : 'majority' }, quorum }
}
