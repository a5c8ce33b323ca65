import { hash } from 'node:crypto'
import {
  type GossipSub,
  type GossipSubComponents,
  gossipsub,
  StrictNoSign,
  TopicValidatorResult,
} from '@libp2p/gossipsub'
import type { Connection, PeerId } from '@libp2p/interface'
import type { Logger } from 'pino'
import { systemTimers } from '../timers.ts'
import { conductLedger } from './conduct.ts'
import { gossipRegistrar } from './gossip-registrar.ts'
import { guardPeers } from './guard.ts'
import { keyOfPeerId, type PeerKey } from './peer-key.ts'

/** A peer so slow loses its gossip stream instead of filling our memory; it is opened anew, and sync brings the rest. */
const MAX_OUTBOUND_BUFFER_BYTES = 8 * 1024 * 1024
/** Above the sum of messages that one answer to an IWANT may carry: a larger frame makes gossipsub drop the peer. */
const MAX_INBOUND_FRAME_BYTES = 16 * 1024 * 1024

/**
 * Whoever publishes tells every peer at once, so a mesh has only to mend what is lost on the way: six neighbours, as is usual,
 * and not twice as many before some are let go, each of whom brings another copy of everything.
 */
const MOST_NEIGHBOURS = 8

export type Verdict = 'accept' | 'ignore' | 'reject'
export type OnGossip = (message: Uint8Array, from: PeerKey) => Verdict | Promise<Verdict>
export type MessageId = (message: Uint8Array) => Uint8Array

type Parts = {
  isAllowed(peer: PeerKey): boolean
  now: () => number
  log: Logger
  /** A peer was cut off for what it did. */
  onCut(peer: PeerId, problem: string): void
}

export type Gossip = {
  /** Makes the libp2p service; to be called by libp2p, once, before anything below. */
  service(components: GossipSubComponents): GossipSub
  subscribe(topic: string, onMessage: OnGossip, messageId: MessageId): void
  unsubscribe(topic: string): void
  publish(topic: string, message: Uint8Array): Promise<void>
  isCarriedBy(connection: Connection): boolean
}

const VERDICTS = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
} as const

export function openGossip({ isAllowed, now, log, onCut }: Parts): Gossip {
  const messageIds = new Map<string, MessageId>()
  const conduct = conductLedger(now)
  let pubsub: GossipSub | undefined
  let connectionsOf = (_peer: PeerId): Connection[] => []
  const guard = guardPeers({
    nowMs: systemTimers.nowMs,
    connectionsOf: ({ remotePeer }) => connectionsOf(remotePeer),
    onCut: ({ remotePeer }, problem) => onCut(remotePeer, problem),
  })

  const isMember = (peerId: PeerId): boolean => {
    const key = keyOfPeerId(peerId)
    return key !== undefined && isAllowed(key) && !guard.isBarred(peerId.toString())
  }

  function idOf(topic: string, message: Uint8Array): Uint8Array {
    const messageId = messageIds.get(topic)
    // Gossipsub takes and stores messages of topics nobody subscribed to; without an id they are dropped.
    if (messageId === undefined) throw new Error(`not subscribed to ${topic}`)
    try {
      return messageId(message)
    } catch {
      return hash('sha256', message, 'buffer')
    }
  }

  function running(): GossipSub {
    if (pubsub === undefined) throw new Error('gossip is not started')
    return pubsub
  }

  async function judge(topic: string, onMessage: OnGossip, peerId: PeerId, message: Uint8Array): Promise<Verdict> {
    const from = keyOfPeerId(peerId)
    if (from === undefined || !isAllowed(from) || conduct.isMuted(peerId.toString())) return 'ignore'
    if (!guard.mayJudge(peerId.toString())) return 'ignore'
    try {
      const verdict = await onMessage(message, from)
      if (verdict === 'reject') {
        conduct.invalidMessage(peerId.toString())
        log.warn({ topic, peer: from }, 'gossip.rejected')
      }
      return verdict
    } catch (error) {
      log.error({ topic, peer: from, error }, 'gossip.validator-failed')
      return 'ignore'
    }
  }

  return {
    service(components) {
      connectionsOf = peer => components.connectionManager.getConnections(peer)
      pubsub = gossipsub({
        globalSignaturePolicy: StrictNoSign,
        allowPublishToZeroTopicPeers: true,
        ignoreDuplicatePublishError: true,
        fallbackToFloodsub: false,
        doPX: false,
        tagMeshPeers: false,
        Dhi: MOST_NEIGHBOURS,
        maxOutboundBufferSize: MAX_OUTBOUND_BUFFER_BYTES,
        maxInboundDataLength: MAX_INBOUND_FRAME_BYTES,
        msgIdFn: message => idOf(message.topic, message.data),
        scoreParams: {
          topics: {},
          appSpecificWeight: 1,
          appSpecificScore: peer => conduct.score(peer),
          // A house full of nodes, or a test, shares one address.
          IPColocationFactorWeight: 0,
          // Broken promises happen to honest peers under load; a habit of them does not.
          behaviourPenaltyThreshold: 6,
        },
      })({ ...components, registrar: gossipRegistrar(components.registrar, isMember, guard.heard) })
      return pubsub
    },
    subscribe(topic, onMessage, messageId) {
      messageIds.set(topic, messageId)
      running().topicValidators.set(
        topic,
        async (peerId, message) => VERDICTS[await judge(topic, onMessage, peerId, message.data)],
      )
      running().subscribe(topic)
    },
    unsubscribe(topic) {
      running().unsubscribe(topic)
      running().topicValidators.delete(topic)
      messageIds.delete(topic)
    },
    async publish(topic, message) {
      await running().publish(topic, message)
    },
    isCarriedBy: connection =>
      connection.streams.some(stream => stream.direction === 'outbound' && stream.protocol.startsWith('/meshsub/')),
  }
}
