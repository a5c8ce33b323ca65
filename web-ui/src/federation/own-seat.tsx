import { type FormEvent, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import type { Council } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useCouncilSigning } from './use-council-signing.ts'

type Seat = Council['seats'][number]
type Props = { readonly federation: string; readonly seat: Seat | undefined }

const MONTH_MS = 2_629_800_000
const TERMS_MONTHS = [3, 6, 12, 24] as const

/** For a steward: sends a member to the council in the place of whoever sits, or takes the delegate back. */
export function OwnSeat(props: Props) {
  const { t } = useI18n()
  const [form, setForm] = useState<'seat' | 'recall' | null>(null)
  const close = () => setForm(null)
  if (form === 'seat') return <SeatForm {...props} onDone={close} />
  if (form === 'recall' && props.seat) return <RecallForm {...props} seat={props.seat} onDone={close} />
  return (
    <p className="row">
      <Button look="link" onPress={() => setForm('seat')}>
        {t(props.seat ? 'council.replace' : 'council.seat')}
      </Button>
      {props.seat ? (
        <Button look="link" onPress={() => setForm('recall')}>
          {t('council.recall', { name: nameOrKey(props.seat.name, props.seat.delegate) })}
        </Button>
      ) : null}
    </p>
  )
}

function SeatForm({ federation, onDone }: Props & { onDone(): void }) {
  const { t } = useI18n()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const [delegate, setDelegate] = useState('')
  const [months, setMonths] = useState('12')
  const [isTried, setTried] = useState(false)
  const act = useCouncilSigning([['councils'], ['federations']], onDone)
  const active = members.filter(({ state }) => state === 'active')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    const chosen = active.find(({ key }) => key === delegate)
    if (!chosen) return
    const fromMs = Date.now()
    const untilMs = fromMs + Number(months) * MONTH_MS
    const term = { federation, delegate, name: nameOrKey(chosen.name, delegate), fromMs, untilMs }
    act.mutate((acts, { api, member, group }) => acts.seatDelegate(api, member, group, term))
  }
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <SelectField
        label={t('council.whom')}
        value={delegate}
        choices={[
          ['', t('council.choose')] as const,
          ...active.map(({ key, name }) => [key, nameOrKey(name, key)] as const),
        ]}
        onChange={setDelegate}
      />
      <SelectField
        label={t('election.termField')}
        value={months}
        choices={TERMS_MONTHS.map(count => [String(count), t('election.months', { count })] as const)}
        onChange={setMonths}
      />
      <p className="small soft">{t('council.about')}</p>
      {isTried && delegate === '' ? <p className="field-error">{t('council.needWhom')}</p> : null}
      {act.error ? <Failure error={act.error} /> : null}
      <p className="row">
        <Button type="submit" isDisabled={act.isPending}>
          {t('council.send')}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t('membership.cancel')}
        </Button>
      </p>
    </form>
  )
}

function RecallForm({ federation, seat, onDone }: { federation: string; seat: Seat; onDone(): void }) {
  const { t } = useI18n()
  const [cause, setCause] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useCouncilSigning([['councils'], ['federations']], onDone)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!cause.trim()) return
    const body = { federation, seating: seat.seating, cause: cause.trim() }
    act.mutate((acts, { api, member, group }) => acts.recallDelegate(api, member, group, body))
  }
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <Field
        label={t('membership.cause')}
        value={cause}
        onChange={setCause}
        maxLength={2000}
        problem={isTried && !cause.trim() ? t('membership.needCause') : undefined}
      />
      {act.error ? <Failure error={act.error} /> : null}
      <p className="row">
        <Button type="submit" isDisabled={act.isPending}>
          {t('council.recallNow')}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t('membership.cancel')}
        </Button>
      </p>
    </form>
  )
}
