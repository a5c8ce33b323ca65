import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { dueQuery, groupQuery, membersQuery } from '../api/queries.ts'
import type { Due } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { duePath } from '../due-path.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { useNow } from './use-now.ts'

/** What waits for me; nothing where nothing does. */
export function DueList() {
  const { t } = useI18n()
  const { data: items = [] } = useRead(dueQuery(useApi()))
  const asking = useAsking()
  if (items.length === 0 && asking === 0) return null
  return (
    <section className="notice notice-warn" aria-labelledby="due">
      <h2 id="due" className="small">
        {t('due.title')}
      </h2>
      <ul className="stack-tight">
        {items.map(item => (
          <DueLine key={`${item.kind} ${item.subject}`} item={item} />
        ))}
        {asking > 0 ? (
          <li>
            <Link href={ROUTES.members}>{t('due.join', { count: asking })}</Link>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

export function DueLine({ item: { kind, at, title, dueAtMs, goesTo } }: { item: Due }) {
  const { t, formats } = useI18n()
  const now = useNow()
  return (
    <li>
      {t(`due.${kind}`)}: <Link href={duePath(kind, at)}>{title}</Link>
      {goesTo ? <span> · {t('due.goesTo', { name: nameOrKey(goesTo.name, goesTo.key) })}</span> : null}
      {dueAtMs === null ? null : <span className="small soft"> · {formats.relative(dueAtMs, now)}</span>}
    </li>
  )
}

/** How many ask to be let in, where I can do something about it. */
function useAsking(): number {
  const api = useApi()
  const { session, isActive, mayGovern } = useMe()
  const { data: group } = useRead(groupQuery(api))
  const mayVouch = isActive && group?.admission === 'vouched'
  const mayAnswer = (mayVouch || mayGovern) && group?.members === 'people'
  const { data: members = [] } = useRead({ ...membersQuery(api), enabled: mayAnswer })
  return mayAnswer ? members.filter(({ state, key }) => state === 'pending' && key !== session?.key).length : 0
}
