import type { Cid } from '../bytes/cid.ts'
import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, integer, nullable, object, publicKey, text } from '../bytes/schema.ts'
import { isAdmissibleKey, type Verify, verifySignature } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { readBody } from '../log/body.ts'
import { checkEntrySignature, decodeEntry, decodeSignedEntry, type Entry } from '../log/entry.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { requireFeedVoice } from './feed.ts'
import { type FederationGroup, takesPart } from './roster.ts'
import { signsFor } from './steward-key.ts'

const LONGEST_TERM_MS = 10 * 366 * 86_400_000

/** A group seats its delegate on the federation's council: in its feed, by a steward, or by its node after an election. */
export const councilSeated = object({
  delegate: publicKey,
  name: text({ min: 1, max: 80 }),
  fromMs: integer({ min: 0 }),
  /** The first millisecond after the term. */
  untilMs: integer({ min: 0 }),
  /** The election of the group that it comes from, in the group's own log. */
  election: nullable(cid),
})
/** The group takes a delegate back before the term is over. */
export const councilRecalled = object({ seating: cid, cause: text({ min: 1, max: 2_000 }) })
/** The federation's node enters into the council's log, which is the federation's, what a group has said of its seat. */
export const councilNoted = object({
  group: cid,
  /** The entry of the group's feed, encoded. */
  entry: bytes(),
})

/** What a group has said of its seat; the newest that has begun is who sits. `notedAtMs`: the date of the entry by which this log says so. */
export type Seating = {
  /** The entry in the group's feed. */
  readonly id: Cid
  readonly group: Cid
  readonly delegate: PublicKeyHex
  readonly name: string
  readonly fromMs: number
  readonly untilMs: number
  readonly election: Cid | null
  readonly notedAtMs: number
  readonly recalled: {
    readonly by: Cid
    readonly atMs: number
    readonly cause: string
    readonly notedAtMs: number
  } | null
}

/** A group that has a voice on a council, and who sits for it. */
export type SeatOnRoll = { readonly group: Cid; readonly seat: Seating | null }

/** An entry of a group's feed about its seat. */
export type SeatEntry = Pick<KnownEntry<'council/seated'>, 'kind' | 'entry' | 'body'> | KnownEntry<'council/recalled'>

/**
 * Who sits for each member group at a moment: the newest of its seatings that have begun, while it is neither over nor
 * recalled. One seat a group; what a later one has replaced does not come back.
 * @param seatings in the order of the log.
 */
export function councilAt(
  seatings: readonly Seating[],
  groups: readonly Pick<FederationGroup, 'id' | 'state'>[],
  atMs: number,
): Seating[] {
  return groups.filter(({ state }) => state === 'member').flatMap(({ id }) => seatOf(seatings, id, atMs) ?? [])
}

function seatOf(seatings: readonly Seating[], id: Cid, atMs: number): Seating | null {
  const newest = seatings.findLast(({ group, fromMs }) => group === id && fromMs <= atMs)
  return newest && newest.recalled === null && atMs < newest.untilMs ? newest : null
}

/**
 * The roll of a council at a moment, as its log said it by then: whoever reads it later, and whatever was noted since, it stays the
 * same. Who joined, was seated or recalled by an entry dated later is not in it yet, even if a group has dated back what it says;
 * who was expelled later is in it still, as in decisions.
 */
export function rollAt({ groups, seatings }: Pick<LogReader, 'seatings' | 'groups'>, atMs: number): SeatOnRoll[] {
  const said = seatings().flatMap((seating): Seating[] => {
    if (seating.notedAtMs > atMs) return []
    const isRecalled = seating.recalled !== null && seating.recalled.notedAtMs <= atMs
    return [isRecalled ? seating : { ...seating, recalled: null }]
  })
  return groups()
    .filter(group => group.joinedAtMs <= atMs && takesPart(group, { closesAtMs: atMs }))
    .map(({ id }) => ({ group: id, seat: seatOf(said, id, atMs) }))
}

/** Refuses who sits for no member group at one of these moments: by their own clock and the node's. */
export function requireSeat(
  reader: Pick<LogReader, 'seatings' | 'groups'>,
  key: PublicKeyHex,
  moments: readonly number[],
): Refusal | undefined {
  const sits = moments.every(atMs => seatsAt(reader, atMs).includes(key))
  return sits ? undefined : refuse('council/not-seated')
}

/** The delegates who sit at a moment; who sits for several groups is named for each. */
export function seatsAt(reader: Pick<LogReader, 'seatings' | 'groups'>, atMs: number): PublicKeyHex[] {
  return councilAt(reader.seatings(), reader.groups(), atMs).map(({ delegate }) => delegate)
}

/** The seatings of a council's log after it has noted one more entry about them. */
export function withSeating(seatings: readonly Seating[], group: Cid, known: SeatEntry, notedAtMs: number): Seating[] {
  const { id, header } = known.entry
  if (known.kind === 'council/seated') return [...seatings, { id, group, ...known.body, notedAtMs, recalled: null }]
  const { seating, cause } = known.body
  const recalled = { by: id, atMs: header.at, cause, notedAtMs }
  return seatings.map(held => (held.id === seating ? { ...held, recalled } : held))
}

export function judgeCouncilSeated(
  { entry, body }: KnownEntry<'council/seated'>,
  reader: LogReader,
): Refusal | undefined {
  const bad = checkSeat(entry, body)
  return requireFeedVoice(entry.header.by, reader, 'stewards') ?? bad
}

export function judgeCouncilRecalled(
  { entry, body }: KnownEntry<'council/recalled'>,
  reader: LogReader,
): Refusal | undefined {
  return requireFeedVoice(entry.header.by, reader, 'stewards') ?? refuseRecall(body.seating, reader.seatings())
}

/** The council's log takes in what a member group's feed says of its seat, once, by the same rules. */
export function judgeCouncilNoted(
  { entry, body }: KnownEntry<'federation/council-noted'>,
  reader: LogReader,
): Refusal | undefined {
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'federation/council-noted' })
  if (entry.header.by !== charter.node) return refuse('member/not-allowed', { kind: 'federation/council-noted' })
  const group = reader.group(body.group)
  if (group?.state !== 'member') return refuse('federation/not-a-member')
  const said = readSeatEntry(body.entry, reader.verify)
  if (isRefusal(said)) return said
  const { by, log } = said.entry.header
  if (log !== group.feed) return refuse('entry/wrong-log', { log })
  if (by !== group.charter.node && !signsFor(group, by)) {
    return refuse('member/not-allowed', { permission: 'speak' })
  }
  const seatings = reader.seatings()
  if (said.kind === 'council/recalled') return refuseRecall(said.body.seating, ofGroup(seatings, group.id))
  return checkSeat(said.entry, said.body) ?? refuseTwice(said.entry.id, seatings)
}

/** Reads what a group has said of its seat where it stands inside another body; its signature is checked. */
export function readSeatEntry(encoded: Uint8Array, verify: Verify = verifySignature): SeatEntry | Refusal {
  const signed = decodeSignedEntry(encoded)
  const entry = isRefusal(signed) ? signed : decodeEntry(signed)
  if (isRefusal(entry)) return entry
  const { kind } = entry.header
  if (!checkEntrySignature(entry, verify)) return refuse('entry/bad-signature')
  if (kind === 'council/seated') {
    const body = readBody(councilSeated, entry)
    return isRefusal(body) ? body : { kind, entry, body }
  }
  if (kind !== 'council/recalled') return refuse('entry/not-for-this-log', { kind })
  const body = readBody(councilRecalled, entry)
  return isRefusal(body) ? body : { kind, entry, body }
}

function checkSeat(
  { header }: Entry,
  { delegate, fromMs, untilMs }: KnownEntry<'council/seated'>['body'],
): Refusal | undefined {
  if (untilMs <= Math.max(fromMs, header.at) || untilMs - fromMs > LONGEST_TERM_MS) {
    return refuse('council/bad-term', { fromMs, untilMs })
  }
  return isAdmissibleKey(fromHex(delegate)) ? undefined : refuse('member/bad-key', { key: delegate })
}

function refuseRecall(seating: Cid, seatings: readonly Seating[]): Refusal | undefined {
  const held = seatings.find(({ id }) => id === seating)
  if (!held) return refuse('council/no-seat', { seating })
  return held.recalled ? refuse('council/recalled', { seating }) : undefined
}

function refuseTwice(id: Cid, seatings: readonly Seating[]): Refusal | undefined {
  return seatings.some(seating => seating.id === id) ? refuse('council/noted', { seating: id }) : undefined
}

function ofGroup(seatings: readonly Seating[], id: Cid): Seating[] {
  return seatings.filter(({ group }) => group === id)
}
