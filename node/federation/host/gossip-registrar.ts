import type { GossipSubComponents } from '@libp2p/gossipsub'
import type { Connection, NewStreamOptions, PeerId, Stream } from '@libp2p/interface'

type Registrar = GossipSubComponents['registrar']

/** Gossipsub opens its streams one after the other: a peer that does not answer must not hold up the others for long. */
const OPEN_MS = 3_000

/**
 * The registrar as gossipsub sees it. Peers who are not members neither open its streams nor are shown to it, so a stranger
 * at the door learns no topic. (Not by libp2p's stream middleware: it adds a handler to the list for every stream.)
 */
export function gossipRegistrar(
  registrar: Registrar,
  isMember: (peer: PeerId) => boolean,
  heard: (connection: Connection, bytes: number) => void,
): Registrar {
  return {
    getProtocols: () => registrar.getProtocols(),
    unhandle: (protocol, options) => registrar.unhandle(protocol, options),
    getHandler: protocol => registrar.getHandler(protocol),
    use: (protocol, middleware) => registrar.use(protocol, middleware),
    unuse: protocol => registrar.unuse(protocol),
    getMiddleware: protocol => registrar.getMiddleware(protocol),
    unregister: id => registrar.unregister(id),
    getTopologies: protocol => registrar.getTopologies(protocol),
    handle: (protocol, handler, options) =>
      registrar.handle(
        protocol,
        (stream, connection) => {
          if (isMember(connection.remotePeer)) {
            handler(stream, withLiveStreams(connection))
            // After gossipsub, which reads from now on: a stream holds its bytes until somebody listens.
            stream.addEventListener('message', ({ data }) => heard(connection, data.byteLength))
            return
          }
          stream.abort(new Error('not a member'))
        },
        options,
      ),
    register: (protocol, topology, options) =>
      registrar.register(
        protocol,
        {
          ...topology,
          onConnect: (peer, connection) =>
            isMember(peer) ? topology.onConnect?.(peer, withLiveStreams(connection)) : undefined,
        },
        options,
      ),
  }
}

/**
 * Never hands out a stream that has died while it was opened: gossipsub would keep it as the peer's stream for ever, waiting
 * for a close event that has passed, and send that peer nothing again, not even over later connections.
 */
function withLiveStreams(connection: Connection): Connection {
  async function newStream(protocols: string | string[], options?: NewStreamOptions): Promise<Stream> {
    const stream = await connection.newStream(protocols, { signal: AbortSignal.timeout(OPEN_MS), ...options })
    if (stream.status !== 'open') throw new Error('closed while it was opened')
    return stream
  }
  return new Proxy(connection, {
    get: (target, property) => (property === 'newStream' ? newStream : Reflect.get(target, property, target)),
  })
}
