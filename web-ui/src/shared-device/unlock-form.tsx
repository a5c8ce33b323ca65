import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { useSharedDevice } from '../device-key-context.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { Holder } from './holders.ts'
import { PinField } from './pin-field.tsx'
import { leftOf } from './pin-rules.ts'

const SECOND_MS = 1_000

/** One member opens their key with their PIN. */
export function UnlockForm({ holder, onBack }: { holder: Holder; onBack(): void }) {
  const { t } = useI18n()
  const { unlock } = useSharedDevice()
  const [pin, setPin] = useState('')
  const now = useNow(SECOND_MS)
  const name = nameOrKey(holder.name, holder.key)
  const open = useMutation({
    mutationFn: () => unlock(holder.key, pin),
    onSuccess: () => setPin(''),
  })
  const seconds = Math.ceil(leftOf(holder.waitUntilMs, now) / SECOND_MS)
  const mayTry = !open.isPending && seconds === 0
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (mayTry && pin !== '') open.mutate()
  }
  return (
    <form className="entrance stack" onSubmit={submit} noValidate>
      <PageHead title={t('shared.hello', { name })} />
      <PinField label={t('shared.pin')} value={pin} onChange={setPin} autoFocus />
      {open.data === 'wrong' || (holder.wrong > 0 && !open.isPending) ? (
        <Notice tone="warn" title={t('shared.wrong', { name })}>
          {seconds > 0 ? <span>{t('shared.wait', { count: seconds })}</span> : null}
        </Notice>
      ) : null}
      {open.error ? <Failure error={open.error} /> : null}
      <div className="row">
        <Button type="submit" isDisabled={!mayTry || pin === ''}>
          {t(open.isPending ? 'app.loading' : 'shared.open')}
        </Button>
        <Button look="link" onPress={onBack}>
          {t('shared.notMe')}
        </Button>
      </div>
    </form>
  )
}
