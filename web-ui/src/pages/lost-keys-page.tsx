import { useApi } from '../api/api-context.ts'
import { keyRequestsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { RequestCard } from '../lost-key/request-card.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** Who says to have lost their key, for whoever may give them their membership back. */
export function LostKeysPage() {
  const { t } = useI18n()
  const { isActive } = useMe()
  const { data: requests, error, refetch } = useRead({ ...keyRequestsQuery(useApi()), enabled: isActive })
  const toAnswer = (requests ?? []).filter(({ mayBack }) => mayBack)
  return (
    <div className="stack">
      <PageHead title={t('lostKeys.title')} back={ROUTES.decide} />
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {isActive && !requests && !error ? <Waiting /> : null}
      {toAnswer.map(request => (
        <RequestCard key={request.id} request={request} />
      ))}
      {(requests || !isActive) && toAnswer.length === 0 ? <Empty title={t('lostKeys.none')} /> : null}
    </div>
  )
}
