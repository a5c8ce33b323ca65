import { useApi } from '../api/api-context.ts'
import { councilQuery, groupQuery } from '../api/queries.ts'
import type { Council, Federation } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Failure } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { OwnSeat } from './own-seat.tsx'

/** Who sits on a federation's council for which group, and until when; a steward seats and recalls the own delegate. */
export function CouncilCard({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const api = useApi()
  const { mayGovern } = useMe()
  const { data: group } = useRead(groupQuery(api))
  const { data: council, error, refetch } = useRead(councilQuery(api, federation.id))
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!council) return null
  const standing = council.seats.filter(({ state }) => state === 'sits' || state === 'to-come')
  const former = council.seats.filter(seat => !standing.includes(seat))
  const own = standing.find(seat => seat.group === group?.id && seat.state === 'sits')
  const sitting = standing.filter(({ state }) => state === 'sits').length
  return (
    <details>
      <summary>
        {t('council.title')} · {t('council.filled', { filled: sitting, count: sitting + council.vacant.length })}
      </summary>
      <div className="stack">
        <ul className="list">
          {standing.map(seat => (
            <SeatLine key={seat.seating} seat={seat} />
          ))}
          {council.vacant.map(({ group: id, name }) => (
            <li key={id}>
              <span>{name}</span>
              <span className="small soft">{t('council.vacant')}</span>
            </li>
          ))}
        </ul>
        {federation.role === 'member' && mayGovern ? <OwnSeat federation={federation.id} seat={own} /> : null}
        {former.length > 0 ? (
          <details>
            <summary>{t('council.former')}</summary>
            <ul className="list">
              {former.map(seat => (
                <SeatLine key={seat.seating} seat={seat} />
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </details>
  )
}

function SeatLine({ seat }: { seat: Council['seats'][number] }) {
  const { t, formats } = useI18n()
  const { groupName, delegate, name, state, fromMs, untilMs, elected, cause } = seat
  return (
    <li>
      <div className="stack-tight">
        <span className="row">
          <strong>{nameOrKey(name, delegate)}</strong>
          <span className="soft">{groupName}</span>
        </span>
        <span className="row small">
          {state === 'sits' ? null : <span className="chip">{t(`council.state.${state}`)}</span>}
          {state === 'to-come' ? <span>{t('council.from', { when: formats.date(fromMs) })}</span> : null}
          <span className="soft">{t('office.until', { when: formats.date(untilMs) })}</span>
          {elected ? <span className="soft">{t('council.elected')}</span> : null}
        </span>
        {cause ? <span className="small soft">{cause}</span> : null}
      </div>
    </li>
  )
}
