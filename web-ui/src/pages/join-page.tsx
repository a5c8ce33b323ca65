import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Group } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { WaitingToJoin } from '../assembly/waiting-to-join.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { hashField, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { PhraseStep } from './phrase-step.tsx'

/** Somebody becomes a member: a name, a key made here, and the words to keep. */
export function JoinPage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const group = useRead(groupQuery(useApi()))
  const me = useMe()
  const { keep } = useDeviceKey()
  const [made, setMade] = useState<DeviceKey>()
  const [secret] = useState(() => hashField(location.hash, 'invite'))
  const joined = (deviceKey: DeviceKey) => {
    keep(deviceKey)
    setMade(deviceKey)
    history.replaceState(null, '', location.pathname)
    queries.invalidateQueries()
  }
  if (made) return <PhraseStep deviceKey={made} onDone={() => navigate(ROUTES.decide)} />
  if (group.error) return <Failure error={group.error} onRetry={group.refetch} />
  if (group.isPending || me.isLoading) return <Waiting />
  return (
    <div className="entrance stack">
      <PageHead title={t('join.title', { name: group.data?.name ?? t('app.name') })} />
      {group.data ? door(group.data) : <Notice title={t('setup.noGroup')}>{t('setup.noGroupNext')}</Notice>}
    </div>
  )

  function door(group: Group) {
    if (me.session?.state === 'active') {
      return (
        <Notice tone="good" title={t('join.already')}>
          <ButtonLink to={ROUTES.decide} look="link">
            {t('app.toStart')}
          </ButtonLink>
        </Notice>
      )
    }
    if (me.isPending) return <WaitingToJoin group={group} />
    if (secret !== undefined && !/^[0-9a-f]{64}$/.test(secret)) {
      return (
        <Notice tone="warn" title={t('join.badLink')}>
          {t('join.badLinkNext')}
        </Notice>
      )
    }
    if (secret === undefined && group.admission === 'invited') return <Notice title={t('welcome.closed')} />
    return <JoiningForm group={group} secret={secret} onJoined={joined} />
  }
}

function JoiningForm({
  group,
  secret,
  onJoined,
}: {
  group: Group
  secret: string | undefined
  onJoined(deviceKey: DeviceKey): void
}) {
  const { t } = useI18n()
  const api = useApi()
  const { deviceKey: held } = useDeviceKey()
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: async () => {
      const [{ join }, { makeKey }] = await Promise.all([
        import('../signing/invitation.ts'),
        import('../signing/make-key.ts'),
      ])
      const deviceKey = held ?? makeKey()
      await join(api, deviceKey, { group: group.id, name: name.trim(), secret })
      return deviceKey
    },
    onSuccess: onJoined,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (name.trim()) send.mutate()
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {secret ? <p className="chip chip-for">{t('join.invited')}</p> : null}
      {group.purpose ? <p className="prose">{group.purpose}</p> : null}
      <p className="soft">{t('join.about')}</p>
      <Field
        label={t('join.name')}
        hint={t('join.nameHint')}
        value={name}
        onChange={setName}
        maxLength={80}
        autoComplete="name"
        problem={isTried && !name.trim() ? t('join.needName') : undefined}
      />
      {send.error ? <Failure error={send.error} /> : null}
      <Button type="submit" wide isDisabled={send.isPending}>
        {t(send.isPending ? 'join.sending' : 'join.send')}
      </Button>
    </form>
  )
}
