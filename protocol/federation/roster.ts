import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { concatBytes } from '../bytes/compare.ts'
import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import {
  bytes,
  cid,
  type Infer,
  integer,
  list,
  object,
  optional,
  publicKey,
  rational as rationalCodec,
} from '../bytes/schema.ts'
import type { Chartered } from '../group/amending.ts'
import { type Charter, charterCodec, judgeFounded } from '../group/charter.ts'
import { requirePermission } from '../group/membership.ts'
import { contextual } from '../keys/context.ts'
import type { Signer } from '../keys/signer.ts'
import { isAdmissibleKey, type Verify, verifySignature } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { readBody } from '../log/body.ts'
import { checkEntrySignature, decodeEntry, decodeSignedEntry, type Entry } from '../log/entry.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals, type Rational, ZERO } from '../rational.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { nodeAddresses } from './addresses.ts'
import { amendAll, foundingOf, type InForce, isByStranger } from './replay-charter.ts'
import { groupKeyReplaced, MOST_KEYS, readKeyChange, type StewardKey, signsFor } from './steward-key.ts'

/** A member group of a federation. */
export type FederationGroup = {
  readonly id: Cid
  readonly charter: Charter
  readonly weight: Rational
  /** The group's feed in this federation. */
  readonly feed: Cid
  readonly addresses: readonly string[]
  readonly state: 'member' | 'left' | 'expelled'
  /** The date of the entry with which it came in last. */
  readonly joinedAtMs: number
  /** Keys that took the place of lost ones of its stewards, in their order. */
  readonly keys?: readonly StewardKey[]
  /** The amendment that set its charter; absent where it is as it was founded. */
  readonly amended?: Cid
  /** Keys that its node had before, first to last; absent where its charter's is the only one. */
  readonly formerNodes?: readonly PublicKeyHex[]
  /** The federation with which it came, where that has merged into this one: its feed began there. */
  readonly mergedFrom?: Cid
  /** When it was expelled, and why. */
  readonly expelled?: { readonly atMs: number; readonly cause: string }
}

/**
 * Whether a group is among those that decide: members are, and whoever was expelled when the vote was over, since what it
 * said stays as it was.
 */
export function takesPart(
  { state, expelled }: FederationGroup,
  { closesAtMs }: { readonly closesAtMs: number },
): boolean {
  return state === 'member' || (state === 'expelled' && expelled !== undefined && expelled.atMs >= closesAtMs)
}

/** The right to join with a weight, once: a key pair like an invitation's, its secret in the ticket's text or QR code. */
export type Ticket = {
  readonly key: PublicKeyHex
  readonly weight: Rational
  readonly expiresAtMs: number
  readonly used: boolean
  readonly revoked: boolean
}

export const ticketIssued = object({ key: publicKey, weight: rationalCodec, expiresAtMs: integer({ min: 0 }) })

/** The federation takes an unused ticket back. */
export const ticketRevoked = object({ key: publicKey })

/** Signed by a steward of the joining group; the ticket's proof is the federation's admission. */
export const federationJoined = object({
  group: cid,
  /** The group's genesis entry, encoded: its charter under its founder's signature. */
  charter: bytes(),
  /** How its charter was amended since, encoded, in the order of the group's own log. */
  amendments: optional(list(bytes(), { max: 50 })),
  /** Where that does not fit, or its node has another key: the entry that set its charter, as was told before by this ticket. */
  told: optional(cid),
  /** How other keys took the place of lost ones of its stewards. */
  keys: optional(list(groupKeyReplaced, { max: MOST_KEYS })),
  feed: cid,
  addresses: nodeAddresses,
  ticket: publicKey,
  proof: bytes(64),
})
export type FederationJoined = Infer<typeof federationJoined>

export const federationLeft = object({ group: cid })

export function ticketBytes(federation: Cid, group: Cid): Uint8Array {
  return contextual('ticket', concatBytes(digestOfCid(federation), digestOfCid(group)))
}

export function proveTicket(ticket: Signer, federation: Cid, group: Cid): Uint8Array {
  return ticket.sign(ticketBytes(federation, group))
}

/**
 * Reads a group's genesis entry that stands inside another body: its id, its charter, its signature checked.
 * @returns `charter/bad` or the entry's own refusal where it does not hold.
 */
export function readGenesis(
  encoded: Uint8Array,
  verify: Verify = verifySignature,
): { id: Cid; charter: Charter } | Refusal {
  const signed = decodeSignedEntry(encoded)
  return readGenesisEntry(isRefusal(signed) ? signed : decodeEntry(signed), verify)
}

/** The same for an entry that stands on its own; a refusal passes through. */
export function readGenesisEntry(
  entry: Entry | Refusal,
  verify: Verify = verifySignature,
): { id: Cid; charter: Charter } | Refusal {
  if (isRefusal(entry)) return entry
  if (entry.header.kind !== 'group/founded' || entry.header.log !== null || entry.bodyValue === null) {
    return refuse('charter/bad', { problem: 'not a genesis entry' })
  }
  if (!checkEntrySignature(entry, verify)) return refuse('entry/bad-signature')
  const charter = readBody(charterCodec, entry)
  if (isRefusal(charter)) return charter
  const bad = judgeFounded({ kind: 'group/founded', entry, body: charter })
  return bad ?? { id: entry.id, charter }
}

/**
 * A group's charter as it joins, with what it says of its amendments; each counts on the signatures that it holds.
 * @param before what was told of it before, to which a joining may refer.
 */
export function charterOnJoining(
  genesis: Chartered,
  { amendments = [], told, keys: changes = [] }: Pick<FederationJoined, 'amendments' | 'told' | 'keys'>,
  before: InForce | undefined,
  verify: Verify = verifySignature,
): Pick<FederationGroup, 'charter' | 'keys' | 'amended' | 'formerNodes'> | Refusal {
  if (told && (before?.entry !== told || before.id !== genesis.id)) return refuse('charter/not-told', { entry: told })
  const begin = told && before ? before : foundingOf(genesis)
  const charters = amendAll(begin, amendments, verify)
  if (isRefusal(charters)) return charters
  if (amendments.some(encoded => isByStranger(encoded, [begin.charter.node], verify))) {
    return refuse('member/not-allowed', { kind: 'charter/amended' })
  }
  const { charter, entry } = charters.at(-1) ?? begin
  const { formerNodes = [] } = begin
  let keys: readonly StewardKey[] = []
  for (const change of changes) {
    const key = readKeyChange(change, { id: genesis.id, charter, keys }, [...formerNodes, charter.node], verify)
    if (isRefusal(key)) return key
    keys = [...keys, key]
  }
  return {
    charter,
    ...(formerNodes.length > 0 ? { formerNodes } : {}),
    ...(keys.length > 0 ? { keys } : {}),
    ...(entry === genesis.id ? {} : { amended: entry }),
  }
}

/** A member group and the charter in force for it, as amendments follow on it. */
export function inForceFor({ id, charter, amended }: FederationGroup): InForce {
  return { id, charter, entry: amended ?? id }
}

export function judgeTicket(
  { entry, body }: KnownEntry<'federation/ticket-issued'>,
  reader: LogReader,
): Refusal | undefined {
  if (reader.charter()?.members !== 'groups')
    return refuse('entry/not-for-this-log', { kind: 'federation/ticket-issued' })
  if (compareRationals(body.weight, ZERO) < 0) return refuse('ticket/bad', { problem: 'a weight below zero' })
  if (reader.ticket(body.key)) return refuse('ticket/used')
  if (!isAdmissibleKey(fromHex(body.key))) return refuse('member/bad-key')
  return requirePermission(reader, entry.header.by, 'govern')
}

export function judgeTicketRevoked(
  { entry, body }: KnownEntry<'federation/ticket-revoked'>,
  reader: LogReader,
): Refusal | undefined {
  const ticket = reader.ticket(body.key)
  if (!ticket) return refuse('ticket/bad', { problem: 'unknown' })
  if (ticket.used) return refuse('ticket/used')
  if (ticket.revoked) return refuse('ticket/revoked')
  return requirePermission(reader, entry.header.by, 'govern')
}

export function judgeFederationJoined(
  { entry, body }: KnownEntry<'federation/joined'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const federation = reader.log
  if (!federation || reader.charter()?.members !== 'groups') {
    return refuse('entry/not-for-this-log', { kind: 'federation/joined' })
  }
  const genesis = readGenesis(body.charter, reader.verify)
  if (isRefusal(genesis)) return genesis
  if (genesis.id !== body.group || genesis.id === federation)
    return refuse('ticket/bad', { problem: 'not the group it says' })
  const told = reader.told?.(body.ticket)
  const charter = charterOnJoining(genesis, body, told?.inForce, reader.verify)
  if (isRefusal(charter)) return charter
  if (!signsFor(charter, entry.header.by)) return refuse('member/not-allowed', { permission: 'govern' })
  if (reader.isMemberOf(body.group))
    return refuse('federation/loop', { path: [federation, body.group, federation].join(' > ') })
  if (reader.group(body.group)?.state === 'member') return refuse('federation/already-joined')
  const isTaken = reader.groups().some(({ id, feed }) => feed === body.feed && id !== body.group)
  if (isTaken || body.feed === federation || body.feed === body.group) {
    return refuse('ticket/bad', { problem: 'the feed is not its own' })
  }
  // Other nodes judge by the entry's own time: neither clock may be past the end, or they would come to another roster.
  const refused = refuseTicket(reader, body.ticket, Math.max(nowMs, entry.header.at))
  if (refused) return refused
  if (!reader.verify(fromHex(body.ticket), ticketBytes(federation, body.group), body.proof)) {
    return refuse('ticket/bad', { problem: 'the proof does not fit the ticket' })
  }
}

/** Why a ticket lets nobody in at a time. */
export function refuseTicket(reader: LogReader, key: PublicKeyHex, atMs: number): Refusal | undefined {
  const ticket = reader.ticket(key)
  if (!ticket) return refuse('ticket/bad', { problem: 'unknown' })
  if (ticket.used) return refuse('ticket/used')
  if (ticket.revoked) return refuse('ticket/revoked')
  if (atMs > ticket.expiresAtMs) return refuse('ticket/expired', { expiresAtMs: ticket.expiresAtMs })
}

/** Leaving is a group's right at any time. */
export function judgeFederationLeft(
  { entry, body }: KnownEntry<'federation/left'>,
  reader: LogReader,
): Refusal | undefined {
  const group = reader.group(body.group)
  if (group?.state !== 'member') return refuse('federation/not-a-member')
  if (!signsFor(group, entry.header.by)) return refuse('member/not-allowed', { permission: 'govern' })
}
