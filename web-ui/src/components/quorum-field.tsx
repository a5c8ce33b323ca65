import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { SelectField } from './select-field.tsx'

const QUORUMS = ['0', '1/4', '1/3', '1/2', '2/3'] as const

/** What share of the members has to take part, as a fraction in text. */
export function QuorumField({ value, onChange }: { value: string; onChange(quorum: string): void }) {
  const { t, formats } = useI18n()
  const nameOf = (share: string) =>
    share === '0' ? t('new.quorumNone') : t('new.quorumShare', { share: sayShare(share, formats.percent) })
  return (
    <SelectField
      label={t('new.quorum')}
      value={value}
      choices={QUORUMS.map(share => [share, nameOf(share)] as const)}
      onChange={onChange}
    />
  )
}
