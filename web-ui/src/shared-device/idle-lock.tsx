import { useEffect, useState } from 'react'
import { Button } from '../components/button.tsx'
import { useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type Presence, watchPresence } from './presence.ts'

const LOOK_MS = 1_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'input'] as const
/** Another window of the page writes here when somebody opens their key there. */
const SITS = 'comunal.sits'

/** While somebody sits at a shared device: who goes on and when it locks by itself, said before it does. */
export function IdleLock() {
  const { t } = useI18n()
  const { lock } = useSharedDevice()
  const [presence, setPresence] = useState<Presence>('here')
  useEffect(() => {
    const watch = watchPresence(Date.now)
    const look = () => {
      const seen = watch.look()
      setPresence(seen)
      if (seen === 'gone') lock()
    }
    const used = () => {
      watch.used()
      look()
    }
    const turned = () => {
      look()
      watch.hidden(document.visibilityState === 'hidden')
    }
    const elsewhere = ({ key }: StorageEvent) => {
      if (key === SITS) lock()
    }
    localStorage.setItem(SITS, `${Date.now()} ${Math.random()}`)
    for (const sign of SIGNS) document.addEventListener(sign, used, { passive: true, capture: true })
    document.addEventListener('visibilitychange', turned)
    addEventListener('storage', elsewhere)
    const timer = setInterval(look, LOOK_MS)
    return () => {
      clearInterval(timer)
      removeEventListener('storage', elsewhere)
      document.removeEventListener('visibilitychange', turned)
      for (const sign of SIGNS) document.removeEventListener(sign, used, { capture: true })
    }
  }, [lock])
  return (
    <div role="alert">
      {presence === 'leaving' ? (
        <p className="banner">
          <span>{t('shared.leaving')}</span>
          <Button look="link">{t('shared.stay')}</Button>
        </p>
      ) : null}
    </div>
  )
}
