import type { Group } from '../api/shapes.ts'
import { CheckBox } from '../components/check-choices.tsx'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { heedsByMethod, type ProposalDraft, sharesOf, thresholdsOf } from '../proposal-draft.ts'
import { isYesOrNo } from '../yes-or-no.ts'
import { ThresholdFields } from './threshold-fields.tsx'

const LOOKING_BACK_DAYS = [30, 90, 180, 365] as const

/** What most proposals leave as it is. */
export function MoreRules({
  draft,
  group,
  showsTally,
  onChange,
}: {
  draft: ProposalDraft
  group: Group | null | undefined
  /** Whether everyone sees how the vote stands while it is open. */
  showsTally: boolean
  onChange(part: Partial<ProposalDraft>): void
}) {
  const { t } = useI18n()
  const hasActive = (group?.activeDays ?? null) !== null
  return (
    <details open={thresholdsOf(draft).length > 0}>
      <summary>{t('new.more')}</summary>
      <div className="stack">
        {hasActive ? (
          <SelectField
            label={t('new.quorumOf')}
            value={draft.quorumOf || 'active'}
            choices={[
              ['active', t('new.ofActive')],
              ['eligible', t('new.ofEligible')],
            ]}
            onChange={quorumOf => onChange({ quorumOf })}
          />
        ) : null}
        <ThresholdFields
          asked={sharesOf(draft)}
          isYesOrNo={isYesOrNo(draft.method)}
          hasActive={hasActive}
          onChange={thresholds => onChange({ thresholds })}
        />
        {heedsByMethod(draft) ? null : (
          <CheckBox
            label={t('new.objections')}
            isOn={draft.heedsObjections}
            onChange={heedsObjections => onChange({ heedsObjections })}
          />
        )}
        <CheckBox label={t('new.early')} isOn={draft.closesEarly} onChange={closesEarly => onChange({ closesEarly })} />
        {showsTally ? (
          <CheckBox
            label={t('new.settled')}
            isOn={draft.closesSettled}
            onChange={closesSettled => onChange({ closesSettled })}
          />
        ) : null}
        <CheckBox label={t('paper.offer')} isOn={draft.onPaper} onChange={onPaper => onChange({ onPaper })} />
        <SelectField
          label={t('new.lookBack')}
          value={draft.evaluatesAfterDays}
          choices={[
            ['', t('new.lookBackNever')] as const,
            ...LOOKING_BACK_DAYS.map(count => [String(count), t('new.days', { count })] as const),
          ]}
          onChange={evaluatesAfterDays => onChange({ evaluatesAfterDays })}
        />
      </div>
    </details>
  )
}
