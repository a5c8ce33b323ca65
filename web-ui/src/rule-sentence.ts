import { type Condition, conditionsOf } from '../../protocol/governance/conditions.ts'
import type { MethodRule, Proposal } from './api/shapes.ts'
import type { Formats } from './format/formats.ts'
import { sayShare } from './format/fraction.ts'
import type { Translate } from './i18n/messages.ts'
import { isYesOrNo } from './yes-or-no.ts'

/** What decides a proposal, as the API and the forms have it. */
export type StatedRule = Pick<Proposal, 'quorum' | 'quorumOf' | 'thresholds'> & {
  readonly rule: MethodRule
  /** How many days back members count as active; null where it is not known. */
  readonly activeDays: number | null
  readonly closesEarly: Proposal['closesEarly']
}

/** The rule of a proposal said back in plain words, a sentence or a few. */
export function ruleSentence(t: Translate, formats: Formats, stated: StatedRule): string {
  const { rule, quorum, activeDays, closesEarly } = stated
  const conditions = conditionsOf({ ...stated, quorum: quorum === '0' ? null : quorum })
  const said = formats.list(conditions.map(condition => conditionName(t, formats, condition)))
  const asksOfActive = conditions.some(condition => condition.kind === 'share' && condition.of === 'active')
  return [
    ...(isYesOrNo(rule.method) ? [t('rule.passes', { conditions: said })] : whoWins(t, formats, rule)),
    ...(!isYesOrNo(rule.method) && conditions.length > 0 ? [t('rule.counts', { conditions: said })] : []),
    ...(asksOfActive && activeDays !== null ? [t('rule.active', { count: activeDays })] : []),
    ...(closesEarly === false ? [] : [t(closesEarly === 'settled' ? 'rule.settled' : 'rule.early')]),
  ].join(' ')
}

function conditionName(t: Translate, formats: Formats, condition: Condition<string>): string {
  if (condition.kind === 'more-for') return t('rule.moreFor')
  if (condition.kind === 'no-objection') return t(`rule.noObjection.${condition.heeded}`)
  const { what, of, share } = condition
  const values = { share: sayShare(share, formats.percent) }
  if (what === 'voted') return t(of === 'active' ? 'rule.voted.active' : 'rule.voted.eligible', values)
  return t(`rule.for.${of}`, values)
}

/** How a method chooses among options, and how many. */
function whoWins(t: Translate, formats: Formats, rule: MethodRule): string[] {
  if (rule.method === 'budget') return whatIsFunded(t, formats, rule.selection)
  if ('threshold' in rule) return []
  return [
    t(`method.${rule.method}.about`),
    ...('seats' in rule && rule.seats > 1 ? [t('rule.seats', { count: rule.seats })] : []),
    ...('statusQuo' in rule && rule.statusQuo !== undefined ? [t('rule.statusQuo', { option: rule.statusQuo })] : []),
  ]
}

function whatIsFunded(
  t: Translate,
  formats: Formats,
  selection: Extract<MethodRule, { method: 'budget' }>['selection'],
) {
  if (selection.rule !== 'equal-shares') {
    const { rule, threshold } = selection
    return [
      t('method.budget.about'),
      ...(rule === 'greedy-no-skip' ? [t('rule.noSkip')] : []),
      ...(threshold === undefined ? [] : [t('rule.leastSupport', { least: formats.number(threshold) })]),
    ]
  }
  return [
    t('rule.equalShares'),
    ...(selection.completion === 'add-one' ? [t('rule.addOne')] : []),
    ...(selection.comparison ? [t('rule.comparison')] : []),
  ]
}
