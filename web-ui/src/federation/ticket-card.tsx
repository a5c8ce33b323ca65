import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { ticketsQuery } from '../api/queries.ts'
import type { Federation, Ticket } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure, Waiting } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'

const QrCode = lazy(() => import('../components/qr-code.tsx').then(m => ({ default: m.QrCode })))
const DAY_MS = 86_400_000
const DAYS = [1, 7, 30] as const

/** At a federation's own node: tickets that let groups in, made, shown as text and code, and taken back. */
export function TicketCard({ federation }: { federation: Federation }) {
  const { mayGovern } = useMe()
  return mayGovern ? <Tickets federation={federation} /> : null
}

function Tickets({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const tickets = useRead(ticketsQuery(useApi()))
  return (
    <section className="stack" aria-label={t('membership.tickets')}>
      <h3>{t('membership.tickets')}</h3>
      <NewTicket federation={federation} />
      {tickets.error ? <Failure error={tickets.error} onRetry={tickets.refetch} /> : null}
      <ul className="list">
        {tickets.data?.map(ticket => (
          <TicketLine key={ticket.key} federation={federation.id} ticket={ticket} />
        ))}
      </ul>
    </section>
  )
}

function NewTicket({ federation: { id: federation, name } }: { federation: Federation }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { deviceKey } = useDeviceKey()
  const [weight, setWeight] = useState('1')
  const [days, setDays] = useState('7')
  const make = useMutation({
    mutationFn: async () => {
      if (!deviceKey) throw new Error('no key on this device')
      const { issueTicket } = await import('../signing/federate.ts')
      const expiresAtMs = Date.now() + Number(days) * DAY_MS
      return issueTicket(api, deviceKey, { federation, name, weight: dotted(weight), expiresAtMs })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tickets'] }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isWeight(weight)) make.mutate()
  }
  if (make.data) {
    return (
      <div className="stack">
        <Suspense fallback={<Waiting />}>
          <QrCode text={make.data} label={t('membership.ticketCode')} />
        </Suspense>
        <p className="copy-box">{make.data}</p>
        <p className="small soft">{t('membership.ticketAbout')}</p>
        <p>
          <Button look="quiet" onPress={() => make.reset()}>
            {t('membership.ticketAnother')}
          </Button>
        </p>
      </div>
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={t('membership.weight')}
        value={weight}
        onChange={setWeight}
        problem={isWeight(weight) ? undefined : t('membership.weightBad')}
      />
      <SelectField
        label={t('membership.validFor')}
        value={days}
        choices={DAYS.map(count => [String(count), t('new.days', { count })] as const)}
        onChange={setDays}
      />
      {make.error ? <Failure error={make.error} /> : null}
      <p>
        <Button type="submit" isDisabled={make.isPending}>
          {t('membership.ticketMake')}
        </Button>
      </p>
    </form>
  )
}

function TicketLine({ federation, ticket }: { federation: string; ticket: Ticket }) {
  const { t, formats } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { deviceKey } = useDeviceKey()
  const { key, weight, state, expiresAtMs } = ticket
  const revoke = useMutation({
    mutationFn: async () => {
      if (!deviceKey) throw new Error('no key on this device')
      const { revokeTicket } = await import('../signing/federate.ts')
      return revokeTicket(api, deviceKey, federation, key)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tickets'] }),
  })
  return (
    <li>
      <div className="stack-tight">
        <span className="row small">
          <span className="number">{key.slice(0, 12)}</span>
          <span className={state === 'open' ? 'chip chip-accent' : 'chip'}>{t(`membership.ticket.${state}`)}</span>
          <span>{t('verdict.weight', { weight: formats.decimal(approximate(weight) ?? 0) })}</span>
          <span className="soft">{t('membership.until', { when: formats.date(expiresAtMs) })}</span>
        </span>
        {state === 'open' ? (
          <ActButton act={revoke} look="link" onPress={() => revoke.mutate()}>
            {t('membership.revoke')}
          </ActButton>
        ) : null}
      </div>
    </li>
  )
}

/** `0.9`, `0,9` or `9/10`. */
function isWeight(text: string): boolean {
  return /^\d{1,6}([.,]\d{1,6}|\/[1-9]\d{0,5})?$/.test(text.trim())
}

function dotted(text: string): string {
  return text.trim().replace(',', '.')
}
