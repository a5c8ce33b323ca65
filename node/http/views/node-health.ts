import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { LogRow } from '../../log/log-tables.ts'
import {
  checksSignatures,
  dueClosings,
  isDiskLow,
  NODE_WARNINGS,
  type NodeWarning,
  type Storage,
  storageOf,
} from '../../ops/node-health.ts'
import { version } from '../../version.ts'
import type { Context } from '../context.ts'
import type { NodeHealthView } from '../schema/node-health.ts'
import { groupsOf, knownFederations } from './federation.ts'

type LogView = NodeHealthView['logs'][number]

/** How the node is, in figures, and what a steward should look into. */
export async function nodeHealth(using: Context, own: LogRow): Promise<NodeHealthView> {
  const { core, network, startedMs } = using
  const peers = network?.peers() ?? []
  const storage = storageOf(core)
  const signaturesChecked = await checksSignatures(core, own)
  const connected = peers.filter(peer => peer.connected).length
  return {
    version,
    uptimeMs: Math.round(performance.now() - startedMs),
    warnings: warningsOf(using, own, { storage, signaturesChecked, isAlone: peers.length > 0 && connected === 0 }),
    storage,
    logs: logViews(using, own),
    signaturesChecked,
    peers: { known: peers.length, connected },
    closings: dueClosings(core, own.row),
  }
}

function warningsOf(
  { core, network, members }: Context,
  own: LogRow,
  seen: { storage: Storage; signaturesChecked: boolean; isAlone: boolean },
): NodeWarning[] {
  const { federations } = core.projections
  const isBehind = network?.whole().feeds.some(({ peersAhead }) => peersAhead > 0) ?? false
  const stewards = members.list(own.row).filter(({ role, state }) => role === 'steward' && state === 'active')
  const holds: Record<NodeWarning, boolean> = {
    'disk-low': isDiskLow(seen.storage),
    'signatures-unchecked': !seen.signaturesChecked,
    'nobody-connected': seen.isAlone,
    'feed-behind': isBehind,
    forked: [...core.logs.values()].some(({ id }) => federations.fork(id, core.nodeKey) !== undefined),
    'one-steward': stewards.length === 1,
  }
  return NODE_WARNINGS.filter(warning => holds[warning])
}

function logViews(using: Context, own: LogRow): LogView[] {
  const { core } = using
  const federations = knownFederations(using, own)
  const groups = federations.flatMap(known => groupsOf(using, known))
  return [...core.logs.values()].map(log => {
    const { id, row, range } = log
    const feed = core.projections.federations.feed(row)
    const speaker = feed ? groups.find(group => group.id === feed.group)?.charter : core.reader(log).charter()
    const what = feed ? 'feed' : row === own.row ? 'group' : 'federation'
    return { id, what, of: plainName(speaker?.name ?? ''), entries: range.size }
  })
}
