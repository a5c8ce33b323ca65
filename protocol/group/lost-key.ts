import type { Cid } from '../bytes/cid.ts'
import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, object, publicKey, text } from '../bytes/schema.ts'
import { isAdmissibleKey } from '../keys/verify.ts'
import type { KindName, KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Charter } from './charter.ts'
import { requirePermission } from './membership.ts'

/** A new key asks for the membership of somebody who has lost theirs. It signs this itself. */
export const keyAsked = object({ member: publicKey })
/** Somebody who may says that they have checked who asks. */
export const keyBacked = object({ request: cid })
export const keyDeclined = object({ request: cid, reason: text({ min: 1, max: 500 }) })
/** By the key that is said to be lost: it is not. */
export const keyObjected = object({ request: cid })
/** By the key that asked. */
export const keyWithdrawn = object({ request: cid })
/** The node says that the time has come; from here on `key` signs for `member`. */
export const keyReplaced = object({ request: cid, member: publicKey, key: publicKey })

export type KeyRequestState = 'open' | 'replaced' | 'objected' | 'declined' | 'withdrawn' | 'superseded'

/** What a new key asks for. Times are the node's. */
export type KeyRequest = {
  readonly id: Cid
  readonly member: PublicKeyHex
  readonly key: PublicKeyHex
  readonly state: KeyRequestState
  /** Null in a replay: the node's clock stands in no entry. */
  readonly askedAtMs: number | null
  /** When it was ended, in whatever way; null while it is open. */
  readonly endedAtMs: number | null
}

/**
 * Which keys took the place of lost ones, and what is asked for. A member is known by the key with which they came in, for good;
 * who signs for them is another matter.
 */
export type KeyReader = {
  /** Keys that the group's node has had, in a replay, which has the charter as it began. */
  readonly nodes?: readonly PublicKeyHex[]
  /** The member for whom a key signs, or once did; undefined for one that never took another's place. */
  holder(key: PublicKeyHex): PublicKeyHex | undefined
  /** The key that signs for a member now. */
  current(member: PublicKeyHex): PublicKeyHex
  request(id: Cid): KeyRequest | undefined
  /** Requests that nothing has ended but perhaps time. */
  open(): readonly KeyRequest[]
  /** The newest request for a member, whatever became of it. */
  newest(member: PublicKeyHex): KeyRequest | undefined
  /** Whether the key has asked before. */
  hasAsked(key: PublicKeyHex): boolean
  /** Who has backed a request, as members, in no order. */
  backers(request: Cid): readonly PublicKeyHex[]
  /** Whether a ballot key is of a key that was replaced since the vote opened; told by the node alone. */
  isOfReplaced(proposal: Cid, ballotKey: PublicKeyHex): boolean
}

const HOUR_MS = 3_600_000
/** A request that has come to nothing in this time is over; who has objected is left in peace for as long. */
export const REQUEST_LAPSES_MS = 30 * 24 * HOUR_MS
/** A request that nobody has backed gives way to a newer one for the same member after this time. */
export const REQUEST_STANDS_MS = HOUR_MS
/** Open at once in a group: anyone who can reach the node may ask. */
export const MOST_REQUESTS = 20
const DEFAULT_WAIT_HOURS = 24

/** Hours that a lost key has to object: as the charter says, or a day. */
export function hoursToObject(charter: Pick<Charter, 'lostKeyHours'> | undefined): number {
  return charter?.lostKeyHours ?? DEFAULT_WAIT_HOURS
}

/** How long the lost key has to object, from the request on. */
export function objectionMs(charter: Charter | undefined): number {
  return hoursToObject(charter) * HOUR_MS
}

export function hasLapsed({ askedAtMs }: Pick<KeyRequest, 'askedAtMs'>, nowMs: number): boolean {
  return askedAtMs !== null && nowMs - askedAtMs > REQUEST_LAPSES_MS
}

/**
 * Who may back a request: stewards but for the one who lost the key. Where nobody else is a steward, the members who may vote, since else
 * nobody ever could.
 */
export type Backing = {
  readonly by: 'govern' | 'vote'
  /** As many as the charter's threshold, or all where there are fewer; of members more than half. 0: there is nobody to ask. */
  readonly needed: number
}

/** In a replay, which cannot tell how many there were, one suffices: how many it took is the node's word. */
export function backingFor(reader: LogReader, member: PublicKeyHex): Backing {
  const { assembly } = reader
  if (!assembly) return { by: 'vote', needed: 1 }
  const others = (keys: readonly PublicKeyHex[]) => keys.filter(key => key !== member).length
  const stewards = others(assembly.pool('steward'))
  if (stewards > 0) return { by: 'govern', needed: Math.min(reader.charter()?.threshold ?? 1, stewards) }
  const voters = others(assembly.pool(null))
  return { by: 'vote', needed: voters === 0 ? 0 : Math.floor(voters / 2) + 1 }
}

/** Of those who have backed a request, who still may. */
export function standingBackers(reader: LogReader, { id, member }: KeyRequest): PublicKeyHex[] {
  const { by } = backingFor(reader, member)
  return (reader.keys?.backers(id) ?? []).filter(
    backer => backer !== member && requirePermission(reader, backer, by) === undefined,
  )
}

/** Anyone may ask with a key that is nobody's, for a member who is active. */
export function judgeKeyAsked(
  { entry, body: { member } }: KnownEntry<'key/asked'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by } = entry.header
  const { keys } = reader
  const charter = reader.charter()
  if (!keys || charter?.members !== 'people') return refuse('entry/not-for-this-log', { kind: 'key/asked' })
  if (reader.member(by) || keys.hasAsked(by)) return refuse('key/not-new', { key: by })
  if (by === charter.node || !isAdmissibleKey(fromHex(by))) return refuse('member/bad-key', { key: by })
  if (reader.member(member)?.state !== 'active') return refuse('member/unknown', { key: member })
  if (backingFor(reader, member).needed === 0) return refuse('key/nobody-to-ask')
  const freeAtMs = nextAskMs(reader, member, nowMs)
  if (freeAtMs > nowMs) return refuse('key/asked-already', { freeAtMs })
  const open = keys.open().filter(request => !hasLapsed(request, nowMs) && request.member !== member)
  if (open.length >= MOST_REQUESTS) return refuse('key/too-many', { open: open.length })
}

/** When somebody may ask for a member, by what came of the last time. */
function nextAskMs(reader: LogReader, member: PublicKeyHex, nowMs: number): number {
  const last = reader.keys?.newest(member)
  if (!last || last.askedAtMs === null) return 0
  if (last.state === 'declined') return 0
  if (last.state === 'objected') return (last.endedAtMs ?? last.askedAtMs) + REQUEST_LAPSES_MS
  const isBacked = last.state === 'open' && !hasLapsed(last, nowMs) && standingBackers(reader, last).length > 0
  return last.askedAtMs + (isBacked ? REQUEST_LAPSES_MS : REQUEST_STANDS_MS)
}

/** Once by each who may, and by nobody for themselves. */
export function judgeKeyBacked(
  { entry, body }: KnownEntry<'key/backed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by } = entry.header
  const refusal = requireOpen(reader, body.request, nowMs) ?? requireBacker(reader, by, body.request)
  if (refusal) return refusal
  if (reader.keys?.backers(body.request).includes(by)) return refuse('key/backed-already')
}

export function judgeKeyDeclined(
  { entry, body }: KnownEntry<'key/declined'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  return requireOpen(reader, body.request, nowMs) ?? requireBacker(reader, entry.header.by, body.request)
}

/** That it can still sign is all that the key has to show. */
export function judgeKeyObjected(
  { entry, body }: KnownEntry<'key/objected'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const refusal = requireOpen(reader, body.request, nowMs)
  if (refusal) return refusal
  if (entry.header.by !== reader.keys?.request(body.request)?.member) return refuse('key/not-yours')
}

export function judgeKeyWithdrawn(
  { entry, body }: KnownEntry<'key/withdrawn'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const refusal = requireOpen(reader, body.request, nowMs)
  if (refusal) return refusal
  if (entry.header.by !== reader.keys?.request(body.request)?.key) return refuse('key/not-yours')
}

/** Only as the request says, and not before it is due. */
export function judgeKeyReplaced(
  { entry, body }: KnownEntry<'key/replaced'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const isByNode = reader.keys?.nodes?.includes(entry.header.by) ?? entry.header.by === reader.charter()?.node
  if (!isByNode) return refuse('member/not-allowed', { kind: 'key/replaced' })
  const request = reader.keys?.request(body.request)
  if (!request || request.member !== body.member || request.key !== body.key) return refuse('key/unknown-request')
  return refuseUndue(reader, request, nowMs)
}

/** Why a new key does not take the place of the lost one now; undefined where it does. */
export function refuseUndue(reader: LogReader, request: KeyRequest, nowMs: number): Refusal | undefined {
  const refusal = requireOpen(reader, request.id, nowMs)
  if (refusal) return refusal
  if (reader.member(request.key)) return refuse('key/not-new', { key: request.key })
  if (reader.member(request.member)?.state !== 'active') return refuse('member/unknown', { key: request.member })
  const backed = standingBackers(reader, request).length
  const { needed } = backingFor(reader, request.member)
  if (needed === 0 || backed < needed) return refuse('key/too-few', { backed, needed })
  if (request.askedAtMs === null) return undefined
  const fromMs = request.askedAtMs + objectionMs(reader.charter())
  if (nowMs < fromMs) return refuse('key/too-early', { fromMs })
}

function requireOpen(reader: LogReader, id: Cid, nowMs: number): Refusal | undefined {
  const request = reader.keys?.request(id)
  if (!request) return refuse('key/unknown-request')
  if (request.state !== 'open') return refuse('key/settled', { state: request.state })
  if (hasLapsed(request, nowMs)) return refuse('key/settled', { state: 'lapsed' })
}

function requireBacker(reader: LogReader, key: PublicKeyHex, id: Cid): Refusal | undefined {
  const member = reader.keys?.request(id)?.member
  if (key === member) return refuse('key/own')
  return member && requirePermission(reader, key, backingFor(reader, member).by)
}

/** Whether somebody is among those who may back a request. */
export function mayBack(reader: LogReader, key: PublicKeyHex, { id }: Pick<KeyRequest, 'id'>): boolean {
  return requireBacker(reader, key, id) === undefined
}

/**
 * An entry as the rules and tables read it: by the member for whom its key signs. A key whose place another has taken signs
 * for nobody any more (`key/replaced`).
 */
export function asMember<K extends KindName>(
  known: KnownEntry<K>,
  { keys }: Pick<LogReader, 'keys'>,
): KnownEntry<K> | Refusal {
  const { header } = known.entry
  const member = keys?.holder(header.by)
  if (!keys || member === undefined) return known
  if (keys.current(member) !== header.by) return refuse('key/replaced', { key: header.by })
  return { ...known, entry: { ...known.entry, header: { ...header, by: member } } }
}
