import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { charterChangesQuery, charterQuery, groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { CharterEditor } from '../charter/charter-editor.tsx'
import { CharterHistory } from '../charter/charter-history.tsx'
import { PendingChange } from '../charter/pending-change.tsx'
import { termsIn } from '../charter/said-charter.ts'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { councilPath, ROUTES } from '../routes.ts'
import { charterRules } from '../stewardship/charter-rules.ts'
import { useMe } from '../use-me.ts'

/** The rules of the group in words, each with what it comes to; how they came to be, and how to change them. */
export function CharterPage() {
  const { t, formats } = useI18n()
  const api = useApi()
  const { data: charter, error, refetch } = useRead(charterQuery(api))
  const { data: group } = useRead(groupQuery(api))
  const { data: changes } = useRead(charterChangesQuery(api))
  const { isActive } = useMe()
  const last = changes?.versions.at(-1)
  const mayAmend = isActive && group?.members === 'people'
  return (
    <div className="stack">
      <PageHead title={t('steward.charter')} back={ROUTES.members} />
      <p>{t('charter.about')}</p>
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!charter && !error ? <Waiting /> : null}
      {charter && group ? (
        <section className="card stack" aria-label={t('steward.charter')}>
          <h2>{group.name}</h2>
          {charter.purpose ? <p className="prose">{charter.purpose}</p> : null}
          <dl className="stack">
            {charterRules(t, formats, charter, group.memberCount).map(({ about, says, means }) => (
              <div key={about}>
                <dt className="small soft">{about}</dt>
                <dd>{says}</dd>
                {means === undefined ? null : <dd className="small">{means}</dd>}
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {group?.members === 'groups' ? (
        <p>
          <Link href={councilPath(group.id)}>{t('motions.link')}</Link>
        </p>
      ) : null}
      {changes && last ? (
        <>
          {changes.drafts.map(draft => (
            <PendingChange key={draft.id} draft={draft} inForce={changes.inForce} before={termsIn(last.terms)} />
          ))}
          {mayAmend ? <CharterEditor inForce={changes.inForce} before={termsIn(last.terms)} /> : null}
          <CharterHistory versions={changes.versions} />
        </>
      ) : null}
    </div>
  )
}
