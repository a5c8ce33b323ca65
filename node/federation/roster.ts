import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { FederationGroup } from '../../protocol/federation/roster.ts'
import { standingHead } from '../../protocol/federation/succession.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import type { KindName } from '../../protocol/kinds.ts'
import type { TreeHead } from '../../protocol/log/checkpoint.ts'
import type { Core } from '../core.ts'
import { addressOfKey } from './host/address-of-key.ts'

/** A log that the nodes of a federation keep, and the one node that writes it. */
export type SharedLog = {
  readonly log: Cid
  readonly writer: PublicKeyHex
  /** The member group whose feed it is; null for the federation's own log. */
  readonly group: Cid | null
  /** Keys that wrote the log before; what they say comes from who has not heard of the new one. */
  readonly former?: readonly PublicKeyHex[]
  /** The histories of theirs that stand. */
  readonly standing?: readonly Standing[]
  readonly own: boolean
}
/** What a former key has written, and a council has let stand. */
export type Standing = { readonly by: PublicKeyHex; readonly head: TreeHead }

export type RosterPeer = { readonly key: PublicKeyHex; readonly addresses: string[] }

/** Kinds that come by the thousand, in feeds and in groups' own logs, and change nobody's roster. */
const OF_NO_ROSTER: ReadonlySet<KindName> = new Set([
  'ballot/cast',
  'delegation/given',
  'delegation/revoked',
  'group/checkpoint',
  'mandate/issued',
  'offer/published',
])

/** Whether entries of some kind may change who belongs to a federation, by which key, or where they are reached. */
export const mayMoveRoster = (kind: KindName): boolean => !OF_NO_ROSTER.has(kind)

/** One federation that this node has part in: what it keeps, and with whom. */
export type FederationScope = {
  readonly federation: Cid
  readonly charter: Charter
  readonly logs: readonly SharedLog[]
  readonly peers: readonly RosterPeer[]
}

/** Every federation of this node's group, and the group itself if it is one, as its logs say now. */
export function readScopes(core: Core): FederationScope[] {
  const own = core.ownGroup()
  if (!own) return []
  const { federations } = core.projections
  const scopes = federations.memberships(own.row).map(({ federation, charter, addresses, feed, replacements }) => {
    const log = core.logs.get(federation)
    const groups = log ? federations.groups(log.row) : []
    const said = log && federations.reachable(log.row)
    // The ticket's stay: what was said last may have been said by mistake, and nobody could tell us otherwise.
    const there = unique([...(said ?? []), ...addresses])
    // A new key may well be at the place of the former one, and one dial takes addresses of one key alone.
    const anew = replacements.length > 0 ? there.map(address => addressOfKey(address, charter.node)) : there
    const seat: RosterPeer = { key: charter.node, addresses: unique(anew) }
    const scope = scopeOf(core, {
      federation,
      charter,
      groups,
      others: [seat],
      standing: replacements.flatMap(replacement => {
        const head = standingHead(replacement)
        return head ? [{ by: replacement.replaces, head }] : []
      }),
    })
    if (scope.logs.some(({ log }) => log === feed)) return scope
    // Until the federation's log is here and names it.
    return { ...scope, logs: [...scope.logs, { log: feed, writer: core.nodeKey, group: own.id, own: true }] }
  })
  const charter = core.reader(own).charter()
  if (charter?.members !== 'groups') return scopes
  const groups = federations.groups(own.row)
  return [...scopes, scopeOf(core, { federation: own.id, charter, groups, others: [], standing: [] })]
}

/** All peers of all federations, each once, with every address known of it. */
export function peersOf(scopes: readonly FederationScope[]): RosterPeer[] {
  const addresses = new Map<PublicKeyHex, Set<string>>()
  for (const peer of scopes.flatMap(({ peers }) => peers)) {
    const known = addresses.get(peer.key) ?? new Set()
    for (const address of peer.addresses) known.add(address)
    addresses.set(peer.key, known)
  }
  return [...addresses].map(([key, known]) => ({ key, addresses: [...known] }))
}

/** Federations that a peer shares with this node. */
export function sharedWith(scopes: readonly FederationScope[], peer: PublicKeyHex): FederationScope[] {
  return scopes.filter(({ peers }) => peers.some(({ key }) => key === peer))
}

type Parts = Pick<FederationScope, 'federation' | 'charter'> & {
  readonly groups: readonly FederationGroup[]
  readonly others: readonly RosterPeer[]
  readonly standing: readonly Standing[]
}

function scopeOf(core: Core, { federation, charter, groups, others, standing }: Parts): FederationScope {
  const own = charter.node === core.nodeKey
  const former = standing.map(({ by }) => by)
  const seat: SharedLog = { log: federation, writer: charter.node, group: null, own, former, standing }
  const logs = new Map<Cid, SharedLog>([[federation, seat]])
  for (const group of groups) {
    const own = group.charter.node === core.nodeKey
    // A group that names another's feed as its own gets nothing by it: the feed says whose it is.
    const row = core.logs.get(group.feed)
    const founder = row && core.projections.federations.feed(row.row)?.group
    if ((founder && founder !== group.id) || logs.has(group.feed)) continue
    logs.set(group.feed, { log: group.feed, writer: group.charter.node, group: group.id, own })
  }
  const members = groups
    .filter(({ state }) => state === 'member')
    .map(group => ({ key: group.charter.node, addresses: addressesOf(core, group) }))
  const peers = [...others, ...members].filter(({ key }) => key !== core.nodeKey)
  return { federation, charter, logs: [...logs.values()], peers }
}

/** Where a group's node said last in its feed that it is reached; before that, what was said on joining. */
function addressesOf(core: Core, { feed, addresses }: FederationGroup): string[] {
  const log = core.logs.get(feed)
  return [...((log && core.projections.federations.reachable(log.row)) ?? addresses)]
}

function unique(addresses: readonly string[]): string[] {
  return [...new Set(addresses)]
}
