import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/states.tsx'
import { useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { ChoosePin } from './choose-pin.tsx'
import type { Holder } from './holders.ts'

/** Makes a device one that several people use; there: who has a key on it, one's own PIN, and the way back. */
export function ShareCard() {
  const { t } = useI18n()
  const { holders } = useSharedDevice()
  return (
    <section className="card" aria-labelledby="share-device">
      <h2 id="share-device">{t(holders ? 'shared.isShared' : 'shared.title')}</h2>
      {holders ? <Shared holders={holders} /> : <NotShared />}
    </section>
  )
}

function NotShared() {
  const { t } = useI18n()
  const { deviceKey, share } = useSharedDevice()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <>
      <p>{t('shared.about')}</p>
      {isChoosing ? (
        <>
          <p>{t('shared.chooseAbout')}</p>
          <ChoosePin send={t('shared.make')} onChosen={share} />
        </>
      ) : (
        <>
          <p className="small soft">{t('shared.truth')}</p>
          <p>
            <Button look="quiet" onPress={() => (deviceKey ? setChoosing(true) : share(undefined))}>
              {t('shared.make')}
            </Button>
          </p>
        </>
      )}
    </>
  )
}

function Shared({ holders }: { holders: readonly Holder[] }) {
  const { t } = useI18n()
  const { deviceKey, unshare } = useSharedDevice()
  const { mayGovern } = useMe()
  const isMineAlone = holders.every(({ key }) => key === deviceKey?.key)
  return (
    <>
      <p>{t('shared.about')}</p>
      {holders.length > 0 ? (
        <ul className="list">
          {holders.map(holder => (
            <HolderItem key={holder.key} holder={holder} mayDrop={mayGovern && holder.key !== deviceKey?.key} />
          ))}
        </ul>
      ) : null}
      {deviceKey ? <OwnPin /> : <p className="small soft">{t('shared.truth')}</p>}
      {isMineAlone ? (
        <p>
          <Button look="quiet" onPress={unshare}>
            {t(deviceKey ? 'shared.mineAlone' : 'shared.notShared')}
          </Button>
        </p>
      ) : null}
    </>
  )
}

function HolderItem({ holder: { key, name }, mayDrop }: { holder: Holder; mayDrop: boolean }) {
  const { t } = useI18n()
  const { drop } = useSharedDevice()
  const [isAsking, setAsking] = useState(false)
  const called = name || t('shared.noName', { id: key.slice(0, 8) })
  return (
    <li>
      <span className="row-apart">
        <strong>{called}</strong>
        {mayDrop && !isAsking ? (
          <Button look="link" aria-label={t('shared.dropOne', { name: called })} onPress={() => setAsking(true)}>
            {t('shared.drop')}
          </Button>
        ) : null}
      </span>
      {isAsking ? (
        <>
          <p className="small">{t('shared.dropAbout')}</p>
          <span className="row">
            <Button onPress={() => drop(key)}>{t('shared.dropSure', { name: called })}</Button>
            <Button look="link" onPress={() => setAsking(false)}>
              {t('me.cancel')}
            </Button>
          </span>
        </>
      ) : null}
    </li>
  )
}

function OwnPin() {
  const { t } = useI18n()
  const { changePin } = useSharedDevice()
  const [state, setState] = useState<'kept' | 'changing' | 'changed'>('kept')
  const change = async (pin: string) => {
    await changePin(pin)
    setState('changed')
  }
  if (state === 'changing') return <ChoosePin send={t('shared.changePin')} onChosen={change} />
  return (
    <>
      {state === 'changed' ? <Notice tone="good" title={t('shared.changed')} /> : null}
      <p>
        <Button look="quiet" onPress={() => setState('changing')}>
          {t('shared.changePin')}
        </Button>
      </p>
    </>
  )
}
