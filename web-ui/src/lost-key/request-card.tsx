import { type FormEvent, useState } from 'react'
import type { OwnKeyRequest } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { Notice } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { CheckWords } from './check-words.tsx'
import { RequestProgress } from './request-progress.tsx'
import { useSigning } from './use-signing.ts'

const STALE = [['key-requests'], ['due'], ['members']]

/** One request: to be checked in person, then backed or declined. */
export function RequestCard({ request }: { request: OwnKeyRequest }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const backing = useSigning(STALE)
  const [isDeclining, setDeclining] = useState(false)
  const { id, member, askedAtMs, hasBacked } = request
  return (
    <section className="card stack" aria-labelledby={`request-${id}`}>
      <h2 id={`request-${id}`}>{t('lostKeys.who', { name: member.name })}</h2>
      <p className="small soft">{formats.relative(askedAtMs, now)}</p>
      <Notice tone="warn" title={t('lostKeys.warning')}>
        {t('lostKeys.warningNext', { name: member.name })}
      </Notice>
      <div className="stack-tight">
        <p>{t('lostKeys.words')}</p>
        <CheckWords request={id} />
      </div>
      <RequestProgress request={request} />
      {hasBacked ? (
        <p role="status">{t('lostKeys.backed')}</p>
      ) : (
        <ActButton act={backing} onPress={() => backing.mutate((acts, hand) => acts.back(hand, id))}>
          {t(backing.isPending ? 'steward.signing' : 'lostKeys.back')}
        </ActButton>
      )}
      {isDeclining ? (
        <Decline request={id} />
      ) : (
        <p>
          <Button look="quiet" onPress={() => setDeclining(true)}>
            {t('lostKeys.decline')}
          </Button>
        </p>
      )}
    </section>
  )
}

function Decline({ request }: { request: string }) {
  const { t } = useI18n()
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const declining = useSigning(STALE)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (reason.trim()) declining.mutate((acts, hand) => acts.decline(hand, request, reason.trim()))
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={t('lostKeys.why')}
        hint={t('lostKeys.whyHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        lines={2}
        problem={isTried && !reason.trim() ? t('lostKeys.needsWhy') : undefined}
      />
      <ActButton act={declining} type="submit" look="quiet">
        {t(declining.isPending ? 'steward.signing' : 'lostKeys.decline')}
      </ActButton>
    </form>
  )
}
