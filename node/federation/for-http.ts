import { encodeCanonical } from '../../protocol/bytes/canonical.ts'
import { parseTicket } from '../../protocol/federation/ticket.ts'
import { encodeBody } from '../../protocol/kinds.ts'
import { formatRational } from '../../protocol/rational.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import type { HttpNetwork, PeerState } from '../http/parts.ts'
import type { NetworkHost, PeerStatus } from './host/host.ts'
import type { Network } from './network.ts'

/** The network as the HTTP API sees it: people's questions, bytes ready to be signed. */
export function networkForHttp(network: Network, host: NetworkHost): HttpNetwork {
  return {
    addresses: () => host.addresses(),
    peers: () => host.peers().map(stateOf),
    whole: () => {
      const { peers, feeds, traffic } = network.status()
      return { peers: peers.map(peer => ({ ...stateOf(peer), federations: peer.federations })), feeds, traffic }
    },
    onPeerChange: listener =>
      host.onPeer(({ peer }) => {
        const status = host.peers().find(candidate => candidate.peer === peer)
        if (status) listener(stateOf(status))
      }),
    askDetails: network.askDetails,
    async planJoining(ticket) {
      const read = parseTicket(ticket)
      if (isRefusal(read)) return read
      const plan = await network.planJoin(ticket)
      if (isRefusal(plan)) return plan
      const { federation, feed, entries } = plan
      const [joined, federated] = entries
      return {
        federation: federation.id,
        name: federation.charter.name,
        weight: formatRational(read.weight),
        feed,
        entries: [
          { ...joined, body: encodeCanonical(encodeBody(joined.kind, joined.body)) },
          { ...federated, body: encodeCanonical(encodeBody(federated.kind, federated.body)) },
        ],
      }
    },
    async join(ticket, [joined, federated]) {
      if (!joined || !federated) return refuse('request/bad', { problem: 'two signed entries are needed' })
      const read = parseTicket(ticket)
      if (isRefusal(read)) return read
      const ack = await network.completeJoin(ticket, [joined, federated])
      return isRefusal(ack) ? ack : { federation: read.federation }
    },
    submit: (federation, entry) => network.submit(federation, entry),
  }
}

function stateOf({ peer, since, ...status }: PeerStatus): PeerState {
  return { ...status, key: peer, sinceMs: since }
}
