import { useApi } from '../api/api-context.ts'
import { endorsementsQuery } from '../api/assembly-queries.ts'
import { useRead } from '../api/use-read.ts'
import { Failure } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** Whom I have vouched for, how many more I can, and what it costs if one of them is removed for cause. */
export function MyVouches({ memberKey }: { memberKey: string }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { data, error, refetch } = useRead(endorsementsQuery(useApi(), memberKey))
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!data) return null
  const { open, freeAtMs, costMs } = data
  const taken = data.endorsements.filter(({ takenUntilMs }) => takenUntilMs > now)
  return (
    <section className="card" aria-labelledby="my-vouches">
      <h2 id="my-vouches">{t('vouch.mine')}</h2>
      <p>
        {freeAtMs === null
          ? t('vouch.free', { count: Math.max(0, open - taken.length), open })
          : t('vouch.noneFree', { when: formats.date(freeAtMs), open })}
      </p>
      {taken.length > 0 ? (
        <ul className="list">
          {taken.map(({ member, takenUntilMs, forCause }) => (
            <li key={member.key}>
              <span className="row">
                <strong>{nameOrKey(member.name, member.key)}</strong>
                {forCause ? <span className="chip chip-warn">{t('vouch.forCause')}</span> : null}
              </span>
              <span className="small soft">{t('vouch.takenUntil', { when: formats.date(takenUntilMs) })}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="small soft">{t('vouch.about', { time: formats.duration(costMs) })}</p>
    </section>
  )
}
