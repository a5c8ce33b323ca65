import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { handoverQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { ShownDigits } from '../devices/digits.tsx'
import { HandoverOver } from '../devices/handover-over.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { hashField, ROUTES } from '../routes.ts'
import { ShareCard } from '../shared-device/share-card.tsx'
import { SharedDoor } from '../shared-device/shared-door.tsx'
import type { Claim, Code } from '../signing/handover.ts'

/** On the other device: somebody's key is to come here, by the code that their first device shows. */
export function DevicePage() {
  const { t } = useI18n()
  const { deviceKey } = useDeviceKey()
  const [secret] = useState(() => hashField(location.hash, 'take'))
  const isWhole = secret !== undefined && /^[0-9a-f]{64}$/.test(secret)
  const { data: code } = useRead({
    queryKey: ['handover-code'],
    queryFn: async () => (await import('../signing/handover.ts')).codeOf(secret ?? ''),
    enabled: isWhole,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  })
  return (
    <div className="entrance stack">
      <PageHead title={t(deviceKey && !isWhole ? 'shared.device' : 'device.title')} back={ROUTES.decide} />
      {isWhole ? (
        code ? (
          <SharedDoor>
            <Taking code={code} />
          </SharedDoor>
        ) : (
          <Waiting />
        )
      ) : (
        <>
          {deviceKey ? null : <Notice title={t('device.how')}>{t('device.howNext')}</Notice>}
          <ShareCard />
        </>
      )}
    </div>
  )
}

function Taking({ code }: { code: Code }) {
  const { t } = useI18n()
  const api = useApi()
  const { deviceKey } = useDeviceKey()
  const { data, error } = useRead(handoverQuery(api, code.id))
  const answer = useMutation({
    mutationFn: async () => (await import('../signing/handover.ts')).answerCode(api, code),
  })
  if (answer.data) return <Comparing claim={answer.data} />
  if (data === null) return <HandoverOver />
  const problem = error ?? answer.error
  if (problem) return <Failure error={problem} />
  if (!data) return <Waiting />
  return (
    <>
      <p>{t('device.askHere', { name: data.name })}</p>
      {deviceKey ? <Notice tone="warn" title={t('restore.replaces')} /> : null}
      <Button wide isDisabled={answer.isPending} onPress={() => answer.mutate()}>
        {t('device.take')}
      </Button>
      <p className="small soft">{t('device.ownOnly')}</p>
    </>
  )
}

function Comparing({ claim }: { claim: Claim }) {
  const { t } = useI18n()
  const api = useApi()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const { keep } = useDeviceKey()
  const { data, error } = useRead(handoverQuery(api, claim.id))
  const given = data?.given
  const { mutate: take, ...taking } = useMutation({
    mutationFn: async (parcel: { giver: string; parcel: string }) =>
      (await import('../signing/handover.ts')).takeKey(api, claim, parcel),
    onSuccess: deviceKey => {
      if (!deviceKey) return
      keep(deviceKey)
      history.replaceState(null, '', location.pathname)
      queries.invalidateQueries()
      navigate(ROUTES.decide)
    },
  })
  useEffect(() => {
    if (given) take(given)
  }, [given, take])
  if (taking.isSuccess && !taking.data) {
    return (
      <Notice tone="bad" title={t('device.notForUs')}>
        {t('device.notForUsNext')}
      </Notice>
    )
  }
  const problem = taking.error ?? error
  if (problem) return <Failure error={problem} />
  // While the key is being taken the node forgets the handover: that it is over by then is as it should be.
  if (data === null && taking.isIdle) return <HandoverOver />
  return (
    <div className="stack" role="status">
      <p>{t('device.compareThere')}</p>
      <ShownDigits digits={claim.digits} />
      <p className="small soft">{t('device.waiting')}</p>
    </div>
  )
}
