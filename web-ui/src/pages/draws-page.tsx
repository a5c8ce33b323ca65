import { useApi } from '../api/api-context.ts'
import { drawsQuery } from '../api/assembly-queries.ts'
import { useRead } from '../api/use-read.ts'
import { DrawState } from '../assembly/draw-state.tsx'
import { ButtonLink } from '../components/button.tsx'
import { DecideSegments } from '../components/decide-segments.tsx'
import { LinkCard } from '../components/link-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { drawPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** Panels drawn by lot, newest first. */
export function DrawsPage() {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { data: draws, error, refetch } = useRead(drawsQuery(useApi()))
  return (
    <>
      <PageHead title={t('decide.draws')}>
        {mayGovern ? <ButtonLink to={ROUTES.newDraw}>{t('draw.call')}</ButtonLink> : null}
      </PageHead>
      <div className="stack">
        <DecideSegments shows="draws" />
        {error ? <Failure error={error} onRetry={refetch} /> : null}
        {!draws && !error ? <Waiting /> : null}
        {draws?.length === 0 ? (
          <Empty title={t('draw.none')} next={t(mayGovern ? 'draw.noneNextSteward' : 'draw.noneNext')} />
        ) : null}
        {draws?.map(draw => (
          <LinkCard key={draw.id} to={drawPath(draw.id)} title={draw.title} facts={<DrawState draw={draw} />} />
        ))}
      </div>
    </>
  )
}
