import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** The code led nowhere: it ran out, or was taken back. */
export function HandoverOver() {
  const { t } = useI18n()
  return (
    <Notice tone="bad" title={t('refusal.handover/unknown')}>
      {t('refusal.handover/unknown.next')}
    </Notice>
  )
}
