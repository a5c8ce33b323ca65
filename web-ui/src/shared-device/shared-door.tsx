import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Notice } from '../components/states.tsx'
import { useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { ChoosePin } from './choose-pin.tsx'

/** Before a key comes to a shared device: whoever sits there goes first, and the one who comes chooses a PIN. */
export function SharedDoor({ children }: { children: ReactNode }) {
  const { t } = useI18n()
  const { session } = useMe()
  const { holders, deviceKey, isPrepared, isFull, prepare, unprepare, lock } = useSharedDevice()
  useEffect(() => unprepare, [unprepare])
  const [isTaken] = useState(holders !== undefined && deviceKey !== undefined)
  if (!holders || (deviceKey && !isTaken) || isPrepared) return children
  return (
    <div className="entrance stack">
      <PageHead title={t('shared.choose')} back={ROUTES.decide} />
      {isTaken ? (
        <Notice title={t('shared.taken', { name: session?.name ?? '–' })}>
          <p>{t('shared.takenNext')}</p>
          <p>
            <Button onPress={lock}>{t('shared.done')}</Button>
          </p>
        </Notice>
      ) : isFull() ? (
        <Notice tone="warn" title={t('shared.full')}>
          {t('shared.fullNext')}
        </Notice>
      ) : (
        <>
          <p>{t('shared.chooseAbout')}</p>
          <ChoosePin send={t('shared.goOn')} onChosen={prepare} />
        </>
      )}
    </div>
  )
}
