import { type CouncilRule, councilRule } from '../../../protocol/federation/council-rule.ts'
import { vetoTerms } from '../../../protocol/federation/veto.ts'
import type { Choice } from '../../../protocol/governance/method.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { formatRational } from '../../../protocol/rational.ts'
import type { CharterView } from '../schema/group.ts'
import type { ChoiceView } from '../schema/method.ts'
import { jsonOf } from './json-of.ts'

export function choiceView(choice: Choice): ChoiceView {
  if ('vote' in choice) return { vote: choice.vote }
  if ('approve' in choice) return { approve: [...choice.approve] }
  if ('points' in choice) return { points: choice.points.map(([option, points]) => [option, points]) }
  if ('rank' in choice) return { rank: [...choice.rank] }
  return { tiers: choice.tiers.map(tier => [...tier]) }
}

export function charterView(charter: Charter): CharterView {
  const { decisions, federation, initiatives, ...rest } = charter
  return {
    ...rest,
    languages: [...charter.languages],
    stewards: [...charter.stewards],
    admission: { ...charter.admission },
    decisions: { ...decisions, method: jsonOf(decisions.method), quorum: formatRational(decisions.quorum) },
    ...(initiatives ? { initiatives: sharesView(initiatives) } : {}),
    federation: federation && {
      ...federationTermsView(federation),
      council: councilRuleView(councilRule(charter)),
      veto: vetoView(charter),
    },
    privacy: { ...charter.privacy },
  }
}

/** By what a council decides over its motions. */
export function councilRuleView({ method, quorum }: CouncilRule) {
  return { method: jsonOf(method), quorum: formatRational(quorum) }
}

function federationTermsView({ outsideWitnesses, ...terms }: NonNullable<Charter['federation']>) {
  const named = outsideWitnesses ? { outsideWitnesses: [...outsideWitnesses] } : {}
  return { ...terms, ...named, quorum: formatRational(terms.quorum) }
}

function vetoView(charter: Charter) {
  const terms = vetoTerms(charter)
  return { ...terms, grounds: [...terms.grounds], override: formatRational(terms.override) }
}

function sharesView({ opinion, decision, charter }: NonNullable<Charter['initiatives']>) {
  return { opinion: formatRational(opinion), decision: formatRational(decision), charter: formatRational(charter) }
}
