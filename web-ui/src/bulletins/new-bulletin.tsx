import { type FormEvent, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Bulletin } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { SelectField } from '../components/select-field.tsx'
import { HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useFederationChoices } from '../offers/federation-choices.ts'
import { useSigning } from '../offers/use-signing.ts'

const STANDS_HOURS = [24, 72, 168, 336, 720] as const
const PRIORITIES = ['normal', 'important', 'urgent'] as const
const AUDIENCES = ['all', 'delegates', 'stewards'] as const

/** Announces something to the group, or to all groups of a federation. */
export function NewBulletin({ onDone }: { onDone(): void }) {
  const { t } = useI18n()
  const { data: group } = useRead(groupQuery(useApi()))
  const federations = useFederationChoices()
  const [chosen, setTo] = useState<string>()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [priority, setPriority] = useState<Bulletin['priority']>('normal')
  const [audience, setAudience] = useState<Bulletin['audience']>('all')
  const [hours, setHours] = useState<number>(336)
  const [isTried, setTried] = useState(false)
  const send = useSigning([['bulletins']], onDone)
  const isOfPeople = group?.members !== 'groups'
  const own = group ? [[group.id, t(isOfPeople ? 'bulletins.ownGroup' : 'bulletins.below')] as const] : []
  const places = isOfPeople ? [...federations, ...own] : [...own, ...federations]
  const to = chosen ?? places[0]?.[0]

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (!title.trim() || !to) return
    const said = { title: title.trim(), text: text.trim(), priority, audience, untilMs: Date.now() + hours * HOUR_MS }
    send.mutate((acts, { api, member, group }) => acts.publishBulletin(api, member, group, to, said))
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={t('bulletins.what')}
        value={title}
        onChange={setTitle}
        maxLength={120}
        problem={isTried && !title.trim() ? t('bulletins.needTitle') : undefined}
      />
      <Field label={t('bulletins.text')} value={text} onChange={setText} maxLength={5_000} lines={5} />
      {to ? <SelectField label={t('bulletins.to')} value={to} choices={places} onChange={setTo} /> : null}
      <SelectField
        label={t('bulletins.audience')}
        value={audience}
        choices={AUDIENCES.map(value => [value, t(`bulletins.${value}`)] as const)}
        onChange={setAudience}
      />
      <SelectField
        label={t('bulletins.priority')}
        value={priority}
        choices={PRIORITIES.map(value => [value, t(`bulletins.${value}`)] as const)}
        onChange={setPriority}
      />
      <SpanField label={t('bulletins.stands')} hours={hours} choices={STANDS_HOURS} onChange={setHours} />
      {send.error ? <Failure error={send.error} /> : null}
      <Button type="submit" wide isDisabled={send.isPending}>
        {t(send.isPending ? 'vote.sending' : 'bulletins.send')}
      </Button>
    </form>
  )
}
