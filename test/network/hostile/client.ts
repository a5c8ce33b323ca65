import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { type GossipSub, gossipsub, StrictNoSign } from '@libp2p/gossipsub'
import { type Identify, identify } from '@libp2p/identify'
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { concatBytes } from '../../../protocol/bytes/compare.ts'

/** A libp2p node put together from the packages, without a line of ours, with the key of its choice. */
export type Client = {
  readonly node: Libp2p<{ pubsub: GossipSub; identify: Identify }>
  readonly connection: Connection
  /** Connections that are open. */
  open(): number
  stop(): Promise<void>
}

export async function hostileClient(seed: Uint8Array, victim: string): Promise<Client> {
  const node = await createLibp2p({
    privateKey: privateKeyFromRaw(concatBytes(seed, nativeSignerFromSeed(seed).publicKey)),
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ maxOutboundStreams: 100_000, streamOptions: { maxStreamWindowSize: 16 * 1024 * 1024 } })],
    connectionManager: { maxConnections: 1_000 },
    connectionGater: { denyDialMultiaddr: () => false },
    services: {
      identify: identify(),
      pubsub: gossipsub({
        globalSignaturePolicy: StrictNoSign,
        allowPublishToZeroTopicPeers: true,
        maxOutboundBufferSize: 256 * 1024 * 1024,
      }),
    },
  })
  const dialing = node.dial(multiaddr(victim), { signal: AbortSignal.timeout(30_000) })
  const connection = await dialing.catch(async (error: unknown) => {
    await node.stop()
    throw error
  })
  return {
    node,
    connection,
    open: () => node.getConnections().filter(({ status }) => status === 'open').length,
    stop: async () => {
      await node.stop()
    },
  }
}

/** Opens a stream; undefined where it is refused. */
export async function streamTo(connection: Connection, protocol: string): Promise<Stream | undefined> {
  try {
    const signal = AbortSignal.timeout(5_000)
    return await connection.newStream(protocol, { signal, maxOutboundStreams: 100_000 })
  } catch {
    return undefined
  }
}

/** Sends what the stream still takes. */
export function push(stream: Stream, bytes: Uint8Array): boolean {
  try {
    stream.send(bytes)
    return true
  } catch {
    return false
  }
}
