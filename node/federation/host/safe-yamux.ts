import type { StreamMuxerFactory } from '@libp2p/interface'
import { type YamuxMuxerInit, yamux } from '@libp2p/yamux'

/**
 * Yamux that survives a stream being opened on a connection that breaks in the same turn: it announces a stream, or widens
 * its window, in a microtask, where the throw of a closed connection is caught by nobody and would end the process. The
 * stream is aborted with its connection, so whoever opens it hears of it.
 */
export function safeYamux(init: YamuxMuxerInit): () => StreamMuxerFactory {
  return () => {
    const factory = yamux(init)()
    return {
      protocol: factory.protocol,
      createStreamMuxer(connection) {
        const send = connection.send.bind(connection)
        connection.send = data => connection.status === 'open' && send(data)
        return factory.createStreamMuxer(connection)
      },
    }
  }
}
