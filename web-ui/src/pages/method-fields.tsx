import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { sayShare } from '../format/fraction.ts'
import { parseOptions } from '../format/option-lines.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type ProposalDraft, ruleOfDraft } from '../proposal-draft.ts'
import { BudgetFields } from './budget-fields.tsx'
import { MethodChoice } from './method-choice.tsx'

const SUPERMAJORITIES = ['2/3', '3/4', '3/5'] as const
const CONSENSUSES = ['17/20', '9/10', '1'] as const

/** How a proposal is decided, and what its method needs to know. */
export function MethodFields({
  draft,
  isTried,
  onChange,
}: {
  draft: ProposalDraft
  isTried: boolean
  onChange(part: Partial<ProposalDraft>): void
}) {
  const { t, formats } = useI18n()
  const { method } = draft
  const isIncomplete = isTried && ruleOfDraft(draft) === undefined
  return (
    <>
      <MethodChoice
        method={method}
        nameOf={nameOf}
        onChange={chosen => {
          const threshold = chosen === 'consensus' ? CONSENSUSES[0] : SUPERMAJORITIES[0]
          onChange({ method: chosen, threshold })
        }}
      />
      {fields()}
      {isIncomplete && parseOptions(draft.options) ? <p className="field-error">{t('new.numbersMissing')}</p> : null}
    </>
  )

  function fields() {
    switch (method) {
      case 'majority':
      case 'consent':
        return null
      case 'supermajority':
      case 'consensus':
        return (
          <SelectField
            label={t('new.threshold')}
            value={draft.threshold}
            choices={sharesOf(method).map(share => [share, sayShare(share, formats.percent)] as const)}
            onChange={threshold => onChange({ threshold })}
          />
        )
      case 'budget':
        return (
          <BudgetFields draft={draft} problem={isIncomplete ? t('new.needProjects') : undefined} onChange={onChange} />
        )
      default:
        return (
          <>
            <Field
              label={t('new.options')}
              hint={t('new.optionsHint')}
              value={draft.options}
              onChange={options => onChange({ options })}
              lines={5}
              problem={isIncomplete && !parseOptions(draft.options) ? t('new.needOptions') : undefined}
            />
            {method === 'irv' ? null : number('seats')}
            {method === 'score' || method === 'star' ? number('maxScore') : null}
            {method === 'majority-judgment' ? number('grades') : null}
            {method === 'quadratic' ? number('credits') : null}
            {method === 'approval' ? number('mostApprovals', t('new.mostApprovalsHint')) : null}
            {method === 'schulze' || method === 'copeland' ? statusQuo() : null}
          </>
        )
    }
  }

  function number(field: 'seats' | 'maxScore' | 'grades' | 'credits' | 'mostApprovals', hint?: string) {
    return (
      <Field
        label={t(`new.${field}`)}
        hint={hint}
        inputMode="numeric"
        value={draft[field]}
        onChange={value => onChange({ [field]: value })}
      />
    )
  }

  function statusQuo() {
    const options = parseOptions(draft.options) ?? []
    return (
      <SelectField
        label={t('new.statusQuo')}
        value={options.includes(draft.statusQuo) ? draft.statusQuo : ''}
        choices={[['', t('new.statusQuoNone')] as const, ...options.map(option => [option, option] as const)]}
        onChange={chosen => onChange({ statusQuo: chosen })}
      />
    )
  }

  function nameOf(named: ProposalDraft['method']): string {
    if (named !== 'supermajority' && named !== 'consensus') return t(`method.${named}`)
    return t(`method.${named}.of`, { share: sayShare(sharesOf(named)[0], formats.percent) })
  }
}

function sharesOf(method: 'supermajority' | 'consensus') {
  return method === 'consensus' ? CONSENSUSES : SUPERMAJORITIES
}
