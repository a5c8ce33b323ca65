import type { ServerResponse } from 'node:http'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { LiveDrafts, LiveEvent } from '../domains/life/live/live-drafts.ts'

/** Somebody who writes a draft along, at one page. */
export type LiveListening = {
  readonly draft: Cid
  readonly by: PublicKeyHex
  readonly client: number
  readonly nameOf: (key: PublicKeyHex) => string | null
  /** Asked again now and then, since sessions end. */
  readonly isSignedIn: () => boolean
  /** Sends the headers; only called when the listener is let in. */
  readonly begin: () => ServerResponse
}

/** Server-sent events for those who write a draft together. */
export type LiveListeners = {
  listen(listening: LiveListening): Refusal | undefined
  close(): void
}

const MOST_LISTENERS = 200
const MOST_OF_A_MEMBER = 10
/** Bytes that wait for a reader; one who does not read is dropped and asks for everything when it returns. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024
const HEARTBEAT_MS = 15_000

type Listener = LiveListening & { readonly response: ServerResponse; stop(): void }

export function openLiveListeners(live: LiveDrafts): LiveListeners {
  const all = new Set<Listener>()
  let closed = false
  const drop = (listener: Listener) => {
    if (!all.delete(listener)) return
    listener.stop()
    listener.response.end()
  }
  const heartbeat = setInterval(() => {
    for (const listener of all) {
      if (listener.isSignedIn() && live.mayWrite(listener.draft, listener.by)) listener.response.write(':\n\n')
      else drop(listener)
    }
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    listen(listening) {
      const { draft, by, client, nameOf } = listening
      const own = [...all].filter(listener => listener.by === by).length
      if (closed || all.size >= MOST_LISTENERS || own >= MOST_OF_A_MEMBER) {
        return refuse('node/busy', { listeners: all.size })
      }
      const waiting: LiveEvent[] = []
      let tell = (event: LiveEvent): void => void waiting.push(event)
      const stop = live.listen(draft, by, client, event => tell(event))
      if (isRefusal(stop)) return stop
      const response = listening.begin()
      const listener: Listener = { ...listening, response, stop }
      all.add(listener)
      response.once('close', () => drop(listener))
      response.on('error', () => drop(listener))
      tell = event => {
        if (event.type === 'over') return drop(listener)
        response.write(frameOf(event, nameOf))
        if (response.writableLength > MOST_WAITING_BYTES) response.destroy()
      }
      response.write('retry: 1000\n\n')
      for (const event of waiting) tell(event)
      return undefined
    },
    close() {
      closed = true
      clearInterval(heartbeat)
      for (const listener of [...all]) drop(listener)
    },
  }
}

function frameOf(event: Exclude<LiveEvent, { type: 'over' }>, nameOf: LiveListening['nameOf']): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(dataOf(event, nameOf))}\n\n`
}

function dataOf(event: Exclude<LiveEvent, { type: 'over' }>, nameOf: LiveListening['nameOf']): unknown {
  switch (event.type) {
    case 'update':
      return { update: toBase64(event.update) }
    case 'writers':
      return event.writers.map(({ client, by }) => ({ client, by, byName: nameOf(by) }))
    case 'here':
      return event.here.map(({ client, by, cursor }) => ({ client, by, byName: nameOf(by), cursor }))
  }
}
