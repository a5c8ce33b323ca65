import { useEffect, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty } from '../components/states.tsx'
import { useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import type { Holder } from '../shared-device/holders.ts'
import { UnlockForm } from '../shared-device/unlock-form.tsx'
import { LanguageChoice } from './language-choice.tsx'

/** A shared device that nobody has opened: who has a key here, and how somebody comes who has none. */
export function StartPage() {
  const { t } = useI18n()
  const { holders = [], warm } = useSharedDevice()
  const { data: group } = useRead(groupQuery(useApi()))
  const isByInvitation = group?.admission === 'invited'
  const [chosen, setChosen] = useState<string>()
  useEffect(() => {
    // What opens a key is here before it is asked for: the node may be away by then.
    warm().catch(() => undefined)
  }, [warm])
  const holder = holders.find(({ key }) => key === chosen)
  if (holder) return <UnlockForm key={holder.key} holder={holder} onBack={() => setChosen(undefined)} />
  return (
    <div className="entrance stack-loose">
      <PageHead title={t('shared.who')} />
      {holders.length === 0 ? <Empty title={t('shared.nobody')} /> : null}
      {holders.length > 0 ? (
        <ul className="stack">
          {holders.map(one => (
            <li key={one.key}>
              <Button look="quiet" wide onPress={() => setChosen(one.key)}>
                <HolderName holder={one} />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <section className="card" aria-labelledby="come">
        <h2 id="come">{t('shared.come')}</h2>
        {isByInvitation ? <p>{t('welcome.closed')}</p> : null}
        <div className="row">
          {isByInvitation ? null : (
            <ButtonLink to={ROUTES.join} look="quiet">
              {t('shared.comeJoin')}
            </ButtonLink>
          )}
          <ButtonLink to={ROUTES.device} look="quiet">
            {t('shared.comeDevice')}
          </ButtonLink>
          <ButtonLink to={ROUTES.restore} look="quiet">
            {t('shared.comeWords')}
          </ButtonLink>
          <ButtonLink to={ROUTES.lost} look="link">
            {t('lost.link')}
          </ButtonLink>
        </div>
      </section>
      <LanguageChoice />
    </div>
  )
}

function HolderName({ holder }: { holder: Holder }) {
  const { t } = useI18n()
  return <bdi>{holder.name || t('shared.noName', { id: holder.key.slice(0, 8) })}</bdi>
}
