import type { GossipSubComponents } from '@libp2p/gossipsub'
import type { PeerId } from '@libp2p/interface'

type Registrar = GossipSubComponents['registrar']

/**
 * The registrar as gossipsub sees it: peers who are not members neither open its streams nor are shown to it, so a stranger
 * at the door learns no topic. (Not by libp2p's stream middleware: it adds a handler to the list for every stream.)
 */
export function keepStrangersOut(registrar: Registrar, isMember: (peer: PeerId) => boolean): Registrar {
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
          if (isMember(connection.remotePeer)) return handler(stream, connection)
          stream.abort(new Error('not a member'))
        },
        options,
      ),
    register: (protocol, topology, options) =>
      registrar.register(
        protocol,
        {
          ...topology,
          onConnect: (peer, connection) => (isMember(peer) ? topology.onConnect?.(peer, connection) : undefined),
        },
        options,
      ),
  }
}
