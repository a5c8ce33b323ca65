import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { Activity } from '../domains/activity.ts'
import type { Due } from '../domains/life/due.ts'
import type { Reminder } from '../domains/life/reminder-tables.ts'
import type { HttpNetwork, HttpParts } from './parts.ts'
import { entryFrame, type Frame, framesBetween, votingFrame } from './stream-frames.ts'

/** One listener: a browser, or a program that follows the log. */
export type Listening = {
  readonly response: ServerResponse
  /** Position after which it wants to know everything; null: from now on. */
  readonly after: number | null
  /** Asked again now and then, since roles change and sessions end. */
  readonly mayRead: () => boolean
  /** Who it is, where they have signed in: their own reminders are told to them alone. */
  readonly member: () => PublicKeyHex | undefined
  /** Where it comes from. */
  readonly place: string
}

/** Server-sent events for everyone who listens: one reading of the log for all of them. */
export type LiveStream = {
  /** Serves a listener until it goes; its headers are sent already. `node/busy` where there are too many. */
  admit(place: string): Refusal | undefined
  listen(listening: Listening): void
  close(): void
}

const MOST_LISTENERS = 256
const MOST_FROM_ONE_PLACE = 32
/** Bytes that wait for a reader; one who does not read is dropped and resumes by position. */
const MOST_WAITING_BYTES = 512 * 1024
const HEARTBEAT_MS = 15_000
/** Commits closer together than this are told together. */
const GATHER_MS = 10
/** Votes are told at most so often, each. */
const VOTING_MS = 100
const AT_ONCE = 500

type Listener = Listening & { isReader: boolean; gone: boolean }

export function openLiveStream(parts: {
  core: Core
  activity: Activity
  network: HttpNetwork | null
  reminders: HttpParts['reminders']
  due: Due
}): LiveStream {
  const { core, activity, network, reminders, due } = parts
  const all = new Set<Listener>()
  /** Listeners that have been told everything up to `cursor`. */
  const live = new Set<Listener>()
  let cursor = core.tables.lastPosition()
  let gathering: NodeJS.Timeout | undefined
  let telling: NodeJS.Timeout | undefined
  let closed = false
  /** Votes with ballots that were not told yet, by their first such ballot; and when each was told last. */
  const untold = new Map<Cid, { first: number; last: number }>()
  const toldAtMs = new Map<Cid, number>()

  const drop = (listener: Listener) => {
    listener.gone = true
    all.delete(listener)
    live.delete(listener)
    listener.response.destroy()
  }
  const write = (listener: Listener, text: string): boolean => {
    const flows = listener.response.write(text)
    if (listener.response.writableLength > MOST_WAITING_BYTES) drop(listener)
    return flows
  }
  const tell = (frames: readonly Frame[]) => {
    if (frames.length === 0) return
    const forReaders = textFor(frames, true)
    const forAnyone = textFor(frames, false)
    for (const listener of live) {
      const text = listener.isReader ? forReaders : forAnyone
      if (text !== '') write(listener, text)
    }
  }

  /** Where to resume: before the first ballot that has not been told. */
  const resumeAt = (position: number) =>
    [...untold.values()].reduce((least, { first }) => Math.min(least, first - 1), position)
  const tellVotings = (): Frame[] => {
    const now = performance.now()
    const due = [...untold].filter(([proposal]) => (toldAtMs.get(proposal) ?? -VOTING_MS) + VOTING_MS <= now)
    return due.map(([proposal, { last }]) => {
      untold.delete(proposal)
      toldAtMs.set(proposal, now)
      return votingFrame({ proposal, last }, resumeAt(cursor))
    })
  }
  const advance = () => {
    gathering = undefined
    if (closed) return
    const to = core.tables.lastPosition()
    if (live.size === 0) {
      cursor = to
      untold.clear()
      toldAtMs.clear()
      return
    }
    for (const { proposal, first, last } of activity.votings(cursor, to)) {
      untold.set(proposal, { first: untold.get(proposal)?.first ?? first, last })
    }
    for (let from = cursor; from < to; ) {
      const happenings = activity.entries(from, to, AT_ONCE)
      tell(happenings.map(one => entryFrame(one, resumeAt(one.position))))
      from = happenings.length < AT_ONCE ? to : (happenings.at(-1)?.position ?? to)
    }
    cursor = to
    tellDue()
  }
  const tellDue = () => {
    clearTimeout(telling)
    tell(tellVotings())
    if (untold.size > 0 && !closed) telling = setTimeout(tellDue, VOTING_MS)
  }

  /** Tells what a listener has missed, at its own pace, until it has caught up with the others. */
  const catchUp = async (listener: Listener, after: number) => {
    for (let at = after; !listener.gone; ) {
      if (at >= cursor) return void live.add(listener)
      const { frames, end } = framesBetween(activity, at, cursor, AT_ONCE)
      const text = textFor(frames, listener.isReader)
      const flows = text === '' || write(listener, text)
      at = end
      if (!flows && !listener.gone) {
        await once(listener.response, 'drain', { signal: AbortSignal.timeout(HEARTBEAT_MS * 2) })
      } else await new Promise(resolve => setImmediate(resolve))
    }
  }

  const stopCommits = core.writer.onCommit(() => {
    if (all.size > 0) gathering ??= setTimeout(advance, GATHER_MS)
  })
  const stopPeers = network?.onPeerChange(({ key, connected }) => {
    const text = `event: peer\ndata: ${JSON.stringify({ key, connected })}\n\n`
    for (const listener of live) if (listener.isReader) write(listener, text)
  })
  const remind = async ({ kind, subject }: Reminder) => {
    for (const listener of [...live]) {
      const member = listener.gone ? undefined : listener.member()
      const isTheirs = member && due.of(member).some(item => item.kind === kind && item.subject === subject)
      if (isTheirs) write(listener, `event: due\ndata: ${JSON.stringify({ kind, subject })}\n\n`)
      // Finding out who has voted takes about a millisecond each.
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  const stopReminders = reminders?.onDue(reminder => {
    remind(reminder).catch(error => core.log.error({ err: error }, 'reminder-untold'))
  })
  const heartbeat = setInterval(() => {
    for (const listener of all) {
      listener.isReader = listener.mayRead()
      write(listener, ':\n\n')
    }
  }, HEARTBEAT_MS)
  heartbeat.unref()

  return {
    admit(place) {
      const fromThere = [...all].filter(listener => listener.place === place).length
      const isFull = closed || all.size >= MOST_LISTENERS || fromThere >= MOST_FROM_ONE_PLACE
      return isFull ? refuse('node/busy', { listeners: all.size }) : undefined
    },
    listen(listening) {
      const { response, after } = listening
      const listener: Listener = { ...listening, isReader: listening.mayRead(), gone: false }
      // While nobody listened nothing was read: begin at the end of the log.
      if (all.size === 0) cursor = core.tables.lastPosition()
      all.add(listener)
      response.once('close', () => drop(listener))
      response.on('error', () => drop(listener))
      const from = Math.min(after ?? cursor, cursor)
      write(listener, `retry: 2000\nid: ${from}\n\n`)
      catchUp(listener, from).catch(() => drop(listener))
    },
    close() {
      closed = true
      stopCommits()
      stopPeers?.()
      stopReminders?.()
      clearInterval(heartbeat)
      clearTimeout(gathering)
      clearTimeout(telling)
      for (const { response } of all) response.end()
      all.clear()
      live.clear()
    },
  }
}

function textFor(frames: readonly Frame[], isReader: boolean): string {
  let text = ''
  for (const frame of frames) if (isReader || frame.isPublic) text += frame.text
  return text
}
