import { KEPT_AT } from '../offline/kept-header.ts'
import { type LiveEvent, readLiveEvent } from './keys-of-event.ts'

/** `idle`: nobody listens. `broken`: lost, and tried again. */
export type StreamState = 'idle' | 'connecting' | 'live' | 'broken'

export type Stream = {
  state(): StreamState
  subscribe(listener: () => void): () => void
  open(): void
  close(): void
  /** An answer of the node came: the first one says where the log stood before the page had read anything. */
  note(answer: Response): void
}

const POSITION = 'x-comunal-position'

const RETRY_MS = 2_000
/** A blink of the connection is no news. */
const GRACE_MS = 1_200

/**
 * The node's live stream of entries. It begins where the log stood when the page began to read, and resumes by position, so that
 * neither what comes before it is open nor a broken connection loses anything.
 * @param onResume after every opening but one that succeeds at once: nodes that come and go have no position.
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
    note({ headers }) {
      // What this device has kept is from another time.
      if (!headers.has(KEPT_AT)) position ??= headers.get(POSITION) ?? undefined
    },
    close() {
      clearTimeout(timer)
      source?.close()
      source = undefined
      become('idle')
    },
  }
}
