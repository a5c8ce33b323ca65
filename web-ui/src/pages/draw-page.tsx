import { useApi } from '../api/api-context.ts'
import { drawQuery } from '../api/assembly-queries.ts'
import type { Draw } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { AddToSeed } from '../assembly/add-to-seed.tsx'
import { DrawState } from '../assembly/draw-state.tsx'
import { PanelCard } from '../assembly/panel-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { RedrawCard } from '../verifying/redraw-card.tsx'

/** One draw by lot: whose names go in, the panel, and the draw again in this browser. */
export function DrawPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { data: draw, error, refetch } = useRead(drawQuery(useApi(), id))
  if (!draw) {
    return (
      <>
        <PageHead title={t('decide.draws')} back={ROUTES.draws} />
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  return (
    <article className="stack">
      <PageHead title={draw.title} back={ROUTES.draws} />
      <About draw={draw} />
      {draw.text ? <p className="prose">{draw.text}</p> : null}
      {draw.state === 'called' ? <Notice title={t('draw.called')} /> : null}
      {draw.state === 'lapsed' ? (
        <Notice tone="warn" title={t('draw.lapsed')}>
          {t('draw.lapsedNext')}
        </Notice>
      ) : null}
      {draw.state === 'joining' ? <AddToSeed draw={draw} /> : null}
      {draw.state === 'drawn' ? (
        <>
          <PanelCard draw={draw} />
          <RedrawCard draw={draw} />
        </>
      ) : null}
    </article>
  )
}

function About({ draw }: { draw: Draw }) {
  const { t } = useI18n()
  const { pool, poolCount, stratify, contributors } = draw
  return (
    <div className="stack-tight soft small">
      <p className="row">
        <DrawState draw={draw} />
      </p>
      <p className="row">
        <span>{pool === null ? t('draw.poolAll') : t('draw.poolRole', { role: t(`role.${pool}`) })}</span>
        {stratify === null ? null : <span>{t('draw.inProportion')}</span>}
        {poolCount === null ? null : <span>{t('draw.poolCount', { count: poolCount })}</span>}
        <span>{t('draw.contributors', { count: contributors })}</span>
      </p>
    </div>
  )
}
