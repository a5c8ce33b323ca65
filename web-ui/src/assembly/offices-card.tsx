import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { officesQuery } from '../api/assembly-queries.ts'
import { useRead } from '../api/use-read.ts'
import { Failure } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { electionPath } from '../routes.ts'

/** Who holds which office now, and until when. */
export function OfficesCard() {
  const { t, formats } = useI18n()
  const { data: held, error, refetch } = useRead(officesQuery(useApi()))
  return (
    <section className="stack-tight" aria-labelledby="offices">
      <h2 id="offices">{t('office.now')}</h2>
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {held?.length === 0 ? <p className="soft">{t('office.none')}</p> : null}
      {held && held.length > 0 ? (
        <ul className="list">
          {held.map(({ election, office, holder, untilMs }) => (
            <li key={`${election} ${holder.key}`}>
              <span className="row">
                <strong>{nameOrKey(holder.name, holder.key)}</strong>
                <Link href={electionPath(election)}>{office}</Link>
              </span>
              <span className="small soft">{t('office.until', { when: formats.date(untilMs) })}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
