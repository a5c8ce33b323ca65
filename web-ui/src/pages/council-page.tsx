import { useApi } from '../api/api-context.ts'
import { federationsQuery, motionsQuery } from '../api/queries.ts'
import type { Federation } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { FederationCharter } from '../council/federation-charter.tsx'
import { MotionCard } from '../council/motion-card.tsx'
import { MoveResolution } from '../council/move-form.tsx'
import { CouncilCard } from '../federation/council-card.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

/** What the council of a federation decides and has decided, and the charter that it decides by. */
export function CouncilPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { data: federations, error, refetch } = useRead(federationsQuery(useApi()))
  const federation = federations?.find(one => one.id === id)
  const title = federation ? t('motions.of', { name: federation.name }) : t('council.title')
  return (
    <div className="stack-loose">
      <PageHead title={title} back={ROUTES.federation} />
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!federations && !error ? <Waiting /> : null}
      {federations && !federation ? <Empty title={t('motions.unknown')} next={t('motions.unknownNext')} /> : null}
      {federation ? (
        <>
          <Motions federation={federation} />
          <CouncilCard federation={federation} />
          <FederationCharter federation={federation} />
        </>
      ) : null}
    </div>
  )
}

function Motions({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const { data: motions, error, refetch } = useRead(motionsQuery(useApi(), federation.id))
  const open = motions?.filter(({ state }) => state === 'open') ?? []
  const closed = motions?.filter(({ state }) => state !== 'open') ?? []
  return (
    <section className="stack" aria-labelledby="motions">
      <h2 id="motions">{t('motions.heading')}</h2>
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {motions?.length === 0 ? <p className="soft">{t('motions.none')}</p> : null}
      {federation.onCouncil && !federation.merged ? <MoveResolution federation={federation.id} /> : null}
      {[...open, ...closed].map(motion => (
        <MotionCard key={motion.id} motion={motion} />
      ))}
    </section>
  )
}
