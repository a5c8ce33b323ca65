import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import type { KeptReads } from '../offline/kept-reads.ts'
import type { Outbox, Refused, Waiting } from '../outbox.ts'
import { keysOfEvent, type LiveEvent } from './keys-of-event.ts'
import { openReadAgain } from './read-again.ts'
import { openStream, type Stream, type StreamState } from './stream.ts'

type Live = {
  readonly stream: Stream
  readonly outbox: Outbox
  readonly kept: KeptReads
  /** What this device had kept stood in for an answer. */
  readAgain(): void
  /** An answer came. */
  note(answer: Response): void
}
const LiveContext = createContext<Live | undefined>(undefined)

/** After a round of reads events that come together make one more; the first after a while is read at once. */
const GATHER_MS = 50
const RESEND_MS = 3_000

export type LiveQueries = { invalidateQueries(filter?: { queryKey?: readonly string[] }): unknown }

/** The stream of the page, beside its outbox; made before React. */
export function openLive(queries: LiveQueries, { kept, outbox }: Pick<Live, 'kept' | 'outbox'>): Live {
  const stale = new Set<string>()
  let refreshedMs = Number.NEGATIVE_INFINITY
  const refresh = () => {
    refreshedMs = performance.now()
    for (const key of stale) queries.invalidateQueries({ queryKey: JSON.parse(key) })
    stale.clear()
  }
  const onEvent = (event: LiveEvent) => {
    const isGathering = stale.size > 0
    for (const key of keysOfEvent(event)) stale.add(JSON.stringify(key))
    if (!isGathering) setTimeout(refresh, Math.max(0, refreshedMs + GATHER_MS - performance.now()))
  }
  const stream = openStream('/api/v1/stream', onEvent, () => queries.invalidateQueries())
  const readAgain = openReadAgain({
    isTold: () => stream.state() === 'live',
    readAll: () => queries.invalidateQueries(),
    later: (act, ms) => setTimeout(act, ms),
  })
  const note = (answer: Response) => {
    stream.note(answer)
    kept.note(answer)
  }
  return { stream, outbox, kept, readAgain, note }
}

/** Keeps the stream open while somebody may read, and empties the outbox whenever the node is there again. */
export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  const api = useApi()
  const queries = useQueryClient()
  const { stream, outbox } = live
  const state = useSyncExternalStore(stream.subscribe, stream.state)
  const hasWaiting = useSyncExternalStore(outbox.subscribe, () => outbox.waiting().length > 0)
  useEffect(() => {
    if (state === 'broken') return
    const send = () => {
      outbox
        .flush(async entry => {
          await unwrap(api.POST('/entries', { body: { entry } }))
          await queries.invalidateQueries()
        })
        .catch(() => undefined)
    }
    send()
    // Where nobody listens to the stream nothing says that the node is there again.
    const timer = hasWaiting && state !== 'live' ? setInterval(send, RESEND_MS) : undefined
    return () => clearInterval(timer)
  }, [state, hasWaiting, outbox, api, queries])
  return <LiveContext value={live}>{children}</LiveContext>
}

function useLiveContext(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('no live stream in this part of the page')
  return live
}

export function useStreamState(): StreamState {
  const { stream } = useLiveContext()
  return useSyncExternalStore(stream.subscribe, stream.state)
}

/**
 * Listens to the node for as long as `isWanted` and the page is looked at: a browser has few connections for all its
 * tabs. What came meanwhile is told on return, by position.
 */
export function useListening(isWanted: boolean): void {
  const { stream } = useLiveContext()
  useEffect(() => {
    if (!isWanted) return
    const listen = () => (document.visibilityState === 'hidden' ? stream.close() : stream.open())
    listen()
    document.addEventListener('visibilitychange', listen)
    return () => {
      document.removeEventListener('visibilitychange', listen)
      stream.close()
    }
  }, [stream, isWanted])
}

export function useOutbox(): { outbox: Outbox; waiting: readonly Waiting[]; refused: readonly Refused[] } {
  const { outbox } = useLiveContext()
  const waiting = useSyncExternalStore(outbox.subscribe, outbox.waiting)
  return { outbox, waiting, refused: useSyncExternalStore(outbox.subscribe, outbox.refused) }
}

/** When what is shown was read, where the node was not there to be asked; in milliseconds. */
export function useKeptSince(): number | undefined {
  const { kept } = useLiveContext()
  return useSyncExternalStore(kept.subscribe, kept.oldestMs)
}
