import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../api/api-context.ts'
import { groupQuery, keyRequestQuery } from '../api/queries.ts'
import type { KeyRequest } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { AskingKey } from './asking-key.ts'
import { CheckWords } from './check-words.tsx'
import { RequestProgress } from './request-progress.tsx'

type Asking = { asking: AskingKey; onGiven(key: DeviceKey): void; onOver(): void }

/** How far the own request is: asked again every few seconds, since who is not in hears no stream. */
export function AskingState({ asking, onGiven, onOver }: Asking) {
  const { t } = useI18n()
  const api = useApi()
  const { data: request, error, refetch } = useRead(keyRequestQuery(api, asking.request))
  const { data: group } = useRead(groupQuery(api))
  const withdrawing = useMutation({
    mutationFn: async (id: string) =>
      (await import('../signing/lost-key.ts')).withdraw({ api, member: asking.key, group: id }, asking.request),
    onSuccess: onOver,
  })
  const isGiven = request?.state === 'replaced'
  useEffect(() => {
    if (isGiven) onGiven(asking.key)
  }, [isGiven, onGiven, asking])
  if (!request) return error ? <Failure error={error} onRetry={refetch} /> : <Waiting />
  if (request.state !== 'open') return <Over request={request} onAgain={onOver} />
  return (
    <>
      <p>{t('lost.asked', { name: request.member.name })}</p>
      <RequestProgress request={request} />
      <section className="card stack-tight" aria-labelledby="check-words">
        <h2 id="check-words">{t('lost.words')}</h2>
        <CheckWords request={request.id} />
        <p className="small">{t('lost.wordsAbout')}</p>
      </section>
      <p className="small soft">{t('lost.comeBack')}</p>
      {withdrawing.error ? <Failure error={withdrawing.error} /> : null}
      <p>
        <Button
          look="link"
          isDisabled={!group || withdrawing.isPending}
          onPress={() => group && withdrawing.mutate(group.id)}
        >
          {t('lost.withdraw')}
        </Button>
      </p>
    </>
  )
}

function Over({ request: { state, declined }, onAgain }: { request: KeyRequest; onAgain(): void }) {
  const { t } = useI18n()
  if (state === 'open' || state === 'replaced') return <Waiting />
  return (
    <>
      <Notice tone="warn" title={t(`lost.over.${state}`)}>
        {declined ? t('lost.declinedBy', { name: declined.by, reason: declined.reason }) : null}
      </Notice>
      <p>
        <Button onPress={onAgain}>{t('lost.again')}</Button>
      </p>
    </>
  )
}
