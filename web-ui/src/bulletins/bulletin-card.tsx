import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import { reachQuery } from '../api/queries.ts'
import type { Bulletin, Reach } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

const CHIPS = { urgent: 'chip chip-against', important: 'chip chip-warn', normal: 'chip' } as const

/** One announcement: who reads it says so, and who may looks how far it has reached. */
export function BulletinCard({ bulletin }: { bulletin: Bulletin }) {
  const { t, formats } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const [isReachShown, setReachShown] = useState(false)
  const { id, title, text, from, priority, untilMs, forMe, acknowledged } = bulletin
  const acknowledge = useMutation({
    mutationFn: () => unwrap(api.POST('/bulletins/{id}/acknowledgement', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['bulletins'] }),
  })
  return (
    <article className="card">
      <div className="stack-tight">
        <div className="row-apart">
          <h2>{title}</h2>
          <span className={CHIPS[priority]}>{t(`bulletins.${priority}`)}</span>
        </div>
        <p className="row small soft">
          <span>{t('bulletins.from', { name: from })}</span>
          <span>{t('bulletins.until', { when: formats.date(untilMs) })}</span>
        </p>
      </div>
      {text ? <p className="prose">{text}</p> : null}
      <div className="row">
        {forMe && !acknowledged ? (
          <ActButton act={acknowledge} onPress={() => acknowledge.mutate()}>
            {t('bulletins.read')}
          </ActButton>
        ) : null}
        {acknowledged ? <span className="chip chip-for">{t('bulletins.isRead')}</span> : null}
        <Button look="quiet" onPress={() => setReachShown(!isReachShown)}>
          {t('bulletins.reach')}
        </Button>
      </div>
      {isReachShown ? <ReachOf id={id} /> : null}
    </article>
  )
}

function ReachOf({ id }: { id: string }) {
  const { t } = useI18n()
  const { data: reach, error } = useRead(reachQuery(useApi(), id))
  if (error) return <Failure error={error} />
  if (!reach) return <Waiting />
  return (
    <div className="stack-tight">
      {reach.here ? <ReachLine name={t('bulletins.here')} reach={reach.here} /> : null}
      {reach.federations.map(federation => (
        <div key={federation.id} className="stack-tight">
          <strong>
            <ReachLine name={federation.name} reach={federation} />
          </strong>
          {federation.groups.map(group => (
            <ReachLine key={group.id} name={group.name} reach={group} />
          ))}
        </div>
      ))}
      <p className="small soft">{t('bulletins.counted')}</p>
    </div>
  )
}

function ReachLine({ name, reach }: { name: string; reach: NonNullable<Reach['here']> }) {
  const { t } = useI18n()
  const { delivered, acknowledged, members } = reach
  return <p>{t('bulletins.reached', { name, delivered, acknowledged, members })}</p>
}
