import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { dueQuery } from '../api/queries.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { draftPath, proposalPath } from '../routes.ts'
import { useNow } from './use-now.ts'

/** What waits for me; nothing where nothing does. */
export function DueList() {
  const { t, formats } = useI18n()
  const now = useNow()
  const { data: items = [] } = useQuery(dueQuery(useApi()))
  if (items.length === 0) return null
  return (
    <section className="notice notice-warn" aria-labelledby="due">
      <h2 id="due" className="small">
        {t('due.title')}
      </h2>
      <ul className="stack-tight">
        {items.map(({ kind, subject, at, title, dueAtMs, goesTo }) => (
          <li key={`${kind} ${subject}`}>
            {t(`due.${kind}`)}: <Link href={kind === 'review' ? draftPath(at) : proposalPath(at)}>{title}</Link>
            {goesTo ? <span> · {t('due.goesTo', { name: goesTo.name ?? goesTo.key })}</span> : null}
            {dueAtMs === null ? null : <span className="small soft"> · {formats.relative(dueAtMs, now)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
