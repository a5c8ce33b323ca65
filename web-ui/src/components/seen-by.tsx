import type { Proposal } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** What a vote shows of itself, in plain words: said before anybody votes. */
export function SeenBy({ proposal: { rollCall, liveTally, state } }: { proposal: Proposal }) {
  const { t } = useI18n()
  return (
    <>
      <p>
        <strong>{t('seen.title')}</strong> {t(`seen.by.${rollCall}`)}. {t(`seen.about.${rollCall}`)}
      </p>
      {liveTally || state === 'closed' ? null : <p>{t('seen.tallyHidden')}</p>}
    </>
  )
}
