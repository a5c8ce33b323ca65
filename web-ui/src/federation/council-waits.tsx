import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { councilQuery, dueQuery, networkQuery } from '../api/queries.ts'
import type { Federation } from '../api/shapes.ts'
import { useRead, useReads } from '../api/use-read.ts'
import { DueLine } from '../components/due-list.tsx'
import { Failure } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

const AWAY_MS = 86_400_000

/** At a federation's own node: what waits for those who keep it, and what of it is out of order. */
export function CouncilWaits({ federations }: { federations: readonly Federation[] }) {
  const { t } = useI18n()
  const api = useApi()
  const { isActive } = useMe()
  const { data: items, error, refetch } = useRead({ ...dueQuery(api), enabled: isActive })
  const disorder = useDisorder(federations.filter(({ role }) => role === 'seat'))
  if (!isActive) return null
  if (!items) return error ? <Failure error={error} onRetry={refetch} /> : null
  const lines = [
    ...items.map(item => <DueLine key={`${item.kind} ${item.subject}`} item={item} />),
    ...disorder.lines.map(line => <li key={line.key}>{line.said}</li>),
  ]
  if (lines.length === 0 && disorder.isPending) return null
  if (lines.length === 0) return <p className="soft">{t('home.nothing')}</p>
  return (
    <section className="notice notice-warn" aria-labelledby="council-waits">
      <h2 id="council-waits" className="small">
        {t('home.waits')}
      </h2>
      <ul className="stack-tight">{lines}</ul>
    </section>
  )
}

type Line = { readonly key: string; readonly said: ReactNode }

/** Nodes that have been away for long, seats that nobody has, and what a replaced node has left behind. */
function useDisorder(federations: readonly Federation[]): { readonly lines: Line[]; readonly isPending: boolean } {
  const { t, formats } = useI18n()
  const api = useApi()
  const now = useNow()
  const { data: network, isPending: isNetworkPending } = useRead(networkQuery(api))
  const councils = useReads(federations.map(({ id }) => councilQuery(api, id)))
  const away = (network?.peers ?? []).filter(
    ({ connected, lostAtMs }) => !connected && now - (lostAtMs ?? now) > AWAY_MS,
  )
  const names = away.map(({ key, name }) => nameOrKey(name, key))
  const seats = councils.flatMap(({ data }) => (data && data.seats.length > 0 ? data.vacant : [])).map(one => one.name)
  const link = (said: string, to: string) => <Link href={to}>{said}</Link>
  const lines = [
    ...federations.flatMap(({ id, name, newKey }) => [
      ...(newKey && newKey.waiting > 0 ? [{ key: `${id} waiting`, said: t('home.handIn', { name }) }] : []),
      ...(newKey && newKey.lost.length > 0
        ? [{ key: `${id} lost`, said: t('home.lost', { count: newKey.lost.length, name }) }]
        : []),
    ]),
    ...(names.length > 0
      ? [
          {
            key: 'away',
            said: link(t('home.away', { count: names.length, names: formats.list(names) }), ROUTES.network),
          },
        ]
      : []),
    ...(seats.length > 0
      ? [{ key: 'vacant', said: t('home.vacant', { count: seats.length, names: formats.list(seats) }) }]
      : []),
  ]
  return { lines, isPending: isNetworkPending || councils.some(({ isPending }) => isPending) }
}
