import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { bulletinsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { BulletinCard } from '../bulletins/bulletin-card.tsx'
import { NewBulletin } from '../bulletins/new-bulletin.tsx'
import { Button } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** What groups and councils announce, most pressing first. */
export function BulletinsPage() {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const [isPublishing, setPublishing] = useState(false)
  const { data: bulletins, error, refetch } = useRead(bulletinsQuery(useApi()))
  return (
    <div className="stack">
      <PageHead title={t('bulletins.title')} back={ROUTES.federation} />
      {mayGovern && !isPublishing ? (
        <p>
          <Button onPress={() => setPublishing(true)}>{t('bulletins.publish')}</Button>
        </p>
      ) : null}
      {isPublishing ? <NewBulletin onDone={() => setPublishing(false)} /> : null}
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!bulletins && !error ? <Waiting /> : null}
      {bulletins?.length === 0 ? <Empty title={t('bulletins.none')} next={t('bulletins.noneNext')} /> : null}
      {bulletins?.map(bulletin => (
        <BulletinCard key={bulletin.id} bulletin={bulletin} />
      ))}
    </div>
  )
}
