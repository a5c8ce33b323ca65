import type { Client } from '../node/client/client.ts'
import type { MethodRule } from '../protocol/governance/method.ts'
import { parseRational, type Rational, rational } from '../protocol/rational.ts'

type CharterDecisions = { decisions: { method: { method: string; threshold?: string }; quorum: string } }

/** How the group decides where a proposal does not say: its charter's word. */
export async function usualDecisions(client: Client): Promise<{ method: MethodRule; quorum: Rational }> {
  const { decisions } = await client.get<CharterDecisions>('/charter')
  const { method, threshold } = decisions.method
  const share = threshold === undefined ? undefined : parseRational(threshold)
  const quorum = parseRational(decisions.quorum) ?? rational(0)
  const isShare = method === 'supermajority' || method === 'consensus'
  return { method: isShare && share ? { method, threshold: share } : { method: 'majority' }, quorum }
}
