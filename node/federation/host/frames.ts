import type { Stream } from '@libp2p/interface'
import { byteQueue } from './byte-queue.ts'
import { abortedBy, HostError } from './host-error.ts'
import { peekLengthPrefix, withLengthPrefix } from './length-prefix.ts'

/** Bytes kept in hand on each side before the other end is made to wait. */
const HIGH_WATER_BYTES = 256 * 1024

/** Frames over one stream, with back-pressure both ways. Every wait ends by an event, the idle limit or the signal. */
export type FrameStream = {
  /** The next frame; undefined when the other end closed cleanly between frames. Throws HostError. */
  read(): Promise<Uint8Array | undefined>
  /** Resolves when the frame is sent, or the little that is not fits in the buffer. Throws HostError. */
  write(frame: Uint8Array): Promise<void>
  /** Closes our writing end, once everything written is handed over. */
  end(): Promise<void>
  /** Breaks the stream off in both directions; waiting reads and writes throw this error. */
  break(error: HostError): void
  /** Aborted as soon as the stream is broken by anyone. */
  readonly broken: AbortSignal
}

export type FrameLimits = {
  /** Largest frame read, in bytes; a larger one is refused as soon as its length is known. */
  maxBytes: number
  /** Longest wait without any progress. */
  idleMs: number
  signal: AbortSignal
}

export function frameStream(stream: Stream, { maxBytes, idleMs, signal }: FrameLimits): FrameStream {
  const queue = byteQueue()
  const broken = new AbortController()
  const waiting = new Set<() => void>()
  let failure: HostError | undefined
  let reading = false
  let ended = false
  let finished = false
  let closed = false

  function wakeAll(): void {
    for (const wake of waiting) wake()
    waiting.clear()
  }

  function fail(error: HostError): void {
    if (failure !== undefined) return
    failure = error
    signal.removeEventListener('abort', onAbort)
    stream.abort(error)
    broken.abort(error)
    wakeAll()
  }

  function onAbort(): void {
    fail(abortedBy(signal))
  }

  function nextEvent(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => fail(new HostError('peer/timeout')), idleMs)
      waiting.add(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  /** A whole frame is in hand, or no more bytes are wanted because what comes is no frame. */
  function isSaturated(): boolean {
    const prefix = peekLengthPrefix(queue)
    if (prefix === undefined) return false
    if (prefix === 'malformed' || prefix.frameBytes > maxBytes) return true
    return queue.length >= HIGH_WATER_BYTES && queue.length >= prefix.prefixBytes + prefix.frameBytes
  }

  // Not while a read is waiting: js-libp2p delivers what it held from within resume(), and reopens the window after that.
  function pauseIfSaturated(): void {
    if (!reading && stream.readStatus === 'readable' && isSaturated()) stream.pause()
  }

  function resume(): void {
    try {
      if (stream.readStatus === 'paused') stream.resume()
    } catch {
      // The connection is gone and cannot be told; what it had delivered has been handed over before the throw.
    }
  }

  function takeFrame(): Uint8Array | undefined {
    const prefix = peekLengthPrefix(queue)
    if (prefix === undefined) return undefined
    if (prefix === 'malformed') throw new HostError('message/malformed')
    if (prefix.frameBytes > maxBytes) throw new HostError('message/too-large')
    if (queue.length < prefix.prefixBytes + prefix.frameBytes) return undefined
    queue.take(prefix.prefixBytes)
    return queue.take(prefix.frameBytes)
  }

  stream.addEventListener('message', event => {
    queue.push(event.data.subarray())
    wakeAll()
    pauseIfSaturated()
  })
  stream.addEventListener('end', () => {
    ended = true
    wakeAll()
  })
  stream.addEventListener('close', event => {
    closed = true
    signal.removeEventListener('abort', onAbort)
    // A connection that closes politely while we still had to write cuts us off all the same.
    if ((event.error !== undefined || !finished) && failure === undefined) {
      failure = new HostError('peer/cut', event.error)
      broken.abort(failure)
    }
    wakeAll()
  })
  stream.addEventListener('drain', wakeAll)
  stream.addEventListener('idle', wakeAll)
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })

  return {
    broken: broken.signal,
    break: fail,

    async read() {
      reading = true
      try {
        for (;;) {
          const frame = takeFrame()
          if (frame !== undefined) return frame
          if (failure !== undefined) throw failure
          if ((ended || stream.readableEnded || closed) && stream.readBufferLength === 0) {
            if (queue.length === 0) return undefined
            throw new HostError('peer/cut')
          }
          const event = nextEvent()
          resume()
          await event
        }
      } finally {
        reading = false
        pauseIfSaturated()
      }
    },

    async write(frame) {
      if (failure !== undefined) throw failure
      try {
        stream.send(withLengthPrefix(frame))
      } catch (error) {
        throw failure ?? new HostError('peer/cut', error)
      }
      // Not stream.onDrain(): from its second call on it resolves at once and lets the buffer grow.
      while (stream.writeBufferLength > HIGH_WATER_BYTES) {
        await nextEvent()
        if (failure !== undefined) throw failure
        if (closed) throw new HostError('peer/cut')
      }
    },

    async end() {
      if (failure !== undefined) throw failure
      finished = true
      try {
        await stream.close({ signal: AbortSignal.any([signal, AbortSignal.timeout(idleMs)]) })
      } catch (error) {
        throw failure ?? new HostError('peer/cut', error)
      }
    },
  }
}
