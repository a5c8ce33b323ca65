import type { Choice, MethodRule } from '../../../protocol/governance/method.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { formatRational } from '../../../protocol/rational.ts'
import type { CharterView } from '../schema/group.ts'
import type { ChoiceView, MethodRuleView } from '../schema/method.ts'

/** A rule in JSON: its fractions as text. */
export function methodRuleView(rule: MethodRule): MethodRuleView {
  switch (rule.method) {
    case 'majority':
      return { method: rule.method }
    case 'supermajority':
    case 'consensus':
      return { method: rule.method, threshold: formatRational(rule.threshold) }
    case 'approval':
    case 'score':
      return { ...rule, options: [...rule.options] }
    case 'budget': {
      const { ballot } = rule
      return {
        ...rule,
        options: rule.options.map(({ id, cost }) => ({ id, cost })),
        ballot: ballot.type === 'ordinal' ? { ...ballot, points: [...ballot.points] } : { ...ballot },
        selection: { ...rule.selection },
      }
    }
  }
}

export function choiceView(choice: Choice): ChoiceView {
  if ('vote' in choice) return { vote: choice.vote }
  if ('approve' in choice) return { approve: [...choice.approve] }
  if ('points' in choice) return { points: choice.points.map(([option, points]) => [option, points]) }
  if ('rank' in choice) return { rank: [...choice.rank] }
  return { tiers: choice.tiers.map(tier => [...tier]) }
}

export function charterView(charter: Charter): CharterView {
  const { decisions, federation } = charter
  return {
    ...charter,
    languages: [...charter.languages],
    stewards: [...charter.stewards],
    admission: { ...charter.admission },
    decisions: {
      ...decisions,
      method: methodRuleView(decisions.method),
      quorum: formatRational(decisions.quorum),
    },
    federation: federation && { ...federation, quorum: formatRational(federation.quorum) },
    privacy: { ...charter.privacy },
  }
}
