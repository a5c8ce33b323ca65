import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { concentrationQuery, delegationsQuery } from '../api/queries.ts'
import type { Delegations } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { PageHead } from '../components/page-head.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { TallyBar } from '../components/tally-bar.tsx'
import { DelegateField, NOBODY } from '../delegation/delegate-field.tsx'
import { scopeName } from '../delegation/scope-name.ts'
import { useDelegating } from '../delegation/use-delegating.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

const DAY_MS = 86_400_000
const ENDING_DAYS = [7, 30, 90, 180, 365] as const

/** Who votes for me, for whom I vote, and how many votes come together in whose hands. */
export function DelegationsPage() {
  const { t } = useI18n()
  const { data, error, refetch } = useRead(delegationsQuery(useApi()))
  return (
    <div className="stack">
      <PageHead title={t('delegation.title')} back={ROUTES.me} />
      <p>{t('delegation.about')}</p>
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data ? <Mine mine={data.mine} /> : null}
      {data ? <GiveCard /> : null}
      {data ? <ToMe toMe={data.toMe} /> : null}
      <WhoHolds />
    </div>
  )
}

function Mine({ mine }: Pick<Delegations, 'mine'>) {
  const { t, formats } = useI18n()
  const delegating = useDelegating()
  return (
    <section className="card" aria-labelledby="mine">
      <h2 id="mine">{t('delegation.mine')}</h2>
      {mine.length === 0 ? <Empty title={t('delegation.none')} /> : null}
      <ul className="list">
        {mine.map(({ scope, to, toName, expiresAtMs }) => (
          <li key={scopeName(t, scope)}>
            <span className="row">
              <strong>{to === null ? t('delegation.nobody') : (toName ?? to)}</strong>
              <span className="soft">{scopeName(t, scope)}</span>
            </span>
            <span className="row small soft">
              {expiresAtMs === null ? null : <span>{t('delegation.until', { when: formats.date(expiresAtMs) })}</span>}
              <Button look="link" isDisabled={delegating.isPending} onPress={() => delegating.mutate({ scope })}>
                {t('delegation.take')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {delegating.error ? <Failure error={delegating.error} /> : null}
    </section>
  )
}

function GiveCard() {
  const { t } = useI18n()
  const [to, setTo] = useState('')
  const [what, setWhat] = useState<'everything' | 'area'>('everything')
  const [area, setArea] = useState('')
  const [days, setDays] = useState('')
  const delegating = useDelegating()
  const scope = what === 'area' ? { type: what, area: area.trim() } : { type: what }
  const isReady = to !== '' && (what === 'everything' || area.trim() !== '')
  const choices = [
    ['everything', t('delegation.everything')],
    ['area', t('delegation.oneArea')],
  ] as const
  return (
    <section className="card" aria-labelledby="give">
      <h2 id="give">{t('delegation.give')}</h2>
      <div className="stack">
        <DelegateField value={to} onChange={setTo} />
        <SelectField label={t('delegation.what')} value={what} choices={choices} onChange={setWhat} />
        {what === 'area' ? (
          <Field label={t('delegation.areaName')} value={area} onChange={setArea} maxLength={60} />
        ) : null}
        <SelectField
          label={t('delegation.ends')}
          value={days}
          choices={[
            ['', t('delegation.endsNever')] as const,
            ...ENDING_DAYS.map(count => [String(count), t('new.days', { count })] as const),
          ]}
          onChange={setDays}
        />
        {delegating.error ? <Failure error={delegating.error} /> : null}
        <p>
          <Button
            isDisabled={!isReady || delegating.isPending}
            onPress={() =>
              delegating.mutate(
                {
                  scope,
                  to: to === NOBODY ? null : to,
                  ...(days === '' ? {} : { expiresAtMs: Date.now() + Number(days) * DAY_MS }),
                },
                { onSuccess: () => setTo('') },
              )
            }
          >
            {t('delegation.send')}
          </Button>
        </p>
        <p className="small soft">{t('delegation.secret')}</p>
      </div>
    </section>
  )
}

function ToMe({ toMe }: Pick<Delegations, 'toMe'>) {
  const { t } = useI18n()
  return (
    <section className="card" aria-labelledby="to-me">
      <h2 id="to-me">{t('delegation.toMe')}</h2>
      {toMe.count === 0 ? <Empty title={t('delegation.noneToMe')} /> : null}
      <ul className="list">
        {toMe.from.map(({ key, name, scope }) => (
          <li key={`${key} ${scopeName(t, scope)}`}>
            <strong>{name ?? key}</strong>
            <span className="soft">{scopeName(t, scope)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function WhoHolds() {
  const { t, formats } = useI18n()
  const { data } = useRead(concentrationQuery(useApi()))
  if (!data) return null
  return (
    <section className="card" aria-labelledby="holders">
      <h2 id="holders">{t('delegation.concentration')}</h2>
      {data.holders.length === 0 ? <p className="soft">{t('delegation.noneHeld')}</p> : null}
      <ul className="list">
        {data.holders.map(({ key, name, votes }) => (
          <li key={key} className="stack-tight">
            <span className="row-apart">
              <strong>{name ?? key}</strong>
              <span className="number">
                {t('delegation.votes', { count: votes })} · {formats.percent(votes / Math.max(1, data.electorate))}
              </span>
            </span>
            <TallyBar counts={[{ option: key, amount: votes }]} total={Math.max(1, data.electorate)} thin />
          </li>
        ))}
      </ul>
    </section>
  )
}
