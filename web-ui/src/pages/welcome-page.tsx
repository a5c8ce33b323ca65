import { useEffect } from 'react'
import type { Group } from '../api/shapes.ts'
import { WaitingToJoin } from '../assembly/waiting-to-join.tsx'
import { RemainingVotes } from '../ballots/remaining-votes.tsx'
import { ButtonLink } from '../components/button.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { TakeNameAlong } from '../me/take-name-along.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { LanguageChoice } from './language-choice.tsx'

/** What somebody sees who is not in yet: who lives here and how one joins. */
export function WelcomePage({ group }: { group: Group | null | undefined }) {
  const { t } = useI18n()
  const me = useMe()
  const { deviceKey } = useDeviceKey()
  if (!group) {
    return (
      <div className="entrance stack">
        <Hero title={t('setup.noGroup')} />
        <p>{t('setup.noGroupNext')}</p>
        <LanguageChoice />
      </div>
    )
  }
  return (
    <div className="entrance stack">
      <Hero title={t('welcome.title', { name: group.name })} />
      {group.purpose ? <p className="prose">{group.purpose}</p> : null}
      <p className="soft">
        {t('members.count', { count: group.memberCount })} · {t(`admission.${group.admission}`)}
      </p>
      {me.isLeaving ? (
        <RemainingVotes />
      ) : me.isPending ? (
        <WaitingToJoin group={group} />
      ) : (
        <>
          {group.admission === 'invited' ? <p>{t('welcome.closed')}</p> : null}
          <div className="row">
            {group.admission === 'invited' ? null : <ButtonLink to={ROUTES.join}>{t('welcome.join')}</ButtonLink>}
            <ButtonLink to={ROUTES.restore} look="quiet">
              {t('welcome.have')}
            </ButtonLink>
          </div>
        </>
      )}
      {deviceKey && (me.session === null || me.isLeaving) ? (
        <TakeNameAlong group={group.id} member={deviceKey} />
      ) : null}
      <LanguageChoice />
    </div>
  )
}

function Hero({ title }: { title: string }) {
  useEffect(() => {
    document.title = `${title} · Comunal`
  }, [title])
  return (
    <header className="hero">
      <img src="/tile.svg" alt="" />
      <h1>{title}</h1>
    </header>
  )
}
