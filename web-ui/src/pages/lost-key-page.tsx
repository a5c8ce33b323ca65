import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type AskingKey, forgetAskingKey, readAskingKey, writeAskingKey } from '../lost-key/asking-key.ts'
import { AskingState } from '../lost-key/asking-state.tsx'
import { ROUTES } from '../routes.ts'
import { PhraseStep } from './phrase-step.tsx'

/** Somebody has neither their key nor its words: a new key asks the stewards for the membership. */
export function LostKeyPage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const { deviceKey, keep } = useDeviceKey()
  const [asking, setAsking] = useState(() => readAskingKey(localStorage))
  const [made, setMade] = useState<DeviceKey>()
  const start = (begun: AskingKey) => {
    writeAskingKey(localStorage, begun)
    setAsking(begun)
  }
  const stop = () => {
    forgetAskingKey(localStorage)
    setAsking(undefined)
  }
  const take = (key: DeviceKey) => {
    keep(key)
    forgetAskingKey(localStorage)
    setMade(key)
    queries.invalidateQueries()
  }
  if (made) return <PhraseStep deviceKey={made} onDone={() => navigate(ROUTES.decide)} />
  return (
    <div className="entrance stack">
      <PageHead title={t('lost.title')} back={ROUTES.restore} />
      {deviceKey ? <Notice tone="warn" title={t('restore.replaces')} /> : null}
      {asking ? <AskingState asking={asking} onGiven={take} onOver={stop} /> : <WhoForm onAsked={start} />}
    </div>
  )
}

/** Who one is, by name: whoever is not in sees no list of members. */
function WhoForm({ onAsked }: { onAsked(asking: AskingKey): void }) {
  const { t, formats } = useI18n()
  const api = useApi()
  const { data: group } = useRead(groupQuery(api))
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const finding = useMutation({
    mutationFn: () => unwrap(api.POST('/key-requests/who', { body: { name: name.trim() } })),
  })
  const asking = useMutation({
    mutationFn: async (member: string) => {
      if (!group) throw new Error('no group')
      return (await import('../signing/lost-key.ts')).ask(api, group.id, member)
    },
    onSuccess: onAsked,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    asking.reset()
    if (name.trim()) finding.mutate()
  }
  const found = finding.data
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t('lost.about')}</p>
      <Field
        label={t('lost.name')}
        hint={t('lost.nameHint')}
        value={name}
        onChange={typed => {
          setName(typed)
          finding.reset()
        }}
        maxLength={80}
        autoComplete="name"
        problem={isTried && !name.trim() ? t('join.needName') : found?.length === 0 ? t('lost.nobody') : undefined}
      />
      {finding.error ? <Failure error={finding.error} /> : null}
      {found && found.length > 0 ? (
        <ul className="list">
          {found.map(one => (
            <li key={one.key}>
              <span>
                <strong>{one.name}</strong>{' '}
                <span className="small soft">{t('lost.since', { when: formats.date(one.joinedAtMs) })}</span>
              </span>
              <Button isDisabled={asking.isPending} onPress={() => asking.mutate(one.key)}>
                {t(asking.isPending ? 'lost.asking' : 'lost.ask')}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <Button type="submit" isDisabled={finding.isPending}>
          {t('lost.find')}
        </Button>
      )}
      {asking.error ? <Failure error={asking.error} /> : null}
    </form>
  )
}
