import { author } from '../../../protocol/author.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { MAX_ADDRESSES } from '../../../protocol/federation/addresses.ts'
import type { FeedFounded } from '../../../protocol/federation/feed.ts'
import {
  type NodeReplacement,
  type ReplacementTerms,
  withoutCharter,
} from '../../../protocol/federation/node-replacement.ts'
import {
  encodeReplacements,
  latestKey,
  MOST_REPLACEMENTS,
  type NodeSucceeded,
  readSucceeded,
} from '../../../protocol/federation/succession.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry, SALT_BYTES, type SignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { fitInOneEntry, MOST_AMENDMENT_BYTES } from './charter-steps.ts'
import type { Membership } from './federations.ts'

/** What the council has to sign so that another key speaks for the group: the history in this store is the one that stands. */
export function proposeReplacement(
  core: Core,
  node: ReplacementTerms['node'],
): Omit<NodeReplacement, 'signatures'> | Refusal {
  const own = core.ownGroup()
  const charter = own && core.reader(own).charter()
  if (!own || !charter) return refuse('group/none')
  // Who follows a federation's key may not hold its log yet; of a group of people its feeds tell the charter.
  const amended = charter.members === 'groups' ? amendmentsIn(core).at(-1) : undefined
  const terms = {
    group: own.id,
    replaces: charter.node,
    node,
    standing: own.checkpoint,
    ...(amended ? { amended } : {}),
  }
  return (charter.members === 'groups' ? refuseLong(core, own, { ...terms, signatures: [] }) : undefined) ?? terms
}

/** Members and who joins are told all keys that there were, in one entry. */
function refuseLong(core: Core, own: LogRow, next: NodeReplacement): Refusal | undefined {
  const all = [...replacementsOf(core, own), next]
  const bytes = encodeReplacements(all).length
  if (all.length <= MOST_REPLACEMENTS && bytes <= MOST_AMENDMENT_BYTES) return undefined
  return refuse('node/too-many-keys', {
    keys: all.length,
    most: MOST_REPLACEMENTS,
    bytes,
    mostBytes: MOST_AMENDMENT_BYTES,
  })
}

/**
 * What tells others that this key speaks for the group, whoever they are: its charter, what the council signed, where the node
 * is reached. For the nodes of a federation's members, and for outside witnesses.
 * @param addresses in the place of where the former node said last that it was, with the new key.
 */
export function successionTold(
  core: Core,
  addressFor: (former: string) => string,
  addresses: readonly string[] = [],
): NodeSucceeded | Refusal {
  const own = core.ownGroup()
  const genesis = own && core.tables.entry(own.id)
  if (!own || !genesis) return refuse('group/none')
  const said = core.tables.ofKinds(own.row, ['node/reachable']).flatMap(({ signed }) => {
    const entry = decodeEntry(signed)
    const known = isRefusal(entry) ? entry : openBody('node/reachable', entry)
    return isRefusal(known) ? [] : [known.body.addresses]
  })
  const there = addresses.length > 0 ? [...addresses] : (said.at(-1) ?? [])
  return {
    charter: encodeSignedEntry(genesis.signed),
    replacements: replacementsOf(core, own),
    addresses: [...new Set(there.map(addressFor))].slice(0, MAX_ADDRESSES),
  }
}

/**
 * At the node of a member group: the federation's node has another key. It goes into the group's feed, and so to everyone who
 * keeps the federation's log. What is known already is said once. Refuses with `federation/unknown` and as the rule does.
 */
export async function tellOfSuccession(core: Core, told: NodeSucceeded): Promise<{ told: boolean } | Refusal> {
  const own = core.ownGroup()
  const succeeded = readSucceeded(told)
  if (!own) return refuse('group/none')
  if (isRefusal(succeeded)) return succeeded
  const membership = core.projections.federations.memberships(own.row).find(m => m.federation === succeeded.id)
  if (!membership) return refuse('federation/unknown', { federation: succeeded.id })
  const isSame = membership.charter.node === latestKey(succeeded.succession)
  if (isSame && told.addresses.every(address => membership.addresses.includes(address))) return { told: false }
  if (!isSame && membership.replacements.length >= told.replacements.length) {
    return refuse('node/bad-replacement', { problem: 'it does not replace the key that there is' })
  }
  const ack = await core.write(membership.feed, 'node/succeeded', told)
  return isRefusal(ack) ? ack : { told: true }
}

/** An entry that a federation's node has to take before the group speaks there again. */
export type Handover = { readonly federation: Cid; readonly name: string; readonly entry: SignedEntry }

/**
 * The new key takes over: it founds a feed anew in every federation and enters what the council signed into the group's own
 * log. The core has been opened with it. What was done already is not done twice, so who was cut off does it again.
 * @param addressFor the address of a node under another key, from one under the former.
 */
export async function takeOver(
  core: Core,
  replacement: NodeReplacement,
  addressFor: (former: string) => string,
): Promise<readonly Handover[] | Refusal> {
  const own = core.ownGroup()
  if (!own) return refuse('group/none')
  const isDone = core.reader(own).charter()?.node === core.nodeKey
  // What was acknowledged after the council had signed would be lost.
  if (!isDone && own.checkpoint !== replacement.standing) {
    return refuse('node/bad-replacement', { problem: 'the history that was signed is not the one held here' })
  }
  if (replacement.node !== core.nodeKey) return refuse('node/bad-replacement', { problem: 'not the key of this node' })
  const { federations } = core.projections
  const feeds: { federation: Cid; feed: Cid }[] = []
  for (const { federation } of federations.memberships(own.row)) {
    const feed = await feedOf(core, own.id, federation, replacement)
    if (isRefusal(feed)) return feed
    feeds.push({ federation, feed })
  }
  if (!isDone) {
    const entered = await core.write(own.id, 'node/replaced', { replacement, feeds })
    if (isRefusal(entered)) return entered
  }
  return federations.memberships(own.row).map(membership => handover(core, membership, replacement, addressFor))
}

function handover(
  core: Core,
  { federation, charter, feed }: Membership,
  replacement: NodeReplacement,
  addressFor: (former: string) => string,
): Handover {
  const log = core.logs.get(federation)
  const former = log && core.projections.federations.group(log.row, replacement.group)
  const addresses = (former?.addresses ?? []).map(addressFor)
  const authoring = { log: federation, at: core.now(), seq: 1, salt: core.randomBytes(SALT_BYTES) }
  const body = { replacement: withoutCharter(replacement), feed, addresses }
  const entry = author('federation/node-replaced', body, authoring, core.signer)
  return { federation, name: charter.name, entry }
}

/** The feed that this key has founded in a federation, founded now if there is none. */
async function feedOf(core: Core, group: Cid, federation: Cid, replacement: NodeReplacement): Promise<Cid | Refusal> {
  const founded = [...core.logs.values()].find(row => {
    const feed = row.own ? core.reader(row).feed() : undefined
    return feed?.federation === federation && feed.node === core.nodeKey
  })
  if (founded) return founded.id
  const own = core.ownGroup()
  const earlier = own ? replacementsOf(core, own) : []
  return foundFeed(core, group, federation, [...earlier.filter(({ node }) => node !== core.nodeKey), replacement])
}

/** Founds a feed by the key that this node has, and shows how the group came to it. */
export async function foundFeed(
  core: Core,
  group: Cid,
  federation: Cid,
  replacements: readonly NodeReplacement[],
): Promise<Cid | Refusal> {
  const genesis = core.tables.entry(group)
  if (!genesis) return refuse('group/none')
  const founding = { federation, group, charter: encodeSignedEntry(genesis.signed) }
  // Where the key is the founding charter's, the feed tells of amendments as of any.
  const shown =
    replacements.length > 0 ? { replacements: replacements.map(withoutCharter), ...amendmentsShown(core) } : {}
  const body: FeedFounded = { ...founding, ...shown }
  const ack = await core.write(null, 'feed/founded', body, { genesis: 'feed' })
  return isRefusal(ack) ? ack : ack.id
}

/** Amendments with which a feed is founded; that they follow where they do not fit. */
function amendmentsShown(core: Core): Pick<FeedFounded, 'amendments' | 'amendmentsFollow'> {
  const own = core.ownGroup()
  const amendments = amendmentsOf(core)
  if (amendments.length > 0) return { amendments }
  return own && core.projections.charters.order(own.row).length > 1 ? { amendmentsFollow: true } : {}
}

/** How the key of this node's own log came to be what it is. */
export function replacementsOf(core: Core, own: LogRow): NodeReplacement[] {
  return core.tables.ofKinds(own.row, ['node/replaced']).flatMap(({ signed }) => {
    const entry = decodeEntry(signed)
    const known = isRefusal(entry) ? entry : openBody('node/replaced', entry)
    return isRefusal(known) ? [] : [known.body.replacement]
  })
}

/** How the group's charter was amended, as it goes into a feed or a joining: each entry, encoded. None where they are too many. */
export function amendmentsOf(core: Core): Uint8Array[] {
  const amendments = amendmentsIn(core)
  return fitInOneEntry(amendments) ? amendments : []
}

function amendmentsIn(core: Core): Uint8Array[] {
  const own = core.ownGroup()
  if (!own) return []
  return core.projections.charters.versions(own.row).flatMap(({ entry, ground }) => {
    const stored = ground && core.tables.entry(entry)
    return stored ? [encodeSignedEntry(stored.signed)] : []
  })
}
