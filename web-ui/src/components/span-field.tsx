import { useI18n } from '../i18n/i18n-context.tsx'
import { SelectField } from './select-field.tsx'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** How long something takes, of a few choices in hours; below two days it is said in hours. */
export function SpanField({
  label,
  hours,
  choices,
  onChange,
}: {
  label: string
  hours: number
  choices: readonly number[]
  onChange(hours: number): void
}) {
  const { t } = useI18n()
  const nameOf = (count: number) =>
    count < 48 ? t('new.hours', { count }) : t('new.days', { count: Math.round(count / 24) })
  return (
    <SelectField
      label={label}
      value={String(hours)}
      choices={choices.map(choice => [String(choice), nameOf(choice)] as const)}
      onChange={chosen => onChange(Number(chosen))}
    />
  )
}
