import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiContext } from './api/api-context.ts'
import { type Api, openApi } from './api/client.ts'
import { isBroken } from './api/problem.ts'
import { App } from './app.tsx'
import { SittingProvider } from './device-key-context.tsx'
import { asksAgainIn } from './live/asks-again.ts'
import { LiveProvider, openLive } from './live/live-context.tsx'
import { openKeptReads } from './offline/kept-reads.ts'
import type { Outbox } from './outbox.ts'
import { endSession, settled } from './shared-device/leave-seat.ts'
import { openSitting, type Sitting } from './shared-device/sitting.ts'

const RETRIES = 2

/** All that the page holds in memory of one person, made new for the next: what was read, the stream, who signs. */
export function openSeat({
  outbox,
  left,
  isEmpty,
  onLeft,
}: {
  readonly outbox: Outbox
  readonly left: () => Promise<unknown>
  /** Whether nobody has sat down since. */
  readonly isEmpty: () => boolean
  /** Somebody locked a shared device. `leaving` settles when what is theirs is put away. */
  onLeft(leaving: Promise<unknown>): void
}): { readonly api: Api; readonly queries: QueryClient; readonly page: ReactNode; readonly sitting: Sitting } {
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        // A network without the internet is no reason to wait: the node is what matters.
        networkMode: 'always',
        staleTime: 10_000,
        retry: (failures, error) => isBroken(error) && failures < RETRIES,
        refetchInterval: read => asksAgainIn(read, live.stream.state()),
      },
      mutations: { networkMode: 'always' },
    },
  })
  const kept = openKeptReads(() => live.readAgain())
  const live = openLive(queries, { kept, outbox })
  const sitting = openSitting({
    storage: localStorage,
    now: Date.now,
    left,
    onLock: putAway => {
      live.stream.close()
      onLeft(leave(putAway))
    },
  })
  const api = openApi({
    renew: asked => renewSession(asked, sitting),
    onAnswer: live.note,
    reader: () => {
      const { holders, deviceKey } = sitting.seat()
      return holders && deviceKey?.key
    },
  })
  async function leave(putAway: () => Promise<void>): Promise<void> {
    await settled(() => queries.isMutating())
    queries.clear()
    await Promise.allSettled([putAway(), endSession(api, isEmpty)])
  }
  const page = (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <SittingProvider sitting={sitting}>
          <LiveProvider live={live}>
            <App />
          </LiveProvider>
        </SittingProvider>
      </ApiContext>
    </QueryClientProvider>
  )
  return { api, queries, page, sitting }
}

/** Signs in again with this device's key; false for a visitor, and where the node does not know the key. */
async function renewSession(api: Api, sitting: Sitting): Promise<boolean> {
  const { deviceKey } = sitting.seat()
  if (!deviceKey) return false
  try {
    const { signIn } = await import('./signing/sign-in.ts')
    await signIn(api, deviceKey)
    return true
  } catch {
    return false
  }
}
