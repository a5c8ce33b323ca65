import { type FormEvent, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { MOVED, useMoving } from './use-moving.ts'

const DAY_MS = 86_400_000
const DAYS = ['1', '3', '7', '14'] as const

/** For a delegate: puts a resolution to the council. */
export function MoveResolution({ federation }: { federation: string }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <MoveForm federation={federation} onClose={() => setOpen(false)} />
  return (
    <p>
      <Button onPress={() => setOpen(true)}>{t('motions.move')}</Button>
    </p>
  )
}

function MoveForm({ federation, onClose }: { federation: string; onClose(): void }) {
  const { t } = useI18n()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [days, setDays] = useState<(typeof DAYS)[number]>('3')
  const [isTried, setTried] = useState(false)
  const act = useMoving(MOVED, onClose)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!title.trim()) return
    const words = { federation, title: title.trim(), text: text.trim(), closesAtMs: Date.now() + Number(days) * DAY_MS }
    act.mutate((acts, hand) => acts.moveResolution(hand, words))
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate aria-label={t('motions.move')}>
      <p className="small soft">{t('motions.moveAbout')}</p>
      <Field
        label={t('motions.title')}
        value={title}
        onChange={setTitle}
        maxLength={200}
        problem={isTried && !title.trim() ? t('motions.needTitle') : undefined}
      />
      <Field label={t('motions.text')} value={text} onChange={setText} maxLength={20_000} lines={4} />
      <DaysField days={days} onChange={setDays} />
      {act.error ? <Failure error={act.error} /> : null}
      <p className="row">
        <Button type="submit" isDisabled={act.isPending}>
          {t('motions.send')}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t('membership.cancel')}
        </Button>
      </p>
    </form>
  )
}

/** How long delegates can vote. */
function DaysField({ days, onChange }: { days: (typeof DAYS)[number]; onChange(days: (typeof DAYS)[number]): void }) {
  const { t } = useI18n()
  return (
    <SelectField
      label={t('motions.open')}
      value={days}
      choices={DAYS.map(count => [count, t('motions.days', { count: Number(count) })] as const)}
      onChange={onChange}
    />
  )
}
