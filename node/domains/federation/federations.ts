import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { ToldCharter } from '../../../protocol/federation/charter-told.ts'
import type { ExpulsionGround } from '../../../protocol/federation/expulsion.ts'
import { type Merger, mergeTerms } from '../../../protocol/federation/merge-terms.ts'
import type { NodeReplacement } from '../../../protocol/federation/node-replacement.ts'
import { type FederationGroup, readGenesis, type Ticket } from '../../../protocol/federation/roster.ts'
import type { Span } from '../../../protocol/federation/span.ts'
import { stewardKeys } from '../../../protocol/federation/steward-key.ts'
import { withTerms } from '../../../protocol/group/amending.ts'
import { type Charter, charterCodec, charterTerms } from '../../../protocol/group/charter.ts'
import { parseRational, type Rational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'
import { openSeatings } from './council.ts'
import { openCouncilMotions } from './motions.ts'
import { openStoredMandates } from './stored-mandates.ts'
import { openStoredOffers } from './stored-offers.ts'
import { openStoredProposals } from './stored-proposals.ts'
import { openSuccessions } from './successions.ts'
import { openVetoes } from './vetoes.ts'

/** A federation that this node's group belongs to. */
export type Membership = {
  readonly federation: Cid
  /** In force as far as this node's copy of the federation's log goes. */
  readonly charter: Charter
  readonly addresses: readonly string[]
  readonly feed: Cid
  /** How its node came to the key that the charter here names; empty where it is the first. */
  readonly replacements: readonly NodeReplacement[]
}

type GroupRow = {
  cid: string
  charter: Uint8Array
  node: Uint8Array | null
  terms: Uint8Array | null
  charter_entry: string | null
  steward_keys: Uint8Array | null
  former_nodes: string | null
  weight: string
  feed: string
  addresses: string
  state: FederationGroup['state']
  joined_at_ms: number
  merged_from: string | null
  expelled_at_ms: number | null
  cause: string | null
}
type ToldRow = {
  group_cid: string
  entry: string
  charter: Uint8Array
  steps: number
  bytes: number
  standing: string | null
  former_nodes: string | null
}
type TicketRow = { key: Uint8Array; weight: string; expires_at_ms: number; used: number; revoked: number }
/** Queries over rosters and memberships, and over what stands in the logs of federations and in feeds. `log` is the row of a federation's log or a feed. */
export type Federations = ReturnType<typeof openFederations>

export function openFederations(store: Store) {
  const ticketOf = store.prepare<[number, Uint8Array], TicketRow>('SELECT * FROM ticket WHERE log = ? AND key = ?')
  const ticketsOf = store.prepare<[number], TicketRow>('SELECT * FROM ticket WHERE log = ? ORDER BY expires_at_ms, key')
  const lastTicketOf = store
    .prepare<[number], number | null>(
      'SELECT max(expires_at_ms) FROM ticket WHERE log = ? AND used = 0 AND revoked = 0',
    )
    .pluck()
  const groundsOf = store.prepare<[number, string], { cid: string; by: Uint8Array | null; cause: string }>(
    'SELECT cid, by, cause FROM expulsion_ground WHERE log = ? AND group_cid = ? ORDER BY cid',
  )
  const isFederated = store
    .prepare<[number, string], number>('SELECT 1 FROM federated WHERE log = ? AND federation = ?')
    .pluck()
  const federatedIn = store
    .prepare<[number], string>('SELECT federation FROM federated WHERE log = ? ORDER BY federation')
    .pluck()
  const spanOf = store.prepare<[number], { federation: string; within: string }>(
    'SELECT federation, within FROM spanned WHERE log = ? ORDER BY federation, within',
  )
  const groupOf = store.prepare<[number, string], GroupRow>('SELECT * FROM federation_group WHERE log = ? AND cid = ?')
  const standingOf = store
    .prepare<[string], string>(
      'SELECT standing FROM federation_group WHERE cid = ? AND standing IS NOT NULL ORDER BY log DESC LIMIT 1',
    )
    .pluck()
  const groupsBehind = store.prepare<[number, string, string], GroupRow>(
    'SELECT * FROM federation_group WHERE log = ? AND (cid = ? OR feed = ?) ORDER BY cid',
  )
  const groupsOf = store.prepare<[number], GroupRow>('SELECT * FROM federation_group WHERE log = ? ORDER BY cid')
  const membershipsOf = store.prepare<
    [number],
    { federation: string; charter: Uint8Array; addresses: string; feed: string; terms: Uint8Array | null }
  >(
    `SELECT federation, charter, addresses, feed,
       (SELECT terms FROM charter_version WHERE log = (SELECT id FROM log WHERE cid = federation) AND idx > 0
        ORDER BY idx DESC LIMIT 1) AS terms
     FROM federated WHERE log = ? ORDER BY federation`,
  )
  const feedOf = store.prepare<[number], { federation: string; group_cid: string }>(
    'SELECT federation, group_cid FROM feed WHERE log = ?',
  )

  const reachableOf = store.prepare<[number], string>('SELECT addresses FROM reachable WHERE log = ?').pluck()
  const forkIn = store
    .prepare<[string, Uint8Array], string | null>('SELECT min(entry) FROM fork WHERE log = ? AND key = ?')
    .pluck()
  const forksIn = store
    .prepare<[string], string>(
      'SELECT min(entry) FROM fork WHERE log IN (SELECT value FROM json_each(?)) GROUP BY log, key ORDER BY 1',
    )
    .pluck()

  const mergersOf = store.prepare<[number], { entry: string; at_ms: number; terms: Uint8Array }>(
    'SELECT entry, at_ms, terms FROM merger WHERE log = ? ORDER BY at_ms, entry',
  )

  const toldOf = store.prepare<[number, string], ToldRow>('SELECT * FROM charter_told WHERE log = ? AND telling = ?')
  const successionOf = openSuccessions(store)

  // A genesis entry never changes, and reading one checks its signature: once is enough.
  const charters = new Map<string, Charter>()
  const charterIn = (id: string, genesis: Uint8Array): Charter => {
    const held = charters.get(id)
    if (held) return held
    const read = readGenesis(genesis, verifyOneNatively)
    if (isRefusal(read)) throw new Error(`stored charter does not read: ${read.code}`)
    charters.set(id, read.charter)
    return read.charter
  }
  const currentCharter = ({ cid, charter, node, terms }: GroupRow): Charter => {
    const founding = charterIn(cid, charter)
    const amended = terms ? withTerms(founding, readStored(charterTerms, terms)) : founding
    return node ? { ...amended, node: publicKeyHex(node) } : amended
  }
  const formerNodes = ({ cid, charter, node, former_nodes }: GroupRow): Pick<FederationGroup, 'formerNodes'> => {
    const founding = charterIn(cid, charter).node
    const isOther = node && publicKeyHex(node) !== founding
    return isOther ? { formerNodes: former_nodes ? readKeys(former_nodes) : [founding] } : {}
  }
  const readGroup = (row: GroupRow): FederationGroup => ({
    id: storedCid(row.cid),
    charter: currentCharter(row),
    ...formerNodes(row),
    ...(row.charter_entry === null ? {} : { amended: storedCid(row.charter_entry) }),
    ...(row.steward_keys === null ? {} : { keys: readStored(stewardKeys, row.steward_keys) }),
    weight: weightIn(row.weight),
    feed: storedCid(row.feed),
    addresses: readAddresses(row.addresses),
    state: row.state,
    joinedAtMs: row.joined_at_ms,
    ...(row.merged_from === null ? {} : { mergedFrom: storedCid(row.merged_from) }),
    ...(row.expelled_at_ms === null ? {} : { expelled: { atMs: row.expelled_at_ms, cause: row.cause ?? '' } }),
  })
  const forkOf = (log: Cid, key: PublicKeyHex): Cid | undefined => {
    const entry = forkIn.get(log, fromHex(key))
    return entry ? storedCid(entry) : undefined
  }
  return {
    ticket(log: number, key: PublicKeyHex): Ticket | undefined {
      const row = ticketOf.get(log, fromHex(key))
      return row && readTicket(row)
    },
    /** What a telling has told of the charter of a group that has not come in yet. */
    told(log: number, telling: string): ToldCharter | undefined {
      const row = toldOf.get(log, telling)
      return row && readTold(row)
    },
    vetoes: openVetoes(store),
    tickets: (log: number): Ticket[] => ticketsOf.all(log).map(readTicket),
    /** What speaks for expelling a group since it last joined. */
    expulsionGrounds: (log: number, group: Cid): ExpulsionGround[] =>
      groundsOf.all(log, group).map(({ cid, by, cause }) => {
        return { entry: storedCid(cid), group, by: by && publicKeyHex(by), cause }
      }),
    /** What a log says of seats on the council, in its order. */
    seatings: openSeatings(store),
    /** Motions of councils. */
    motions: openCouncilMotions(store),
    /** Its mergers with others, of a federation. */
    mergers: (log: number): Merger[] =>
      mergersOf.all(log).map(({ entry, at_ms: atMs, terms }) => ({
        entry: storedCid(entry),
        atMs,
        terms: readStored(mergeTerms, terms),
      })),
    isMemberOf: (log: number, federation: Cid): boolean => isFederated.get(log, federation) !== undefined,
    memberOf: (log: number): Cid[] => federatedIn.all(log).map(storedCid),
    /** Federations below the group of a feed, as it says. */
    span: (feed: number): Span =>
      spanOf.all(feed).map(({ federation, within }) => ({ id: storedCid(federation), in: storedCid(within) })),
    /** When the last ticket expires that nobody has used; null where there is none. */
    lastTicketMs: (log: number): number | null => lastTicketOf.get(log) ?? null,
    ...openStoredProposals(store),
    ...openStoredMandates(store),
    ...openStoredOffers(store),
    group(log: number, id: Cid): FederationGroup | undefined {
      const row = groupOf.get(log, id)
      return row && readGroup(row)
    },
    groups: (log: number): FederationGroup[] => groupsOf.all(log).map(readGroup),
    /** The groups of a federation whose own log or feed this one is. */
    groupsBehind: (federation: number, log: Cid): FederationGroup[] =>
      groupsBehind.all(federation, log, log).map(readGroup),
    /** The checkpoint of a group's own log that stands since its node has another key. */
    standing: (group: Cid): string | undefined => standingOf.get(group),
    /** The entry that proves that a key has signed two histories of a log. */
    fork: forkOf,
    /** The same of a group's node, for the group's own log or its feed here: then it is set apart. */
    isForked: ({ id, feed, charter }: Pick<FederationGroup, 'id' | 'feed' | 'charter'>): boolean =>
      [id, feed].some(log => forkOf(log, charter.node) !== undefined),
    /** One such proof for every key that has signed two histories of one of these logs. */
    forksIn: (logs: readonly Cid[]): Cid[] => forksIn.all(JSON.stringify(logs)).map(storedCid),
    memberships: (ownLog: number): Membership[] =>
      membershipsOf.all(ownLog).map(row => {
        const federation = storedCid(row.federation)
        const founding = charterIn(row.federation, row.charter)
        const { replacements, addresses } = successionOf(federation, founding)
        const node = replacements.at(-1)?.node ?? founding.node
        const charter = row.terms ? withTerms(founding, readStored(charterTerms, row.terms)) : founding
        return {
          federation,
          charter: { ...charter, node },
          addresses: [...new Set([...addresses, ...readAddresses(row.addresses)])],
          feed: storedCid(row.feed),
          replacements,
        }
      }),
    /** Where the node of a feed, or of a federation, said last that it is reached; undefined before it said anything. */
    reachable(log: number): string[] | undefined {
      const addresses = reachableOf.get(log)
      return addresses === undefined ? undefined : readAddresses(addresses)
    },
    feed(log: number): { federation: Cid; group: Cid } | undefined {
      const row = feedOf.get(log)
      return row && { federation: storedCid(row.federation), group: storedCid(row.group_cid) }
    },
  }
}

function readTold({ group_cid: group, entry, charter, steps, bytes, standing, former_nodes }: ToldRow): ToldCharter {
  const former = former_nodes === null ? {} : { formerNodes: readKeys(former_nodes) }
  const charterInForce = readStored(charterCodec, charter)
  const inForce = { id: storedCid(group), entry: storedCid(entry), charter: charterInForce, ...former }
  return { inForce, steps, bytes, ...(standing === null ? {} : { standing }) }
}

function readTicket({ key, weight, expires_at_ms, used, revoked }: TicketRow): Ticket {
  return {
    key: publicKeyHex(key),
    weight: weightIn(weight),
    expiresAtMs: expires_at_ms,
    used: used === 1,
    revoked: revoked === 1,
  }
}

function weightIn(text: string): Rational {
  const weight = parseRational(text)
  if (!weight) throw new Error(`stored weight does not read: ${text}`)
  return weight
}

function readKeys(json: string): PublicKeyHex[] {
  return readAddresses(json).map(key => publicKeyHex(fromHex(key)))
}

function readAddresses(json: string): string[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
