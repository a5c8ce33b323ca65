import { lazy, Suspense, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ReceiptDisclosure } from '../ballots/receipt-disclosure.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { LinkCard } from '../components/link-card.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PhraseWords } from '../components/phrase-card.tsx'
import { Empty, Notice, Waiting } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useDeviceKey, useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { readBallots } from '../kept-ballots.ts'
import { proposalPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { choiceName } from '../vote-name.ts'
import { LanguageChoice } from './language-choice.tsx'

const AddDeviceCard = lazy(() => import('../devices/add-device-card.tsx').then(m => ({ default: m.AddDeviceCard })))
const MyFileCard = lazy(() => import('../me/my-file-card.tsx').then(m => ({ default: m.MyFileCard })))
const LeaveGroupCard = lazy(() => import('../me/leave-group-card.tsx').then(m => ({ default: m.LeaveGroupCard })))

/** Who I am here: role, key and its words, my votes and their receipts, the language. */
export function MePage() {
  const { t } = useI18n()
  const { session, isActive } = useMe()
  const { deviceKey } = useDeviceKey()
  const { holders } = useSharedDevice()
  return (
    <div className="stack">
      <PageHead title={session?.name ?? t('me.title')}>
        {session?.role ? <span className="chip chip-accent">{t(`role.${session.role}`)}</span> : null}
      </PageHead>
      {deviceKey ? null : (
        <Notice title={t('me.visitor')}>
          <ButtonLink to={ROUTES.restore} look="link">
            {t('welcome.have')}
          </ButtonLink>
        </Notice>
      )}
      {deviceKey ? <MyVotes /> : null}
      {isActive ? (
        <LinkCard to={ROUTES.delegations} title={t('delegation.title')} facts={t('delegation.short')} />
      ) : null}
      <section className="card">
        <LanguageChoice />
      </section>
      {deviceKey && session ? (
        <Suspense fallback={<Waiting />}>
          <AddDeviceCard deviceKey={deviceKey} />
        </Suspense>
      ) : null}
      <p>
        <ButtonLink to={ROUTES.device} look="quiet">
          {t(holders ? 'shared.toShared' : 'shared.toDevice')}
        </ButtonLink>
      </p>
      {deviceKey ? <MyKey deviceKey={deviceKey} /> : null}
      {deviceKey && session ? (
        <Suspense fallback={<Waiting />}>
          <MyFileCard />
          {isActive ? <LeaveGroupCard member={deviceKey} /> : null}
        </Suspense>
      ) : null}
      <AboutGroup />
    </div>
  )
}

function MyVotes() {
  const { t, formats } = useI18n()
  const ballots = readBallots(useDeviceKey().own)
  return (
    <section className="card" aria-labelledby="my-votes">
      <h2 id="my-votes">{t('me.receipts')}</h2>
      {ballots.length === 0 ? <Empty title={t('me.noReceipts')} /> : null}
      {ballots.map(({ id, proposal, title, choice, atMs }) => (
        <div key={id} className="stack-tight">
          <p>
            <Link href={proposalPath(proposal)}>{title}</Link>
          </p>
          <p className="small soft">
            {choiceName(t, formats, choice)} · <Moment atMs={atMs} />
          </p>
          <ReceiptDisclosure entry={id} name={title} />
        </div>
      ))}
    </section>
  )
}

function MyKey({ deviceKey }: { deviceKey: DeviceKey }) {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const { forget } = useDeviceKey()
  const [isShown, setShown] = useState(false)
  const [isForgetting, setForgetting] = useState(false)
  return (
    <section className="card" aria-labelledby="my-key">
      <h2 id="my-key">{t('me.key')}</h2>
      <p>{t('me.keyAbout')}</p>
      <details>
        <summary>{t('me.keyPublic')}</summary>
        <p className="copy-box">{deviceKey.key}</p>
      </details>
      <h3>{t('me.phrase')}</h3>
      <p>{t('me.phraseAbout')}</p>
      {isShown ? <PhraseWords deviceKey={deviceKey} /> : null}
      <p>
        <Button look="quiet" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {t(isShown ? 'me.phraseHide' : 'me.phraseShow')}
        </Button>
      </p>
      <h3>{t('me.forget')}</h3>
      <p>{t('me.forgetAbout')}</p>
      <div className="row">
        {isForgetting ? (
          <>
            <Button
              onPress={() => {
                forget()
                navigate(ROUTES.decide)
              }}
            >
              {t('me.forgetSure')}
            </Button>
            <Button look="link" onPress={() => setForgetting(false)}>
              {t('me.cancel')}
            </Button>
          </>
        ) : (
          <Button look="quiet" onPress={() => setForgetting(true)}>
            {t('me.forget')}
          </Button>
        )}
      </div>
    </section>
  )
}

function AboutGroup() {
  const { t } = useI18n()
  const { data: group } = useRead(groupQuery(useApi()))
  if (!group) return null
  return (
    <section className="card" aria-labelledby="this-group">
      <h2 id="this-group">{t('me.group')}</h2>
      <p>
        <strong>{group.name}</strong>
      </p>
      {group.purpose ? <p className="prose">{group.purpose}</p> : null}
      <dl className="facts small">
        <dt>{t('nav.members')}</dt>
        <dd className="number">{group.memberCount}</dd>
        <dt>{t('me.admission')}</dt>
        <dd>{t(`admission.${group.admission}`)}</dd>
      </dl>
      <p>
        <ButtonLink to={ROUTES.charter} look="quiet">
          {t('steward.charter')}
        </ButtonLink>
      </p>
    </section>
  )
}
