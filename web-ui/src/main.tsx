import type { QueryClient } from '@tanstack/react-query'
import { Fragment } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { navigate } from 'wouter/use-browser-location'
import type { Api } from './api/client.ts'
import { isBroken } from './api/problem.ts'
import { groupQuery, proposalsQuery, sessionQuery } from './api/queries.ts'
import { DEVICE_KEY, type DeviceKey } from './device-key.ts'
import { I18nProvider, preferredLanguage } from './i18n/i18n-context.tsx'
import { loadMessages } from './i18n/languages.ts'
import { keepFocus } from './keep-focus.ts'
import { fetchLaterPages } from './later-pages.ts'
import { forgetReads, keepPageOnDevice } from './offline/kept-reads.ts'
import { openOutbox } from './outbox.ts'
import { pathOfHash, ROUTES } from './routes.ts'
import { openSeat } from './seat.tsx'
import { SHARED } from './shared-device/holders.ts'
import { endSession } from './shared-device/leave-seat.ts'
import type { Seat } from './shared-device/sitting.ts'

/** By then the first page stands, unless the device is slow. */
const QUIET_MS = 4_000

/** A link of the form `/#/setup?token=…` leads to its path, also where the page stands open already. */
function followHash(): void {
  const path = pathOfHash(location.hash)
  if (path !== undefined) navigate(path, { replace: true })
}

/** Asks for what the first page begins with, while the rest of it is still on its way. */
async function askAhead(queries: QueryClient, api: Api, deviceKey: DeviceKey | undefined): Promise<void> {
  queries.prefetchQuery(groupQuery(api))
  const session = sessionQuery(api, deviceKey)
  await queries.prefetchQuery(session)
  if (queries.getQueryData(session.queryKey)?.state === 'active') await queries.prefetchQuery(proposalsQuery(api))
}

/**
 * Brings the rest of the page here once nothing is on its way that somebody waits for. Where the device keeps the files, none of
 * them has to be read before it is needed.
 */
function bringTheRest(isFetching: () => boolean): void {
  setTimeout(async () => {
    if (isFetching()) bringTheRest(isFetching)
    else if (!(await keepPageOnDevice())) await fetchLaterPages()
  }, QUIET_MS)
}

function start(root: Root): void {
  followHash()
  addEventListener('hashchange', followHash)
  keepFocus(document)
  const language = preferredLanguage()
  const loading = loadMessages(language.code)
  const outbox = openOutbox(localStorage, isBroken)
  let visits = 0
  let isFetching = () => false
  let seat: () => Seat | undefined = () => undefined
  let follow = () => {}
  addEventListener('storage', ({ key, oldValue, newValue }) => {
    // In another window the device became one of several people, or of one again; or a key came, or went.
    const isOther = key === SHARED ? (oldValue === null) !== (newValue === null) : key === DEVICE_KEY
    if (isOther) location.reload()
    else if (key === SHARED) follow()
  })
  const isEmpty = () => seat()?.deviceKey === undefined
  /** @param left settles when what is theirs who sat here before is put away. */
  const sit = async (left?: Promise<unknown>) => {
    visits += 1
    const visit = visits
    const { api, queries, page, sitting } = openSeat({
      outbox,
      left: () => left ?? Promise.resolve(),
      isEmpty,
      onLeft: leaving => {
        navigate(ROUTES.decide, { replace: true })
        sit(leaving)
      },
    })
    ;({ seat, follow } = sitting)
    isFetching = () => queries.isFetching() > 0
    const { holders, deviceKey } = sitting.seat()
    if (!holders) askAhead(queries, api, deviceKey)
    else if (!left) {
      // Whoever sat here when the page was closed is gone.
      forgetReads()
      left = endSession(api, isEmpty)
    }
    const messages = await loading
    root.render(
      <I18nProvider key="language" initial={{ language, messages }}>
        <Fragment key={visit}>{page}</Fragment>
      </I18nProvider>,
    )
  }
  sit()
  bringTheRest(() => isFetching())
}

const place = document.getElementById('page')
if (place) start(createRoot(place))
