import { ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

export function NotFoundPage() {
  const { t } = useI18n()
  return (
    <div className="stack">
      <PageHead title={t('app.notFound')} />
      <p>{t('app.notFoundNext')}</p>
      <p>
        <ButtonLink to={ROUTES.decide}>{t('app.toStart')}</ButtonLink>
      </p>
    </div>
  )
}
