import { isRefusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { evidenceOfMandate } from '../domains/federation/evidence.ts'
import { type NetworkHost, startHost } from '../federation/host/host.ts'
import { type Network, startNetwork } from '../federation/network.ts'
import type { Carrier } from './carrying.ts'
import type { TrialNode } from './trial-node.ts'

/** A node of the trial with doors: its host listens on a free port of this machine. */
type Door = { readonly host: NetworkHost; readonly network: Network }

const LISTEN = '/ip4/127.0.0.1/tcp/0'
/** Longest wait for a log to arrive; a whole city's evidence takes less. */
const PATIENCE_MS = 120_000
const GLANCE_MS = 20

/**
 * Carries what nodes say to each other over libp2p, one host a node: rosters let them find each other, gossip and sync
 * bring logs, and evidence is asked for.
 */
export function openNetworkCarrier(federation: () => TrialNode): Carrier {
  const doors = new Map<TrialNode, Door>()
  const opening = async (node: TrialNode): Promise<Door> => {
    const held = doors.get(node)
    if (held) return held
    const { core } = node
    const random = () => new DataView(core.randomBytes(4).buffer).getUint32(0) / 2 ** 32
    // Waiting is real time, whatever the clock of the trial says.
    const host = await startHost({ seed: node.seed, listen: [LISTEN], now: Date.now, random, log: core.log })
    const network = startNetwork({ core, host, evidence: mandate => evidenceOfMandate(core, mandate), random })
    const door = { host, network }
    doors.set(node, door)
    return door
  }
  const close = async (node: TrialNode) => {
    const door = doors.get(node)
    doors.delete(node)
    await door?.network[Symbol.asyncDispose]()
    await door?.host[Symbol.asyncDispose]()
  }

  return {
    async addresses(area) {
      const [below, above] = [await opening(area), await opening(federation())]
      return { area: below.host.addresses(), federation: above.host.addresses() }
    },
    async down(area) {
      await arrived(federation().core, area.core, log => log.id === federation().id)
    },
    async up(area) {
      await arrived(area.core, federation().core, log => log.own && log.type === 'feed')
    },
    async fetchEvidence(mandate, issuer) {
      const { network } = await opening(federation())
      const startedMs = performance.now()
      for (;;) {
        const root = await network.fetchEvidence(mandate, issuer)
        // The mandate may have come by way of another group, before its own is connected.
        if (!isRefusal(root) || performance.now() - startedMs > PATIENCE_MS) return root
        await glance()
      }
    },
    leave: close,
    async [Symbol.asyncDispose]() {
      for (const node of [...doors.keys()]) await close(node)
    },
  }
}

/** Waits until `to` holds as much of some logs as `from` does. */
async function arrived(from: Core, to: Core, isMeant: (log: { id: string; own: boolean; type: string }) => boolean) {
  const startedMs = performance.now()
  const behind = () =>
    [...from.logs.values()].some(log => isMeant(log) && (to.logs.get(log.id)?.range.size ?? 0) < log.range.size)
  while (behind()) {
    if (performance.now() - startedMs > PATIENCE_MS) throw new Error('a log did not arrive over the network')
    await glance()
  }
}

const glance = () => new Promise<void>(resolve => setTimeout(resolve, GLANCE_MS))
