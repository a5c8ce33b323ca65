/** Every ten seconds either end is pinged: who is there has had three occasions to say something. */
const LOOK_EVERY_MS = 5_000
const MOST_SILENT_LOOKS = 6

/** As much of a connection as is needed here. */
type Wire = {
  addEventListener(type: 'message' | 'close', listener: () => void): void
  abort(error: Error): void
}

export type SilenceWatch = {
  /** Cuts the connection once nothing comes over it. To be called once its reader listens: bytes wait for the first one. */
  watch(connection: Wire): void
  stop(): void
}

/**
 * Notices that the other end of a connection is gone, as where a cable was pulled. A ping that is not answered in time does not
 * say so: on a busy machine the answer comes behind all that was sent before it, and whatever comes is a sign of life. Looks
 * are counted, not time: a process that did not get to run reads what has come before it looks again.
 */
export function watchSilence(lookEveryMs = LOOK_EVERY_MS): SilenceWatch {
  const silentLooks = new Map<Wire, number>()
  const looking = setInterval(() => {
    for (const [connection, looks] of silentLooks) {
      silentLooks.set(connection, looks + 1)
      if (looks >= MOST_SILENT_LOOKS) connection.abort(new Error('nothing comes any more'))
    }
  }, lookEveryMs)
  looking.unref()
  return {
    watch(connection) {
      silentLooks.set(connection, 0)
      connection.addEventListener('message', () => silentLooks.has(connection) && silentLooks.set(connection, 0))
      connection.addEventListener('close', () => silentLooks.delete(connection))
    },
    stop: () => clearInterval(looking),
  }
}
