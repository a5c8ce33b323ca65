import { useQuery } from '@tanstack/react-query'
import { lazy } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { useApi } from './api/api-context.ts'
import { groupQuery } from './api/queries.ts'
import { Frame } from './components/frame.tsx'
import { Failure, Waiting } from './components/states.tsx'
import { useListening } from './live/live-context.tsx'
import { DecidePage } from './pages/decide-page.tsx'
import { ProposalPage } from './pages/proposal-page.tsx'
import { ROUTES } from './routes.ts'
import { useMe } from './use-me.ts'

// Home and proposals come with the first load; every other page when it is opened.
const NewProposalPage = lazy(() => import('./pages/new-proposal-page.tsx').then(m => ({ default: m.NewProposalPage })))
const FederationPage = lazy(() => import('./pages/federation-page.tsx').then(m => ({ default: m.FederationPage })))
const VerdictPage = lazy(() => import('./pages/verdict-page.tsx').then(m => ({ default: m.VerdictPage })))
const OffersPage = lazy(() => import('./pages/offers-page.tsx').then(m => ({ default: m.OffersPage })))
const MembersPage = lazy(() => import('./pages/members-page.tsx').then(m => ({ default: m.MembersPage })))
const MePage = lazy(() => import('./pages/me-page.tsx').then(m => ({ default: m.MePage })))
const SetupPage = lazy(() => import('./pages/setup-page.tsx').then(m => ({ default: m.SetupPage })))
const JoinPage = lazy(() => import('./pages/join-page.tsx').then(m => ({ default: m.JoinPage })))
const RestorePage = lazy(() => import('./pages/restore-page.tsx').then(m => ({ default: m.RestorePage })))
const WelcomePage = lazy(() => import('./pages/welcome-page.tsx').then(m => ({ default: m.WelcomePage })))
const NotFoundPage = lazy(() => import('./pages/not-found-page.tsx').then(m => ({ default: m.NotFoundPage })))

/** Which page is shown: the entrance to who is not in, the rooms to who may read. */
export function App() {
  const [path] = useLocation()
  const group = useQuery(groupQuery(useApi()))
  const me = useMe()
  const mayRead = group.data ? group.data.reading === 'anyone' || me.isActive : false
  useListening(mayRead)

  const isEntrance = path === ROUTES.setup || path === ROUTES.join || path === ROUTES.restore
  return <Frame hasTabs={mayRead && !isEntrance}>{page()}</Frame>

  function page() {
    if (isEntrance) {
      return (
        <Switch>
          <Route path={ROUTES.setup} component={SetupPage} />
          <Route path={ROUTES.join} component={JoinPage} />
          <Route component={RestorePage} />
        </Switch>
      )
    }
    if (group.error) return <Failure error={group.error} onRetry={group.refetch} />
    if (group.isPending || me.isLoading) return <Waiting />
    if (!group.data || (!mayRead && path !== ROUTES.me)) return <WelcomePage group={group.data} />
    return (
      <Switch>
        <Route path={ROUTES.decide}>
          <DecidePage shows="open" />
        </Route>
        <Route path={ROUTES.decided}>
          <DecidePage shows="closed" />
        </Route>
        <Route path={ROUTES.proposal}>{({ id }) => <ProposalPage key={id} id={id} />}</Route>
        <Route path={ROUTES.newProposal} component={NewProposalPage} />
        <Route path={ROUTES.federation} component={FederationPage} />
        <Route path={ROUTES.verdict}>{({ id }) => <VerdictPage key={id} id={id} />}</Route>
        <Route path={ROUTES.offers} component={OffersPage} />
        <Route path={ROUTES.members} component={MembersPage} />
        <Route path={ROUTES.me} component={MePage} />
        <Route component={NotFoundPage} />
      </Switch>
    )
  }
}
