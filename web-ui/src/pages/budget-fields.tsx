import { BUDGET_BALLOTS, SELECTIONS } from '../budget-of-draft.ts'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { ProposalDraft } from '../proposal-draft.ts'

/** The money, the projects, and how one becomes the other. */
export function BudgetFields({
  draft,
  problem,
  onChange,
}: {
  draft: ProposalDraft
  problem: string | undefined
  onChange(part: Partial<ProposalDraft>): void
}) {
  const { t } = useI18n()
  const { budgetBallot, selection } = draft
  return (
    <>
      <Field
        label={t('new.budget')}
        inputMode="numeric"
        value={draft.budget}
        onChange={budget => onChange({ budget })}
      />
      <Field
        label={t('new.projects')}
        hint={t('new.projectsHint')}
        value={draft.projects}
        onChange={projects => onChange({ projects })}
        lines={6}
        problem={problem}
      />
      <SelectField
        label={t('new.selection')}
        value={selection}
        choices={SELECTIONS.map(name => [name, t(`new.selection.${name}`)] as const)}
        onChange={chosen => onChange({ selection: chosen })}
      />
      {selection === 'greedy-threshold' ? (
        <Field
          label={t('new.leastSupport')}
          inputMode="numeric"
          value={draft.leastSupport}
          onChange={leastSupport => onChange({ leastSupport })}
        />
      ) : null}
      {selection === 'equal-shares' ? (
        <>
          <CheckBox label={t('new.addOne')} isOn={draft.addsOne} onChange={addsOne => onChange({ addsOne })} />
          <CheckBox label={t('new.comparison')} isOn={draft.compares} onChange={compares => onChange({ compares })} />
        </>
      ) : null}
      <SelectField
        label={t('new.budgetBallot')}
        value={budgetBallot}
        choices={BUDGET_BALLOTS.map(name => [name, t(`new.ballot.${name}`)] as const)}
        onChange={chosen => onChange({ budgetBallot: chosen })}
      />
      {budgetBallot === 'cumulative' || budgetBallot === 'scoring' ? (
        <Field
          label={t(budgetBallot === 'cumulative' ? 'new.points' : 'new.mostPoints')}
          inputMode="numeric"
          value={draft.budgetPoints}
          onChange={budgetPoints => onChange({ budgetPoints })}
        />
      ) : null}
    </>
  )
}
