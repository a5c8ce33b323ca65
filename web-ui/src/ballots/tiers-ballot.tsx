import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type TiersForm, tierAt } from './ballot-form.ts'

/** A place for each option that one ranks; several may share one. */
export function TiersBallot({
  ballot,
  tiers,
  onChange,
}: {
  ballot: TiersForm
  tiers: readonly (readonly string[])[]
  onChange(tiers: string[][]): void
}) {
  const { t } = useI18n()
  const places = Array.from({ length: Math.min(tiers.length + 1, ballot.options.length) }, (_, i) => i + 1)
  return (
    <div className="stack">
      {ballot.options.map(({ id }) => (
        <SelectField
          key={id}
          label={id}
          value={String(tiers.findIndex(tier => tier.includes(id)) + 1)}
          choices={[
            ['0', t('vote.unranked')],
            ...places.map(place => [String(place), t('vote.rank', { place })] as const),
          ]}
          onChange={chosen => onChange(tierAt(tiers, id, Number(chosen)))}
        />
      ))}
    </div>
  )
}
