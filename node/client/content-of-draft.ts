import type { MethodRule } from '../../protocol/governance/method.ts'
import type { Threshold } from '../../protocol/governance/threshold.ts'
import type { DraftContent } from '../../protocol/life/draft.ts'
import { parseRational, type Rational } from '../../protocol/rational.ts'
import { refuse } from '../../protocol/refusal.ts'
import { stopWith } from './problem.ts'
import type { DraftInfo } from './shapes.ts'

/** What a draft, or the vote on it, says, out of the API's JSON, so that it can be signed again. */
export function contentOfDraft({
  title,
  text,
  methodRule,
  quorum,
  quorumOf,
  thresholds,
  area,
  evaluatesAtMs,
}: Pick<
  DraftInfo,
  'title' | 'text' | 'methodRule' | 'quorum' | 'quorumOf' | 'thresholds' | 'area' | 'evaluatesAtMs'
>): DraftContent {
  return {
    title,
    text,
    method: ruleOf(methodRule),
    quorum: fraction(quorum),
    ...(quorumOf === 'active' ? { quorumOf } : {}),
    ...(thresholds === null ? {} : { thresholds: thresholds.map(thresholdOf) }),
    ...(area === null ? {} : { area }),
    ...(evaluatesAtMs === null ? {} : { evaluatesAtMs }),
  }
}

function thresholdOf(asked: NonNullable<DraftInfo['thresholds']>[number]): Threshold {
  return asked.what === 'objections' ? asked : { ...asked, share: fraction(asked.share) }
}

function ruleOf(rule: DraftInfo['methodRule']): MethodRule {
  if (!('threshold' in rule)) return rule
  return { method: rule.method, threshold: fraction(rule.threshold) }
}

function fraction(text: string): Rational {
  return parseRational(text) ?? stopWith(refuse('request/bad', { problem: `not a fraction: ${text}` }))
}
