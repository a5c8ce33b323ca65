import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { draftsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ButtonLink } from '../components/button.tsx'
import { DecideSegments } from '../components/decide-segments.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { DraftState } from '../life/draft-state.tsx'
import { draftPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** What is being written and has not been put to a vote yet. */
export function DraftsPage() {
  const { t, formats } = useI18n()
  const now = useNow()
  const { isActive } = useMe()
  const { data, error, refetch } = useRead(draftsQuery(useApi()))
  const drafts = data?.filter(({ state }) => state !== 'opened')
  return (
    <>
      <PageHead title={t('decide.title')}>
        {isActive ? <ButtonLink to={ROUTES.newProposal}>{t('decide.new')}</ButtonLink> : null}
      </PageHead>
      <div className="stack">
        <DecideSegments shows="drafts" />
        {error ? <Failure error={error} onRetry={refetch} /> : null}
        {!drafts && !error ? <Waiting /> : null}
        {drafts?.length === 0 ? <Empty title={t('draft.none')} next={t('draft.noneNext')} /> : null}
        {drafts?.map(({ id, title, state, by, byName, changedAtMs }) => (
          <article key={id} className="card card-link">
            <div className="stack-tight">
              <h2>
                <Link href={draftPath(id)}>{title}</Link>
              </h2>
              <p className="row small soft">
                <DraftState state={state} />
                <span>{t('proposal.by', { name: nameOrKey(byName, by) })}</span>
                <span>{t('draft.changed', { when: formats.relative(changedAtMs, now) })}</span>
              </p>
            </div>
          </article>
        ))}
      </div>
    </>
  )
}
