import { type ReactNode, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { isBroken } from '../api/problem.ts'
import { groupQuery } from '../api/queries.ts'
import { useFailedRead, useRead } from '../api/use-read.ts'
import { useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { MessageKey } from '../i18n/messages.ts'
import { readBallots } from '../kept-ballots.ts'
import { readWritings } from '../kept-writings.ts'
import { useKeptSince, useOutbox, useStreamState } from '../live/live-context.tsx'
import { KeyAlerts } from '../lost-key/key-alerts.tsx'
import { ROUTES } from '../routes.ts'
import { sayProblem } from '../say-problem.ts'
import { DoneButton } from '../shared-device/done-button.tsx'
import { IdleLock } from '../shared-device/idle-lock.tsx'
import { BulletinBanner } from './bulletin-banner.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { DecideIcon, FederationIcon, MeIcon, MembersIcon, OffersIcon } from './icons.tsx'
import { SearchLink } from './search-link.tsx'
import { Waiting } from './states.tsx'
import { useNow } from './use-now.ts'

type Tab = {
  readonly to: string
  /** Other pages under the same tab. */
  readonly also?: readonly string[]
  readonly label: MessageKey & `nav.${string}`
  readonly Icon: () => ReactNode
  /** Only where the members are people: a federation's own node has no votes and no members of its own. */
  readonly ofPeople?: true
}

const TABS: readonly Tab[] = [
  {
    to: ROUTES.decide,
    also: [
      ROUTES.decided,
      ROUTES.drafts,
      ROUTES.newProposal,
      '/proposals',
      ROUTES.elections,
      ROUTES.initiatives,
      ROUTES.draws,
    ],
    label: 'nav.decide',
    Icon: DecideIcon,
    ofPeople: true,
  },
  { to: ROUTES.federation, also: [ROUTES.bulletins, ROUTES.network], label: 'nav.federation', Icon: FederationIcon },
  { to: ROUTES.offers, label: 'nav.offers', Icon: OffersIcon },
  {
    to: ROUTES.members,
    also: [ROUTES.stewardship, ROUTES.charter, ROUTES.node],
    label: 'nav.members',
    Icon: MembersIcon,
    ofPeople: true,
  },
  { to: ROUTES.me, also: [ROUTES.delegations], label: 'nav.me', Icon: MeIcon },
]

/** What stands around every page: the group's name, the way to the other pages, and how the connection is. */
export function Frame({ hasTabs, children }: { hasTabs: boolean; children: ReactNode }) {
  const { t } = useI18n()
  const { data: group } = useRead(groupQuery(useApi()))
  const [path] = useLocation()
  const { holders, deviceKey } = useSharedDevice()
  const isTaken = holders !== undefined && deviceKey !== undefined
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <div className="tile-band" />
      <div className="banners">
        <ConnectionBanner />
        {isTaken ? <IdleLock /> : null}
      </div>
      <header className="masthead">
        <Link href={ROUTES.decide} className="masthead-home">
          <img src="/tile.svg" alt="" />
          <span className="masthead-name">{group?.name ?? t('app.name')}</span>
        </Link>
        {hasTabs ? <SearchLink /> : null}
        {isTaken ? <DoneButton /> : null}
      </header>
      {hasTabs ? <Tabs isOfPeople={group?.members !== 'groups'} /> : null}
      {hasTabs ? <BulletinBanner /> : null}
      <main id="content" className="content" tabIndex={-1}>
        <KeyAlerts />
        <ErrorBoundary place={path}>
          <Suspense fallback={<Waiting />}>{children}</Suspense>
        </ErrorBoundary>
      </main>
    </div>
  )
}

function Tabs({ isOfPeople }: { isOfPeople: boolean }) {
  const { t } = useI18n()
  const [path] = useLocation()
  // Where there is nothing to decide at home, the federation is home.
  const here = path === ROUTES.decide && !isOfPeople ? ROUTES.federation : path
  const isUnder = (place: string) => here === place || (place !== '/' && here.startsWith(`${place}/`))
  const isHere = ({ to, also = [] }: Tab) => [to, ...also].some(isUnder)
  return (
    <nav className="tabs no-print" aria-label={t('app.menu')}>
      {TABS.filter(({ ofPeople }) => isOfPeople || !ofPeople).map(tab => (
        <Link key={tab.to} href={tab.to} aria-current={isHere(tab) ? 'page' : undefined}>
          <tab.Icon />
          {t(tab.label)}
        </Link>
      ))}
    </nav>
  )
}

/** What waits to be sent: on a shared device of who sits at it; while nobody does, all that waits, without names. */
function useOwnWaiting() {
  const { waiting } = useOutbox()
  const { holders, deviceKey, own } = useSharedDevice()
  if (!holders || !deviceKey) return waiting
  const ids = new Set([...readBallots(own), ...readWritings(own)].map(({ id }) => id))
  return waiting.filter(({ id }) => ids.has(id))
}

function ConnectionBanner() {
  const { t, formats } = useI18n()
  const now = useNow()
  const keptSince = useKeptSince()
  const state = useStreamState()
  const waiting = useOwnWaiting()
  const failed = useFailedRead()
  const isCut = state === 'broken' || isBroken(failed)
  return (
    <div role="status">
      {isCut || failed || keptSince !== undefined || waiting.length > 0 ? (
        <p className="banner">
          {isCut ? <span>{t('link.broken')}</span> : null}
          {failed && !isCut ? <span>{sayProblem(t, failed).sentence}</span> : null}
          {keptSince === undefined ? null : <span>{t('kept.since', { when: formats.relative(keptSince, now) })}</span>}
          {waiting.length > 0 ? <span>{t('link.waiting', { count: waiting.length })}</span> : null}
        </p>
      ) : null}
    </div>
  )
}
