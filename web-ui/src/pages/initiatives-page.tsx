import { useApi } from '../api/api-context.ts'
import { initiativesQuery } from '../api/assembly-queries.ts'
import { useRead } from '../api/use-read.ts'
import { InitiativeState } from '../assembly/initiative-state.tsx'
import { SupportBar } from '../assembly/support-bar.tsx'
import { ButtonLink } from '../components/button.tsx'
import { DecideSegments } from '../components/decide-segments.tsx'
import { LinkCard } from '../components/link-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { initiativePath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** What members want asked, newest first, and how many support it. */
export function InitiativesPage() {
  const { t } = useI18n()
  const { isActive } = useMe()
  const { data: initiatives, error, refetch } = useRead(initiativesQuery(useApi()))
  return (
    <>
      <PageHead title={t('decide.initiatives')}>
        {isActive ? <ButtonLink to={ROUTES.newInitiative}>{t('initiative.start')}</ButtonLink> : null}
      </PageHead>
      <div className="stack">
        <DecideSegments shows="initiatives" />
        {error ? <Failure error={error} onRetry={refetch} /> : null}
        {!initiatives && !error ? <Waiting /> : null}
        {initiatives?.length === 0 ? <Empty title={t('initiative.none')} next={t('initiative.noneNext')} /> : null}
        {initiatives?.map(initiative => (
          <LinkCard
            key={initiative.id}
            to={initiativePath(initiative.id)}
            title={initiative.title}
            facts={<InitiativeState initiative={initiative} />}
          >
            <SupportBar initiative={initiative} />
          </LinkCard>
        ))}
      </div>
    </>
  )
}
