import { useApi } from '../api/api-context.ts'
import { electionsQuery } from '../api/assembly-queries.ts'
import { useRead } from '../api/use-read.ts'
import { ElectionState } from '../assembly/election-state.tsx'
import { OfficesCard } from '../assembly/offices-card.tsx'
import { ButtonLink } from '../components/button.tsx'
import { DecideSegments } from '../components/decide-segments.tsx'
import { LinkCard } from '../components/link-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { electionPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** Who does what for the group, and the elections that say so, newest first. */
export function ElectionsPage() {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { data: elections, error, refetch } = useRead(electionsQuery(useApi()))
  return (
    <>
      <PageHead title={t('decide.elections')}>
        {mayGovern ? <ButtonLink to={ROUTES.newElection}>{t('election.call')}</ButtonLink> : null}
      </PageHead>
      <div className="stack">
        <DecideSegments shows="elections" />
        <OfficesCard />
        {error ? <Failure error={error} onRetry={refetch} /> : null}
        {!elections && !error ? <Waiting /> : null}
        {elections?.length === 0 ? (
          <Empty title={t('election.none')} next={t(mayGovern ? 'election.noneNextSteward' : 'election.noneNext')} />
        ) : null}
        {elections?.map(election => (
          <LinkCard
            key={election.id}
            to={electionPath(election.id)}
            title={election.office}
            facts={
              <>
                <ElectionState election={election} />
                <span>{t('election.seats', { count: election.seats })}</span>
              </>
            }
          />
        ))}
      </div>
    </>
  )
}
