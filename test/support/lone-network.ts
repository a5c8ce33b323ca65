import type { HttpNetwork } from '../../node/http/parts.ts'
import type { TestNode } from './test-federation.ts'

/** The network of a node whose one peer is the node of its federation: what members sign for it arrives there at once. */
export function networkTo(federation: Pick<TestNode, 'core'>): HttpNetwork {
  return {
    addresses: () => [],
    peers: () => [],
    whole: () => ({ peers: [], feeds: [], traffic: { bytesIn: 0, bytesOut: 0 } }),
    onPeerChange: () => () => undefined,
    askDetails: () => Promise.reject(new Error('nobody asks')),
    planJoining: () => Promise.reject(new Error('nobody joins')),
    join: () => Promise.reject(new Error('nobody joins')),
    submit: (_, entry) => federation.core.writer.submit(entry),
  }
}
