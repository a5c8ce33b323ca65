import { setTimeout } from 'node:timers/promises'
import type { Connection, Libp2p, PeerId, Stream } from '@libp2p/interface'
import type { Logger } from 'pino'
import { systemTimers } from '../timers.ts'
import type { Admission } from './admission.ts'
import { type FrameStream, frameStream } from './frames.ts'
import { guardPeers } from './guard.ts'
import { abortedBy, HostError, type HostErrorCode, isHostErrorCode } from './host-error.ts'
import { keyOfPeerId, type PeerKey } from './peer-key.ts'

/** Largest message where a protocol does not say otherwise. */
export const DEFAULT_MAX_BYTES = 4 * 1024 * 1024
/** Streams of one protocol open at once with one peer, in each direction. */
const MAX_STREAMS = 64
/** A peer who makes no progress for so long is given up. */
const IDLE_MS = 30_000
/** How long the other end has to read why it was refused. */
const LINGER_MS = 2_000
/** A single answer has to be there by then, and a question as well. */
const REQUEST_MS = 30_000

/** First byte of every frame of an answer. The end is said aloud, so that an answer cut short never looks whole. */
const MORE = 0
const END = 1
const FAILED = 2

export type AnswerMany = (message: Uint8Array, from: PeerKey, signal: AbortSignal) => AsyncIterable<Uint8Array>
export type AskOptions = { signal?: AbortSignal; maxBytes?: number }
export type ServeOptions = {
  /** Peers outside the allow-list may use it, while the door is open. */
  strangers?: boolean
  /** Largest message in either direction, in bytes. */
  maxBytes?: number
  /** Largest question, in bytes, where it is smaller than that. */
  maxQuestionBytes?: number
}

export type Exchange = {
  ask(peer: PeerKey, protocol: string, message: Uint8Array, options?: AskOptions): AsyncGenerator<Uint8Array, void>
  askOnce(peer: PeerKey, protocol: string, message: Uint8Array, options?: AskOptions): Promise<Uint8Array>
  serve(protocol: string, answer: AnswerMany, options?: ServeOptions): void
}

type Parts = {
  node: Libp2p
  admission: Admission
  /** The connection to use with a peer, if there is one. */
  linkTo(peer: PeerKey): Connection | undefined
  closing: AbortSignal
  log: Logger
  /** A peer was cut off for what it did. */
  onCut(peer: PeerId, problem: string): void
  /** Milliseconds that never go back. */
  nowMs?: () => number
}

/** Failures that are the asker's doing: an honest peer is seldom the cause of one. */
const FAULTS: ReadonlySet<HostErrorCode> = new Set([
  'message/malformed',
  'message/too-large',
  'peer/not-allowed',
  'peer/timeout',
])

/** Questions and answers over streams: one message there, any number of messages back. */
export function openExchange(parts: Parts): Exchange {
  const { node, admission, linkTo, closing, log, onCut, nowMs = systemTimers.nowMs } = parts
  const guard = guardPeers({
    nowMs,
    connectionsOf: ({ remotePeer }) => node.getConnections(remotePeer),
    onCut: ({ remotePeer }, problem) => onCut(remotePeer, problem),
  })
  node.addEventListener('connection:open', ({ detail }) => guard.opened(detail))

  async function openStream(peer: PeerKey, protocol: string, signal: AbortSignal): Promise<Stream> {
    if (signal.aborted) throw abortedBy(signal)
    const link = linkTo(peer)
    if (link === undefined) throw new HostError('peer/not-connected')
    try {
      return await link.newStream(protocol, { signal, maxOutboundStreams: MAX_STREAMS })
    } catch (error) {
      throw signal.aborted ? abortedBy(signal) : new HostError(openingFailure(error), error)
    }
  }

  async function* ask(peer: PeerKey, protocol: string, message: Uint8Array, options: AskOptions = {}) {
    const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES
    if (message.length > maxBytes) throw new HostError('message/too-large')
    const signal = AbortSignal.any([closing, ...(options.signal === undefined ? [] : [options.signal])])
    const opening = AbortSignal.any([signal, AbortSignal.timeout(IDLE_MS)])
    const frames = frameStream(await openStream(peer, protocol, opening), {
      maxBytes: maxBytes + 1,
      idleMs: IDLE_MS,
      signal,
    })
    let isWhole = false
    // Sent while the answer is read already: a peer that refuses the message says so without taking all of it.
    const sending = frames.write(message).then(() => frames.end())
    sending.catch(() => {})
    try {
      for (;;) {
        const frame = await frames.read()
        if (frame === undefined) throw new HostError('peer/cut')
        if (frame[0] === MORE) {
          yield frame.subarray(1)
          continue
        }
        isWhole = frame[0] === END
        if (isWhole) return
        throw frame[0] === FAILED ? failureOf(frame) : new HostError('message/malformed')
      }
    } finally {
      if (!isWhole) frames.break(new HostError('aborted'))
    }
  }

  async function askOnce(peer: PeerKey, protocol: string, message: Uint8Array, options: AskOptions = {}) {
    const limit = AbortSignal.timeout(REQUEST_MS)
    const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal])
    let only: Uint8Array | undefined
    for await (const answer of ask(peer, protocol, message, { ...options, signal })) {
      if (only !== undefined) throw new HostError('message/malformed')
      only = answer
    }
    if (only === undefined) throw new HostError('message/malformed')
    return only
  }

  /** The whole question in time, also where it comes byte by byte; and no more of them than one peer may ask. */
  async function readQuestion(frames: FrameStream, connection: Connection): Promise<Uint8Array> {
    const limit = globalThis.setTimeout(() => frames.break(new HostError('peer/timeout')), REQUEST_MS)
    try {
      const message = await frames.read()
      if (message === undefined) throw new HostError('peer/cut')
      const waitMs = guard.waitMs(connection.remotePeer.toString())
      if (waitMs > 0) await unlessAborted(setTimeout(waitMs, undefined, { signal: frames.broken }), frames.broken)
      return message
    } finally {
      clearTimeout(limit)
    }
  }

  async function answerStream(
    frames: FrameStream,
    from: PeerKey,
    message: Uint8Array,
    answer: AnswerMany,
    maxBytes: number,
  ): Promise<void> {
    const iterator = answer(message, from, frames.broken)[Symbol.asyncIterator]()
    try {
      for (;;) {
        const step = await unlessAborted(iterator.next(), frames.broken)
        if (step.done === true) break
        if (step.value.length > maxBytes) throw new HostError('message/too-large')
        await frames.write(tagged(MORE, step.value))
      }
    } finally {
      // Not awaited: a handler that ignores its signal must not hold the stream.
      iterator.return?.().catch(() => {})
    }
    await frames.write(tagged(END))
    await frames.end()
  }

  function serve(protocol: string, answer: AnswerMany, options: ServeOptions = {}): void {
    const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES
    const maxQuestionBytes = options.maxQuestionBytes ?? maxBytes
    const onStream = async (stream: Stream, connection: Connection): Promise<void> => {
      const from = keyOfPeerId(connection.remotePeer)
      const putDown = guard.isBarred(connection.remotePeer.toString()) ? undefined : guard.takeUp(connection)
      if (!putDown) {
        stream.abort(new HostError('peer/busy'))
        guard.fault(connection)
        return
      }
      const closed = new Promise(resolve => stream.addEventListener('close', resolve, { once: true }))
      const frames = frameStream(stream, { maxBytes: maxQuestionBytes, idleMs: IDLE_MS, signal: closing })
      try {
        if (from === undefined || !(options.strangers === true || admission.isAllowed(from))) {
          throw new HostError('peer/not-allowed')
        }
        const message = await readQuestion(frames, connection)
        await answerStream(frames, from, message, answer, maxBytes)
      } catch (error) {
        const failure = error instanceof HostError ? error : new HostError('peer/failed', error)
        log.debug({ protocol, peer: from, code: failure.code, error }, 'exchange.failed')
        if (FAULTS.has(failure.code) && !closing.aborted) guard.fault(connection)
        await sayFailure(frames, failure)
      } finally {
        // Half of a stream that the asker never closes would stay open for ever.
        const lingering = globalThis.setTimeout(() => frames.break(new HostError('peer/timeout')), LINGER_MS)
        await closed
        clearTimeout(lingering)
        putDown()
      }
    }
    if (node.getProtocols().includes(protocol)) throw new Error(`two handlers for ${protocol}`)
    const limits = { maxInboundStreams: MAX_STREAMS, maxOutboundStreams: MAX_STREAMS }
    node
      .handle(protocol, (stream, connection) => void onStream(stream, connection), limits)
      .catch((error: unknown) => log.error({ protocol, error }, 'exchange.not-registered'))
  }

  return { ask, askOnce, serve }
}

/**
 * Tells the other end why, and breaks off: it may still be sending what nobody will read. Not at once: a reset that
 * overtakes the other end's negotiation hides the reason. It breaks off itself when it has read it.
 */
async function sayFailure(frames: FrameStream, failure: HostError): Promise<void> {
  try {
    await frames.write(tagged(FAILED, new TextEncoder().encode(failure.code)))
    await frames.end()
    await setTimeout(LINGER_MS, undefined, { signal: frames.broken })
  } catch {
    // The other end is gone; there is nobody to tell.
  }
  frames.break(failure)
}

function tagged(tag: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const frame = new Uint8Array(payload.length + 1)
  frame[0] = tag
  frame.set(payload, 1)
  return frame
}

function failureOf(frame: Uint8Array): HostError {
  const code = new TextDecoder().decode(frame.subarray(1))
  return new HostError(isHostErrorCode(code) ? code : 'peer/failed')
}

/** Promise.race with the signal, but without a reaction left on it for every step of a long answer. */
function unlessAborted<T>(step: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortedBy(signal))
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    step.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function openingFailure(error: unknown): HostErrorCode {
  const name = error instanceof Error ? error.name : ''
  if (name === 'UnsupportedProtocolError') return 'peer/unsupported'
  if (name.startsWith('TooMany')) return 'peer/busy'
  return 'peer/cut'
}
