import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { YES_OR_NO } from '../yes-or-no.ts'
import { ShareField } from './share-field.tsx'
import type { UsualMethod } from './usual-method.ts'

const THRESHOLDS = ['3/5', '2/3', '3/4', '17/20', '9/10', '1'] as const

/** How votes are usually counted; nothing where what is usual is a choice among options. */
export function UsualMethodFields({
  draft: { method, threshold },
  onChange,
}: {
  draft: UsualMethod
  onChange(part: Partial<UsualMethod>): void
}) {
  const { t } = useI18n()
  if (method === null) return null
  return (
    <>
      <SelectField
        label={t('charter.method')}
        value={method}
        choices={YES_OR_NO.map(name => [name, t(`method.${name}`)] as const)}
        onChange={chosen => onChange({ method: chosen, threshold: chosen === 'consensus' ? '17/20' : '2/3' })}
      />
      {method === 'supermajority' || method === 'consensus' ? (
        <ShareField
          label={t('amend.threshold')}
          value={threshold}
          shares={THRESHOLDS}
          onChange={share => onChange({ threshold: share })}
        />
      ) : null}
    </>
  )
}
