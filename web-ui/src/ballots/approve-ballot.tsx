import { CheckChoices } from '../components/check-choices.tsx'
import { RadioChoices } from '../components/radio-choices.tsx'
import { TallyBar } from '../components/tally-bar.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { ApproveForm } from './ballot-form.ts'

/** Marks on options; with a budget, what the marked ones cost together runs along. */
export function ApproveBallot({
  ballot,
  marked,
  onChange,
}: {
  ballot: ApproveForm
  marked: readonly string[]
  onChange(marked: string[]): void
}) {
  const { t, formats } = useI18n()
  const { options, least, most, budget } = ballot
  const asideOf = (cost: number | undefined) => (cost === undefined ? {} : { aside: formats.number(cost) })
  const label = t('proposal.yourVote')
  const spent = options.reduce((sum, { id, cost = 0 }) => (marked.includes(id) ? sum + cost : sum), 0)
  const howMany = () =>
    least === 0 && most >= options.length ? t('vote.anyNumber') : t('vote.ifYouLike', { least, most })
  return (
    <div className="stack">
      <div className={budget === undefined ? 'stack-tight' : 'running-cost'} role="status">
        {budget === undefined ? null : (
          <>
            <TallyBar counts={[{ option: 'spent', amount: spent }]} total={Math.max(budget, spent)} thin />
            <p className="small number">
              {t('vote.spent', { spent: formats.number(spent), budget: formats.number(budget) })}
              {' · '}
              <strong>
                {spent > budget
                  ? t('ballot.overBudget', { over: spent - budget })
                  : t('ballot.left', { left: budget - spent })}
              </strong>
            </p>
            {spent > budget ? <p className="small soft">{t('ballot.overBudgetAbout')}</p> : null}
          </>
        )}
        <p className="small soft">
          {least === most ? null : `${howMany()} · `}
          {t('vote.marked', { count: marked.length })}
        </p>
      </div>
      {most === 1 ? (
        <RadioChoices
          label={label}
          isLabelHidden
          value={marked[0] ?? null}
          choices={options.map(({ id, cost }) => ({ value: id, label: id, ...asideOf(cost) }))}
          onChange={option => onChange([option])}
        />
      ) : (
        <CheckChoices
          label={label}
          marked={marked}
          choices={options.map(({ id, cost }) => ({
            value: id,
            isDisabled: marked.length >= most && !marked.includes(id),
            ...asideOf(cost),
          }))}
          onChange={onChange}
        />
      )}
    </div>
  )
}
