import { type LiveEvent, readLiveEvent } from './keys-of-event.ts'

/** `idle`: nobody listens. `broken`: lost, and tried again. */
export type StreamState = 'idle' | 'connecting' | 'live' | 'broken'

export type Stream = {
  state(): StreamState
  subscribe(listener: () => void): () => void
  open(): void
  close(): void
}

const RETRY_MS = 2_000
/** A blink of the connection is no news. */
const GRACE_MS = 1_200

/**
 * The node's live stream of entries. It resumes by position, so that a broken connection loses nothing.
 * @param onResume after every opening but one that succeeds at once: what came before the first event has no position to
 * resume from.
 */
export function openStream(url: string, onEvent: (event: LiveEvent) => void, onResume: () => void): Stream {
  const listeners = new Set<() => void>()
  let state: StreamState = 'idle'
  let source: EventSource | undefined
  let position: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let hasMissed = false
  const become = (next: StreamState) => {
    if (state === next) return
    state = next
    for (const listener of listeners) listener()
  }
  const connect = () => {
    source?.close()
    const opened = new EventSource(position === undefined ? url : `${url}?after=${position}`)
    source = opened
    opened.addEventListener('open', () => {
      clearTimeout(timer)
      if (hasMissed) onResume()
      hasMissed = true
      become('live')
    })
    opened.addEventListener('entry', message => {
      position = message.lastEventId || position
      const event = readLiveEvent(message.data)
      if (event) onEvent(event)
    })
    opened.addEventListener('peer', () => onEvent({ kind: 'peer', subject: null }))
    opened.addEventListener('due', () => onEvent({ kind: 'due', subject: null }))
    opened.addEventListener('error', () => {
      clearTimeout(timer)
      hasMissed = true
      // The browser tries again by itself unless the node answered with an error.
      const isOver = opened.readyState === EventSource.CLOSED
      timer = setTimeout(
        () => {
          become('broken')
          if (isOver) timer = setTimeout(connect, RETRY_MS)
        },
        state === 'live' ? GRACE_MS : 0,
      )
    })
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open() {
      if (source) return
      become('connecting')
      connect()
    },
    close() {
      clearTimeout(timer)
      source?.close()
      source = undefined
      become('idle')
    },
  }
}
