import type { MethodRule } from '../../../protocol/governance/method.ts'
import type { ProposalOpened } from '../../../protocol/governance/proposal.ts'
import type { Threshold } from '../../../protocol/governance/threshold.ts'
import { parseRational, type Rational } from '../../../protocol/rational.ts'
import type { Proposal, MethodRule as RuleOfApi } from '../api/shapes.ts'

/** A rule as it is signed; the API has its fractions as text. */
export function ruleOf(rule: RuleOfApi): MethodRule {
  if (!('threshold' in rule)) return rule
  return { method: rule.method, threshold: fraction(rule.threshold) }
}

/** Quorum and thresholds as they are signed. */
export function termsOf({
  quorum,
  quorumOf,
  thresholds,
}: Pick<Proposal, 'quorum' | 'quorumOf'> & { readonly thresholds: Proposal['thresholds'] | null }): Pick<
  ProposalOpened,
  'quorum' | 'quorumOf' | 'thresholds'
> {
  const asked = (thresholds ?? []).map(thresholdOf)
  return {
    quorum: fraction(quorum),
    ...(quorumOf === 'active' ? { quorumOf } : {}),
    ...(asked.length > 0 ? { thresholds: asked } : {}),
  }
}

export function thresholdOf(asked: Proposal['thresholds'][number]): Threshold {
  return asked.what === 'objections' ? asked : { ...asked, share: fraction(asked.share) }
}

export function fraction(text: string): Rational {
  const read = parseRational(text)
  if (!read) throw new TypeError(`not a fraction: ${text}`)
  return read
}
