import type { Connection } from '@libp2p/interface'

const PING_PROTOCOL = '/ipfs/ping/1.0.0'
const PING_BYTES = 32

/** Resolves when the peer answers over this very connection; rejects with the signal's reason. */
export async function pingLink(connection: Connection, signal: AbortSignal): Promise<void> {
  const stream = await connection.newStream(PING_PROTOCOL, { signal })
  try {
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
    await stream.close({ signal })
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}
