import { Fragment } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { navigate } from 'wouter/use-browser-location'
import { isBroken } from './api/problem.ts'
import { I18nProvider, preferredLanguage } from './i18n/i18n-context.tsx'
import { loadMessages } from './i18n/languages.ts'
import { fetchLaterPages } from './later-pages.ts'
import { forgetReads, keepPageOnDevice } from './offline/kept-reads.ts'
import { openOutbox } from './outbox.ts'
import { pathOfHash, ROUTES } from './routes.ts'
import { openSeat } from './seat.tsx'
import { SHARED } from './shared-device/holders.ts'
import { endSession } from './shared-device/leave-seat.ts'
import type { Seat } from './shared-device/sitting.ts'

/** By then the first page stands. */
const QUIET_MS = 4_000

/** A link of the form `/#/setup?token=…` leads to its path, also where the page stands open already. */
function followHash(): void {
  const path = pathOfHash(location.hash)
  if (path !== undefined) navigate(path, { replace: true })
}

async function start(root: Root): Promise<void> {
  followHash()
  addEventListener('hashchange', followHash)
  addEventListener('storage', ({ key, oldValue, newValue }) => {
    // In another window the device became one of several people, or of one again.
    if (key === SHARED && (oldValue === null) !== (newValue === null)) location.reload()
  })
  const language = preferredLanguage()
  const messages = await loadMessages(language.code)
  const outbox = openOutbox(localStorage, isBroken)
  let visits = 0
  let seat: () => Seat | undefined = () => undefined
  const isEmpty = () => seat()?.deviceKey === undefined
  /** @param left settles when what is theirs who sat here before is put away. */
  const sit = (left?: Promise<unknown>) => {
    visits += 1
    const { api, page, sitting } = openSeat({
      outbox,
      left: () => left ?? Promise.resolve(),
      isEmpty,
      onLeft: leaving => {
        navigate(ROUTES.decide, { replace: true })
        sit(leaving)
      },
    })
    seat = sitting.seat
    if (sitting.seat().holders && !left) {
      // Whoever sat here when the page was closed is gone.
      forgetReads()
      left = endSession(api, isEmpty)
    }
    root.render(
      <I18nProvider key="language" initial={{ language, messages }}>
        <Fragment key={visits}>{page}</Fragment>
      </I18nProvider>,
    )
  }
  sit()
}

const place = document.getElementById('page')
if (place) await start(createRoot(place))
setTimeout(() => {
  keepPageOnDevice()
  fetchLaterPages()
}, QUIET_MS)
