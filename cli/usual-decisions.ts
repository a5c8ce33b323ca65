import type { Client } from '../node/client/client.ts'
import type { CharterInfo } from '../node/client/shapes.ts'
import type { MethodRule } from '../protocol/governance/method.ts'
import { parseRational, type Rational, rational } from '../protocol/rational.ts'

/** How the group decides where a proposal does not say: its charter's word. */
export async function usualDecisions(client: Client): Promise<{ method: MethodRule; quorum: Rational }> {
  const { decisions } = await client.get<CharterInfo>('/charter')
  const rule = decisions.method
  const threshold = 'threshold' in rule ? parseRational(rule.threshold) : undefined
  const quorum = parseRational(decisions.quorum) ?? rational(0)
  const isShare = rule.method === 'supermajority' || rule.method === 'consensus'
  if (isShare && threshold) return { method: { method: rule.method, threshold }, quorum }
  return { method: { method: rule.method === 'consent' ? 'consent' : 'majority' }, quorum }
}
