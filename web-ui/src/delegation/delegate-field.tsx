import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'

/** Stands for nobody: no key is as short. */
export const NOBODY = 'nobody'

/** Whom to delegate to: another member, or nobody. The empty choice is none yet. */
export function DelegateField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useI18n()
  const { session } = useMe()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const others = members.filter(
    ({ key, state, role }) => state === 'active' && role !== 'guest' && role !== 'newcomer' && key !== session?.key,
  )
  const choices = [
    ['', t('delegation.choose')],
    ...others.map(({ key, name }) => [key, name] as const),
    [NOBODY, t('delegation.nobody')],
  ] as const
  return <SelectField<string> label={t('delegation.whom')} value={value} choices={choices} onChange={onChange} />
}
