import type { Choice } from '../../protocol/governance/choice.ts'
import type { MethodRule, ProposalSummary } from './api/shapes.ts'
import type { Formats } from './format/formats.ts'
import { sayShare } from './format/fraction.ts'
import type { Translate } from './i18n/messages.ts'

/** What an option is called: the three answers to yes or no in the page's language, others as they were written. */
export function voteName(t: Translate, option: string): string {
  if (option === 'for' || option === 'against' || option === 'abstain') return t(`vote.${option}`)
  return option === 'veto' ? t('contest.veto') : option
}

/** A whole choice in words. */
export function choiceName(t: Translate, formats: Formats, choice: Choice): string {
  if ('vote' in choice) return voteName(t, choice.vote)
  const named = 'approve' in choice ? choice.approve : Object.values(choice).flat()
  // Whoever gives no points may mean the lowest grade for all.
  if (named.length === 0) return 'points' in choice ? '–' : t('vote.isBlank')
  if ('approve' in choice) return formats.list(choice.approve)
  if ('rank' in choice) return choice.rank.map((option, place) => `${place + 1}. ${option}`).join(', ')
  if ('tiers' in choice) return choice.tiers.map((tier, place) => `${place + 1}. ${tier.join(' = ')}`).join(', ')
  return formats.list(choice.points.map(([option, points]) => `${option}: ${formats.number(points)}`))
}

/** The method's name; with its share where the rule is at hand. */
export function methodName(
  t: Translate,
  formats: Formats,
  method: ProposalSummary['method'],
  rule?: MethodRule,
): string {
  const isShared = method === 'supermajority' || method === 'consensus'
  if (!isShared || !rule || !('threshold' in rule)) return t(`method.${method}`)
  return t(`method.${method}.of`, { share: sayShare(rule.threshold, formats.percent) })
}

/** One sentence on how the method decides. */
export function methodAbout(t: Translate, formats: Formats, rule: MethodRule): string {
  if (!('threshold' in rule)) return t(`method.${rule.method}.about`)
  return t(`method.${rule.method}.about`, { share: sayShare(rule.threshold, formats.percent) })
}
