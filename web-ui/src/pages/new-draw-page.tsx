import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useSigning } from '../assembly/use-signing.ts'
import { Button } from '../components/button.tsx'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { SelectField } from '../components/select-field.tsx'
import { HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { drawPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

const POOLS = ['member', 'moderator', 'delegate', 'steward'] as const
const MOST_SEATS = 1_000
/** At most fourteen days. */
const JOINING_HOURS = [1, 6, 24, 72, 168] as const

/** A steward has the node draw a panel from the members. */
export function NewDrawPage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const { mayGovern } = useMe()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [pool, setPool] = useState<'' | (typeof POOLS)[number]>('')
  const [isByRole, setByRole] = useState(false)
  const [seats, setSeats] = useState('5')
  const [hours, setHours] = useState(24)
  const [isTried, setTried] = useState(false)
  const call = useSigning([['sortitions']], ({ id }) => navigate(drawPath(id)))
  const count = Number(seats)
  const isCount = Number.isInteger(count) && count >= 1 && count <= MOST_SEATS
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (!title.trim() || !isCount) return
    const joinsUntilMs = Date.now() + hours * HOUR_MS
    const whom = pool === '' ? { pool: null, ...(isByRole ? { stratify: 'role' as const } : {}) } : { pool }
    const draw = { title: title.trim(), text, ...whom, seats: count, joinsUntilMs }
    call.mutate((acts, { api, member, group }) => acts.callDraw(api, member, group, draw))
  }
  if (!mayGovern) {
    return (
      <>
        <PageHead title={t('draw.new')} back={ROUTES.draws} />
        <Notice title={t('draw.notAllowed')}>{t('election.notAllowedNext')}</Notice>
      </>
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHead title={t('draw.new')} back={ROUTES.draws} />
      <p className="soft">{t('draw.about')}</p>
      <Field
        label={t('draw.title')}
        value={title}
        onChange={setTitle}
        maxLength={200}
        problem={isTried && !title.trim() ? t('new.needName') : undefined}
      />
      <Field label={t('election.text')} value={text} onChange={setText} maxLength={20_000} lines={5} />
      <SelectField
        label={t('draw.poolField')}
        value={pool}
        choices={[
          ['', t('draw.poolAll')] as const,
          ...POOLS.map(role => [role, t('draw.poolRole', { role: t(`role.${role}`) })] as const),
        ]}
        onChange={setPool}
      />
      {pool === '' ? <CheckBox label={t('draw.byRole')} isOn={isByRole} onChange={setByRole} /> : null}
      <Field
        label={t('draw.seatsField')}
        value={seats}
        onChange={setSeats}
        inputMode="numeric"
        problem={isTried && !isCount ? t('election.needSeats', { most: MOST_SEATS }) : undefined}
      />
      <SpanField label={t('draw.joining')} hours={hours} choices={JOINING_HOURS} onChange={setHours} />
      {call.error ? <Failure error={call.error} /> : null}
      <Button type="submit" wide isDisabled={call.isPending}>
        {t(call.isPending ? 'vote.sending' : 'draw.call')}
      </Button>
    </form>
  )
}
