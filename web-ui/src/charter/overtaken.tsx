import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** Another charter came into force while somebody was writing: what is written stays to be read, and cannot be sent. */
export function Overtaken() {
  const { t } = useI18n()
  return (
    <Notice title={t('refusal.charter/stale')} tone="warn">
      {t('refusal.charter/stale.next')}
    </Notice>
  )
}
