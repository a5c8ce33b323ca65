import { useApi } from '../api/api-context.ts'
import { federationCharterQuery } from '../api/queries.ts'
import type { Federation } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { CharterHistory } from '../charter/charter-history.tsx'
import { termsIn } from '../charter/said-charter.ts'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { FederationEditor } from './federation-editor.tsx'
import { federationRules } from './federation-rules.ts'

/** The rules of a federation in words, how they came to be, and, for a delegate, how to change them. */
export function FederationCharter({ federation }: { federation: Federation }) {
  const { t, formats } = useI18n()
  const { data: changes, error, refetch } = useRead(federationCharterQuery(useApi(), federation.id))
  const last = changes?.versions.at(-1)
  // What somebody is writing stays where a later read fails.
  if (!changes || !last) return error ? <Failure error={error} onRetry={refetch} /> : null
  const terms = termsIn(last.terms)
  return (
    <section className="stack" aria-labelledby="federation-charter">
      <h2 id="federation-charter">{t('motions.charter')}</h2>
      <div className="card stack">
        {terms.purpose ? <p className="prose">{terms.purpose}</p> : null}
        <dl className="stack">
          {federationRules(t, formats, terms).map(({ about, says, means }) => (
            <div key={about}>
              <dt className="small soft">{about}</dt>
              <dd>{says}</dd>
              {means === undefined ? null : <dd className="small">{means}</dd>}
            </div>
          ))}
        </dl>
      </div>
      {federation.onCouncil && !federation.merged ? (
        <FederationEditor federation={federation.id} inForce={changes.inForce} before={terms} />
      ) : null}
      <CharterHistory versions={changes.versions} />
    </section>
  )
}
