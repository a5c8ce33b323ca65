import { publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import { granted } from '../client/problem.ts'
import type { Core } from '../core.ts'
import { evidenceOfMandate } from '../domains/federation/evidence.ts'
import { openEvidenceTables } from '../domains/federation/evidence-tables.ts'
import type { FetchEvidence } from '../domains/federation/judging.ts'
import type { LogRow } from '../log/log-tables.ts'
import type { Addresses } from './federating.ts'
import type { TrialNode } from './trial-node.ts'

/** What brings one node's logs and evidence to another: the network, or what stands in for it in one process. */
export type Carrier = {
  /** Where a group and the federation find each other. */
  addresses(area: TrialNode): Promise<Addresses>
  /** Brings the federation's own log down to a group. */
  down(area: TrialNode): Promise<void>
  /** Brings a group's feeds up to the federation. */
  up(area: TrialNode): Promise<void>
  readonly fetchEvidence: FetchEvidence
  /** A group has done its part. */
  leave(area: TrialNode): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Copies logs and evidence from store to store.
 * @param open the groups whose stores are open.
 */
export function openStoreCarrier(federation: () => TrialNode, open: () => Iterable<TrialNode>): Carrier {
  return {
    addresses: async () => ({ area: [], federation: [] }),
    down: area => carryDown(federation(), area),
    up: area => carryUp(area, federation()),
    fetchEvidence: fetchFromStores(() => federation().core, open),
    async leave() {},
    async [Symbol.asyncDispose]() {},
  }
}

async function carryLog(from: Core, log: LogRow, to: Core): Promise<void> {
  const have = to.logs.get(log.id)?.range.size ?? 0
  if (have >= log.range.size) return
  const entries = from.tables.range(log.row, have, log.range.size - have).map(({ signed }) => signed)
  const writer = publicKeyBytes(from.nodeKey)
  granted(await to.writer.replicate({ log: log.id, from: have, entries, checkpoint: log.checkpoint, writer }))
}

async function carryDown(federation: TrialNode, area: TrialNode): Promise<void> {
  const log = federation.core.ownGroup()
  if (log) await carryLog(federation.core, log, area.core)
}

async function carryUp(area: TrialNode, federation: TrialNode): Promise<void> {
  for (const log of area.core.logs.values()) {
    if (log.own && log.type === 'feed') await carryLog(area.core, log, federation.core)
  }
}

/** Evidence straight from the store of the group that issued the mandate, in one transaction of the federation's. */
function fetchFromStores(federation: () => Core, open: () => Iterable<TrialNode>): FetchEvidence {
  return async (mandate, issuer) => {
    const from = [...open()].find(({ id }) => id === issuer.id)
    const bundle = from ? evidenceOfMandate(from.core, mandate) : refuse('evidence/missing', { group: issuer.id })
    if (isRefusal(bundle)) return bundle
    const { store } = federation()
    const tables = openEvidenceTables(store)
    store
      .transaction(() => {
        for (const [id, bytes] of bundle.blocks) tables.add(id, bytes)
      })
      .immediate()
    return bundle.root
  }
}
