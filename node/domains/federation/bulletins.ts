import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import {
  type Audience,
  type BulletinPublished,
  bulletinPublished,
  PRIORITIES,
  type Reach,
  sumReach,
} from '../../../protocol/federation/bulletin.ts'
import { withOffices } from '../../../protocol/group/office.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openMembers } from '../group/members.ts'
import { readStored, storedCid } from '../stored.ts'

/** A bulletin where it stands. `origin` names it wherever it was passed on to. */
export type StoredBulletin = BulletinPublished & {
  readonly id: Cid
  readonly origin: Cid
  readonly atMs: number
  /** Who published it first. */
  readonly from: string
  /** The federation in which it was said; null for the group's word to itself. */
  readonly federation: Cid | null
  /** By this node's own group. */
  readonly own: boolean
}

export type ReportedReach = Reach & { readonly group: Cid; readonly name: string; readonly atMs: number }

type Row = { cid: string; origin: string; at_ms: number; body: Uint8Array }
type ReachRow = Reach & { at_ms: number }
type Place = { readonly log: LogRow; readonly federation: Cid | null; readonly group: Cid; readonly name: string }

/** Of one log the newest that stand: a group that says much more drowns out none but itself. */
const MOST_OF_A_LOG = 20

export type Bulletins = ReturnType<typeof openBulletins>

/** Bulletins that concern this node's group, who of it has seen them, and what others report. */
export function openBulletins(core: Core) {
  const { store, logs } = core
  const { federations } = core.projections
  const standingIn = store.prepare<[number, number, number], Row>(
    'SELECT cid, origin, at_ms, body FROM bulletin WHERE log = ? AND until_ms > ? ORDER BY idx DESC LIMIT ?',
  )
  const reachOf = store.prepare<[number, string], ReachRow>(
    'SELECT delivered, acknowledged, members, at_ms FROM bulletin_reach WHERE log = ? AND bulletin = ?',
  )
  const addSeen = store.prepare<[string, Uint8Array]>('INSERT OR IGNORE INTO bulletin_seen VALUES (?, ?, 0)')
  const setSeen = store.prepare<[string, Uint8Array]>(
    'INSERT INTO bulletin_seen VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET acknowledged = 1',
  )
  const seenBy = store
    .prepare<[string, Uint8Array], number>('SELECT acknowledged FROM bulletin_seen WHERE origin = ? AND member = ?')
    .pluck()
  const inLog = store.prepare<[string, number], number>('SELECT 1 FROM bulletin WHERE origin = ? AND log = ?').pluck()
  const members = openMembers(store)

  /** Logs of one federation: its own, and its members' feeds. */
  const placesIn = (federation: Cid, name: string): Place[] => {
    const seat = logs.get(federation)
    if (!seat) return []
    const feeds = federations.groups(seat.row).flatMap(({ id, charter, feed, state }) => {
      const log = logs.get(feed)
      return log && state === 'member' ? [{ log, federation, group: id, name: charter.name }] : []
    })
    return [{ log: seat, federation, group: federation, name }, ...feeds]
  }
  const places = (own: LogRow): Place[] => {
    const charter = core.reader(own).charter()
    if (!charter) return []
    const home = charter.members === 'groups' ? placesIn(own.id, charter.name) : []
    const above = federations.memberships(own.row).flatMap(m => placesIn(m.federation, m.charter.name))
    return [...(home.length > 0 ? home : [{ log: own, federation: null, group: own.id, name: charter.name }]), ...above]
  }
  const standingAt = ({ log, federation, group, name }: Place, own: LogRow): StoredBulletin[] =>
    standingIn.all(log.row, core.now(), MOST_OF_A_LOG).map(row => {
      const body = readStored(bulletinPublished, row.body)
      const from = body.passes?.from ?? name
      const isOwn = group === own.id && body.passes === null
      return {
        ...body,
        id: storedCid(row.cid),
        origin: storedCid(row.origin),
        atMs: row.at_ms,
        from,
        federation,
        own: isOwn,
      }
    })
  const mostPressingFirst = (a: StoredBulletin, b: StoredBulletin) =>
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || b.atMs - a.atMs || (a.id < b.id ? -1 : 1)
  const isFor = (own: LogRow, member: PublicKeyHex, audience: Audience): boolean => {
    const found = withOffices(core.reader(own), [core.now()]).member(member)
    if (found?.state !== 'active') return false
    const { role, roles = [role] } = found
    return audience === 'all' || roles.includes(audience === 'stewards' ? 'steward' : 'delegate')
  }

  return {
    /** All that stand in one federation, or in the group's own log; newest first. */
    standing: (own: LogRow, federation: Cid | null): StoredBulletin[] =>
      places(own)
        .filter(place => place.federation === federation)
        .flatMap(place => standingAt(place, own)),
    /** All that stand, each once, however many ways it came; most pressing first. */
    all(own: LogRow): StoredBulletin[] {
      const once = new Map<Cid, StoredBulletin>()
      for (const bulletin of places(own).flatMap(place => standingAt(place, own))) {
        if (!once.has(bulletin.origin)) once.set(bulletin.origin, bulletin)
      }
      return [...once.values()].sort(mostPressingFirst)
    },
    /** Whether a log has ever told it, first or passed on. */
    isIn: (log: LogRow, origin: Cid): boolean => inLog.get(origin, log.row) !== undefined,
    isFor,
    /** Remembers that it was given to a member's page. */
    see: (origin: Cid, member: PublicKeyHex) => addSeen.run(origin, fromHex(member)),
    acknowledge: (origin: Cid, member: PublicKeyHex) => setSeen.run(origin, fromHex(member)),
    isAcknowledged: (origin: Cid, member: PublicKeyHex) => seenBy.get(origin, fromHex(member)) === 1,
    /** How many of this node's own members it has reached. */
    ownReach(own: LogRow, { origin, audience }: Pick<StoredBulletin, 'origin' | 'audience'>): Reach {
      const seen = members
        .list(own.row)
        .filter(({ key, state }) => state === 'active' && isFor(own, key, audience))
        .map(({ key }) => seenBy.get(origin, fromHex(key)))
      return {
        delivered: seen.filter(acknowledged => acknowledged !== undefined).length,
        acknowledged: seen.filter(acknowledged => acknowledged === 1).length,
        members: seen.length,
      }
    },
    /** What the member groups' nodes report of a bulletin of one federation. */
    reported(federation: Cid, bulletin: Cid): ReportedReach[] {
      return placesIn(federation, '').flatMap(({ log, group, name }) => {
        const row = log.type === 'feed' ? reachOf.get(log.row, bulletin) : undefined
        if (!row) return []
        const { at_ms: atMs, ...reach } = row
        return [{ group, name, atMs, ...reach }]
      })
    },
    /** What this node has reported itself. */
    lastReport: (feed: LogRow, bulletin: Cid): ReachRow | undefined => reachOf.get(feed.row, bulletin),
    /** All that stand below a federation, together. */
    total(federation: Cid, bulletin: Cid): Reach {
      return sumReach(this.reported(federation, bulletin))
    },
  }
}
