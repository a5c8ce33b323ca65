import type { Core } from '../../../node/core.ts'
import { openCore } from '../../../node/core.ts'
import { nodeKeyPath, storePath } from '../../../node/data-folder.ts'
import { evidenceOfMandate } from '../../../node/domains/federation/evidence.ts'
import { type NetworkHost, startHost } from '../../../node/federation/host/host.ts'
import { type Network, startNetwork } from '../../../node/federation/network.ts'
import { keyInFile } from '../../../node/key-file.ts'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { startVerifier } from '../../../node/log/verifier.ts'

import { accepted } from '../../support/test-core.ts'
import { surroundings } from '../city.ts'
import type { Seat } from './found-federation.ts'

/** A node of the mesh. */
export type MeshNode = { readonly core: Core; readonly host: NetworkHost; readonly network: Network }

const PATIENCE_MS = 600_000

export type MeshOptions = {
  /** Threads that verify, for all nodes together. */
  readonly verifiers?: number
  /** Called for every copy of a gossip message that comes in anywhere, and once for each that is published. */
  readonly onCopy?: () => void
}

/** Starts the nodes of some data folders in this one process, over real TCP. */
export async function startMesh(
  seats: readonly Seat[],
  stack: AsyncDisposableStack,
  { verifiers = 0, onCopy }: MeshOptions = {},
): Promise<MeshNode[]> {
  const verifier = stack.use(startVerifier(verifiers))
  const nodes: MeshNode[] = []
  for (const { folder, listen } of seats) {
    const seed = accepted(keyInFile(nodeKeyPath(folder), surroundings.randomBytes))
    const options = { path: storePath(folder), signer: nativeSignerFromSeed(seed), verifier, ...surroundings }
    const core = stack.use(accepted(openCore(options)))
    const { now, log } = surroundings
    const bare = stack.use(await startHost({ seed, listen: [listen], now, random: Math.random, log }))
    const host = onCopy ? counting(bare, onCopy) : bare
    const network = stack.use(startNetwork({ core, host, evidence: mandate => evidenceOfMandate(core, mandate) }))
    nodes.push({ core, host, network })
  }
  return nodes
}

/** Waits until everyone is connected to everyone, and holds all that anyone has written. */
export async function meshed(nodes: readonly MeshNode[], peers = nodes.length - 1) {
  const startMs = performance.now()
  const connected = (host: NetworkHost) => host.peers().filter(peer => peer.connected).length
  const isWhole = () => {
    const logs = nodes.flatMap(({ core }) => [...core.logs.values()].filter(log => log.own))
    const shared = logs.filter(({ id, type }) => type === 'feed' || id === nodes[0]?.core.ownGroup()?.id)
    return nodes.every(
      ({ core, host }) =>
        connected(host) >= peers && shared.every(({ id, range }) => core.logs.get(id)?.range.size === range.size),
    )
  }
  while (!isWhole()) {
    if (performance.now() - startMs > PATIENCE_MS) throw new Error('the mesh did not come together')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** Gossip asks for the id of every copy, to see whether it has come before. */
function counting(host: NetworkHost, onCopy: () => void): NetworkHost {
  return {
    ...host,
    subscribe: (topic, onMessage, messageId) =>
      host.subscribe(topic, onMessage, message => {
        onCopy()
        return messageId(message)
      }),
  }
}
