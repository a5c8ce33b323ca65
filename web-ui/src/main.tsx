import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { navigate } from 'wouter/use-browser-location'
import { ApiContext } from './api/api-context.ts'
import { type Api, openApi } from './api/client.ts'
import { isBroken } from './api/problem.ts'
import { groupQuery, proposalsQuery, sessionQuery } from './api/queries.ts'
import { App } from './app.tsx'
import { readDeviceKey } from './device-key.ts'
import { DeviceKeyProvider } from './device-key-context.tsx'
import { I18nProvider, preferredLanguage } from './i18n/i18n-context.tsx'
import { loadMessages } from './i18n/languages.ts'
import { fetchLaterPages } from './later-pages.ts'
import { LiveProvider, openLive } from './live/live-context.tsx'
import { keepPageOnDevice, openKeptReads } from './offline/kept-reads.ts'
import { pathOfHash } from './routes.ts'

/** Where the live stream is not to be had, the page asks this often. */
const POLL_MS = 5_000
const RETRIES = 2
/** By then the first page stands, unless the device is slow. */
const QUIET_MS = 4_000

/** A link of the form `/#/setup?token=…` leads to its path, also where the page stands open already. */
function followHash(): void {
  const path = pathOfHash(location.hash)
  if (path !== undefined) navigate(path, { replace: true })
}

/** Signs in again with this device's key; false for a visitor, and where the node does not know the key. */
async function renewSession(api: Api): Promise<boolean> {
  const deviceKey = readDeviceKey(localStorage)
  if (!deviceKey) return false
  try {
    const { signIn } = await import('./signing/sign-in.ts')
    await signIn(api, deviceKey)
    return true
  } catch {
    return false
  }
}

/** Asks for what the first page begins with, while the rest of it is still on its way. */
async function askAhead(queries: QueryClient, api: Api): Promise<void> {
  queries.prefetchQuery(groupQuery(api))
  const session = sessionQuery(api, readDeviceKey(localStorage))
  await queries.prefetchQuery(session)
  if (queries.getQueryData(session.queryKey)?.state === 'active') await queries.prefetchQuery(proposalsQuery(api))
}

/** Brings the rest of the page here once nothing is on its way that somebody waits for. */
function bringTheRest(queries: QueryClient): void {
  setTimeout(() => {
    if (queries.isFetching() > 0) return bringTheRest(queries)
    keepPageOnDevice()
    fetchLaterPages()
  }, QUIET_MS)
}

async function start(place: HTMLElement): Promise<void> {
  followHash()
  addEventListener('hashchange', followHash)
  const language = preferredLanguage()
  const loading = loadMessages(language.code)
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        // A network without the internet is no reason to wait: the node is what matters.
        networkMode: 'always',
        staleTime: 10_000,
        retry: (failures, error) => isBroken(error) && failures < RETRIES,
        refetchInterval: () => (live.stream.state() === 'live' ? false : POLL_MS),
      },
      mutations: { networkMode: 'always' },
    },
  })
  const kept = openKeptReads()
  const live = openLive(queries, kept)
  const api = openApi(renewSession, kept.note)
  askAhead(queries, api)
  const messages = await loading
  createRoot(place).render(
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <I18nProvider initial={{ language, messages }}>
          <DeviceKeyProvider>
            <LiveProvider live={live}>
              <App />
            </LiveProvider>
          </DeviceKeyProvider>
        </I18nProvider>
      </ApiContext>
    </QueryClientProvider>,
  )
  bringTheRest(queries)
}

const place = document.getElementById('page')
if (place) await start(place)
