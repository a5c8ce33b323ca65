import type { Connection } from '@libp2p/interface'

export const PING_PROTOCOL = '/ipfs/ping/1.0.0'
const PING_BYTES = 32

/**
 * Round trip over this very connection, in milliseconds. It is also the proof that the peer took us in: a dialer's side of
 * a handshake is complete before the other side has decided.
 */
export async function pingLink(connection: Connection, signal: AbortSignal): Promise<number> {
  const stream = await connection.newStream(PING_PROTOCOL, { signal })
  try {
    const startedMs = performance.now()
    const { promise: answered, resolve, reject } = Promise.withResolvers<void>()
    let missing = PING_BYTES
    stream.addEventListener('message', event => {
      missing -= event.data.byteLength
      if (missing <= 0) resolve()
    })
    stream.addEventListener('close', event => reject(event.error ?? new Error('closed before the answer')))
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      stream.send(new Uint8Array(PING_BYTES))
      await answered
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
    const rttMs = performance.now() - startedMs
    await stream.close({ signal })
    return Math.round(rttMs * 100) / 100
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}
