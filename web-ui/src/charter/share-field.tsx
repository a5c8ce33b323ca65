import { SelectField } from '../components/select-field.tsx'
import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** The shares on offer, with the one that there is. */
export function ShareField({
  label,
  value,
  shares,
  onChange,
}: {
  label: string
  value: string
  shares: readonly string[]
  onChange(share: string): void
}) {
  const { t, formats } = useI18n()
  const offered = shares.includes(value) ? shares : [value, ...shares]
  const nameOf = (share: string) => (share === '0' ? t('charter.noQuorum') : sayShare(share, formats.percent))
  return (
    <SelectField
      label={label}
      value={value}
      choices={offered.map(share => [share, nameOf(share)] as const)}
      onChange={onChange}
    />
  )
}
