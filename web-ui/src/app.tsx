import { lazy, useEffect } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { useApi } from './api/api-context.ts'
import { groupQuery } from './api/queries.ts'
import { useRead } from './api/use-read.ts'
import { Frame } from './components/frame.tsx'
import { Failure, Waiting } from './components/states.tsx'
import { useDeviceKey, useSharedDevice } from './device-key-context.tsx'
import { LATER_PAGES } from './later-pages.ts'
import { useListening } from './live/live-context.tsx'
import { DecidePage } from './pages/decide-page.tsx'
import { ProposalPage } from './pages/proposal-page.tsx'
import { ROUTES } from './routes.ts'
import { SharedDoor } from './shared-device/shared-door.tsx'
import { useMe } from './use-me.ts'

const NewProposalPage = lazy(LATER_PAGES.newProposal)
const DraftsPage = lazy(LATER_PAGES.drafts)
const DraftPage = lazy(LATER_PAGES.draft)
const ElectionsPage = lazy(LATER_PAGES.elections)
const NewElectionPage = lazy(LATER_PAGES.newElection)
const ElectionPage = lazy(LATER_PAGES.election)
const InitiativesPage = lazy(LATER_PAGES.initiatives)
const NewInitiativePage = lazy(LATER_PAGES.newInitiative)
const InitiativePage = lazy(LATER_PAGES.initiative)
const DrawsPage = lazy(LATER_PAGES.draws)
const NewDrawPage = lazy(LATER_PAGES.newDraw)
const DrawPage = lazy(LATER_PAGES.draw)
const FederationPage = lazy(LATER_PAGES.federation)
const VerdictPage = lazy(LATER_PAGES.verdict)
const CouncilPage = lazy(LATER_PAGES.council)
const OffersPage = lazy(LATER_PAGES.offers)
const BulletinsPage = lazy(LATER_PAGES.bulletins)
const NetworkPage = lazy(LATER_PAGES.network)
const MembersPage = lazy(LATER_PAGES.members)
const StewardshipPage = lazy(LATER_PAGES.stewardship)
const CharterPage = lazy(LATER_PAGES.charter)
const CharterVotePage = lazy(LATER_PAGES.charterVote)
const NodePage = lazy(LATER_PAGES.node)
const DelegationsPage = lazy(LATER_PAGES.delegations)
const SearchPage = lazy(LATER_PAGES.search)
const MePage = lazy(LATER_PAGES.me)
const SetupPage = lazy(LATER_PAGES.setup)
const JoinPage = lazy(LATER_PAGES.join)
const RestorePage = lazy(LATER_PAGES.restore)
const DevicePage = lazy(LATER_PAGES.device)
const AskElsewherePage = lazy(LATER_PAGES.askElsewhere)
const LostKeyPage = lazy(LATER_PAGES.lost)
const LostKeysPage = lazy(LATER_PAGES.lostKeys)
const StartPage = lazy(LATER_PAGES.start)
const WelcomePage = lazy(LATER_PAGES.welcome)
const NotFoundPage = lazy(LATER_PAGES.notFound)

const HOMES: readonly string[] = [ROUTES.decide, ROUTES.decided]
const ENTRANCES: readonly string[] = [ROUTES.setup, ROUTES.join, ROUTES.restore, ROUTES.device, ROUTES.lost]

/** Which page is shown: the entrance to who is not in, the rooms to who may read. */
export function App() {
  const [path] = useLocation()
  const group = useRead(groupQuery(useApi()))
  const me = useMe()
  const { deviceKey } = useDeviceKey()
  const mayRead = group.data ? group.data.reading === 'anyone' || me.isActive : false
  useListening(mayRead)

  const { session } = me
  const { holders, isLocked, callMe } = useSharedDevice()
  useEffect(() => {
    if (session?.name) callMe(session.name)
  }, [session, callMe])

  const isEntrance = ENTRANCES.includes(path)
  // Who has a key here is most likely in: Home begins while the node is still asked.
  const isExpected = me.isLoading && deviceKey !== undefined && HOMES.includes(path) && group.data?.members === 'people'
  return <Frame hasTabs={(mayRead || isExpected) && !isEntrance && !isLocked}>{page()}</Frame>

  function page() {
    if (holders && path === ROUTES.lost) return <AskElsewherePage />
    if (isEntrance) {
      const doors = (
        <Switch>
          <Route path={ROUTES.setup} component={SetupPage} />
          <Route path={ROUTES.join} component={JoinPage} />
          <Route path={ROUTES.device} component={DevicePage} />
          <Route path={ROUTES.lost} component={LostKeyPage} />
          <Route component={RestorePage} />
        </Switch>
      )
      return holders && path !== ROUTES.device ? <SharedDoor key={path}>{doors}</SharedDoor> : doors
    }
    if (isLocked) return <StartPage />
    if (group.error) return <Failure error={group.error} onRetry={group.refetch} />
    if (group.isPending || (me.isLoading && !isExpected)) return <Waiting />
    const isOutside = !mayRead && !isExpected && path !== ROUTES.me
    // Who could not be asked for is no visitor.
    if (group.data && isOutside && me.failure) return <Failure error={me.failure} onRetry={me.askAgain} />
    if (!group.data || isOutside) return <WelcomePage group={group.data} />
    return (
      <Switch>
        <Route path={ROUTES.decide}>
          {group.data.members === 'groups' ? <FederationPage isHome /> : <DecidePage shows="open" />}
        </Route>
        <Route path={ROUTES.decided}>
          <DecidePage shows="closed" />
        </Route>
        <Route path={ROUTES.proposal}>{({ id }) => <ProposalPage key={id} id={id} />}</Route>
        <Route path={ROUTES.drafts} component={DraftsPage} />
        <Route path={ROUTES.draft}>{({ id }) => <DraftPage key={id} id={id} />}</Route>
        <Route path={ROUTES.newProposal} component={NewProposalPage} />
        <Route path={ROUTES.elections} component={ElectionsPage} />
        <Route path={ROUTES.newElection} component={NewElectionPage} />
        <Route path={ROUTES.election}>{({ id }) => <ElectionPage key={id} id={id} />}</Route>
        <Route path={ROUTES.initiatives} component={InitiativesPage} />
        <Route path={ROUTES.newInitiative} component={NewInitiativePage} />
        <Route path={ROUTES.initiative}>{({ id }) => <InitiativePage key={id} id={id} />}</Route>
        <Route path={ROUTES.draws} component={DrawsPage} />
        <Route path={ROUTES.newDraw} component={NewDrawPage} />
        <Route path={ROUTES.draw}>{({ id }) => <DrawPage key={id} id={id} />}</Route>
        <Route path={ROUTES.federation}>
          <FederationPage />
        </Route>
        <Route path={ROUTES.council}>{({ id }) => <CouncilPage key={id} id={id} />}</Route>
        <Route path={ROUTES.verdict}>{({ id }) => <VerdictPage key={id} id={id} />}</Route>
        <Route path={ROUTES.offers} component={OffersPage} />
        <Route path={ROUTES.bulletins} component={BulletinsPage} />
        <Route path={ROUTES.network} component={NetworkPage} />
        <Route path={ROUTES.members} component={MembersPage} />
        <Route path={ROUTES.stewardship} component={StewardshipPage} />
        <Route path={ROUTES.charter} component={CharterPage} />
        <Route path={ROUTES.lostKeys} component={LostKeysPage} />
        <Route path={ROUTES.charterVote} component={CharterVotePage} />
        <Route path={ROUTES.node} component={NodePage} />
        <Route path={ROUTES.delegations} component={DelegationsPage} />
        <Route path={ROUTES.search} component={SearchPage} />
        <Route path={ROUTES.me} component={MePage} />
        <Route component={NotFoundPage} />
      </Switch>
    )
  }
}
