import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { handoverQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { QrCode } from '../components/qr-code.tsx'
import { Failure, Notice } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { deviceLink } from '../routes.ts'
import type { Code } from '../signing/handover.ts'
import { Digits } from './digits.tsx'
import { HandoverOver } from './handover-over.tsx'
import { ReachableLink } from './reachable-link.tsx'

/** On the device that has the key: a code for another one, and the question whether it is that one. */
export function AddDeviceCard({ deviceKey }: { deviceKey: DeviceKey }) {
  const { t } = useI18n()
  const api = useApi()
  const [code, setCode] = useState<Code>()
  const show = useMutation({
    mutationFn: async () => (await import('../signing/handover.ts')).showCode(api),
    onSuccess: setCode,
  })
  const stop = async () => {
    if (!code) return
    setCode(undefined)
    await (await import('../signing/handover.ts')).endHandover(api, code.id)
  }
  return (
    <section className="card" aria-labelledby="add-device">
      <h2 id="add-device">{t('device.add')}</h2>
      {code ? (
        <Shown key={code.id} code={code} deviceKey={deviceKey} onStop={stop} onDone={() => setCode(undefined)} />
      ) : (
        <>
          <p>{t('device.addAbout')}</p>
          {show.error ? <Failure error={show.error} /> : null}
          <p>
            <Button look="quiet" isDisabled={show.isPending} onPress={() => show.mutate()}>
              {t('device.show')}
            </Button>
          </p>
        </>
      )}
    </section>
  )
}

type Showing = { code: Code; deviceKey: DeviceKey; onStop(): void; onDone(): void }

function Shown({ code, deviceKey, onStop, onDone }: Showing) {
  const { t, formats } = useI18n()
  const api = useApi()
  const { data, error } = useRead(handoverQuery(api, code.id))
  const give = useMutation({
    mutationFn: async (taker: string) => (await import('../signing/handover.ts')).giveKey(api, deviceKey, code, taker),
  })
  const again = (
    <p>
      <Button look="quiet" onPress={onDone}>
        {t('device.close')}
      </Button>
    </p>
  )
  if (data === null) {
    return (
      <>
        {give.isSuccess ? <Notice tone="good" title={t('device.arrived')} /> : <HandoverOver />}
        {again}
      </>
    )
  }
  if (error ?? give.error) {
    return (
      <>
        <Failure error={error ?? give.error} />
        {again}
      </>
    )
  }
  const taker = data?.taker
  return (
    <div className="stack">
      {taker ? (
        <>
          <p>{t('device.compare')}</p>
          <Digits code={code} taker={taker} />
        </>
      ) : (
        <>
          <p>{t('device.scan')}</p>
          <QrCode text={deviceLink(location.origin, code.secret)} label={t('device.qr')} />
          <p className="copy-box">{deviceLink(location.origin, code.secret)}</p>
          {data ? (
            <p className="small soft">{t('device.until', { when: formats.dateTime(data.expiresAtMs) })}</p>
          ) : null}
          <ReachableLink />
        </>
      )}
      {give.isSuccess ? <p role="status">{t('device.onItsWay')}</p> : null}
      <div className="row">
        {taker && !give.isSuccess ? (
          <Button isDisabled={give.isPending} onPress={() => give.mutate(taker)}>
            {t('device.same')}
          </Button>
        ) : null}
        <Button look="link" onPress={onStop}>
          {t(taker && !give.isSuccess ? 'device.other' : 'device.stop')}
        </Button>
      </div>
    </div>
  )
}
