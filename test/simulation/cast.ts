import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { blocksOfEntry } from '../../protocol/federation/evidence.ts'
import { replayRoster } from '../../protocol/federation/replay-roster.ts'
import { type FederationGroup, proveTicket } from '../../protocol/federation/roster.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { encodeSignedEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { rational } from '../../protocol/rational.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { accepted, charterFor, seededBytes } from '../support/test-core.ts'
import { decodeOnce, signerOnce, verifyOnce } from './once.ts'

/** When everything begins, by the clocks of the entries. */
export const BEGIN_MS = 1_800_000_000_000
export const HOUR_MS = 3_600_000

export type Player = {
  readonly name: string
  readonly key: PublicKeyHex
  readonly node: Signer
  readonly steward: Signer
  readonly genesis: SignedEntry
  readonly id: Cid
  readonly charter: Charter
}
/** A member group and the first entry of its feed. */
export type GroupPlayer = Player & {
  readonly feed: Cid
  readonly feedGenesis: SignedEntry
  readonly member: FederationGroup
}

/** A federation and the groups that could join it, with every signature that founding them takes. */
export type Cast = {
  readonly seat: Player
  readonly groups: readonly GroupPlayer[]
  /** The federation's log with its first `count` groups, by the real rules. */
  log(count: number): readonly SignedEntry[]
}

/** The same in every run: only what happens differs. */
export function castOf(count: number): Cast {
  const seat = player('Federation', {
    members: 'groups',
    federation: { quorum: rational(1, 2), evidence: 'arithmetic', binds: true },
  })
  const joined = Array.from({ length: count }, (_, i) => joinedGroup(seat, player(`Group ${i + 1}`), i))
  const entries = joined.flatMap(({ entries }) => entries)
  const blocks = new Map([...entries, seat.genesis].flatMap(blocksOfEntry))
  const ids = entries.map(idOf)
  const native = { hash: nativeSha256, verify: verifyOnce }
  const roster = accepted(replayRoster(seat, ids, { get: id => blocks.get(id), ...native }))
  const groups = joined.map(({ founded }, i): GroupPlayer => {
    const member = roster.groups[i]
    if (member?.feed !== founded.feed) throw new Error('the roster is not in the order of joining')
    return { ...founded, member }
  })
  return { seat, groups, log: groupCount => [seat.genesis, ...entries.slice(0, 2 * groupCount)] }
}

/** A salt for each place: the same entry has the same bytes in every run. */
export function saltOf(...place: readonly (string | number)[]): Uint8Array {
  return seededBytes(`simulation/${place.join('/')}`)(16)
}

function player(name: string, changes: Partial<Charter> = {}): Player {
  const node = signerOnce(seededBytes(`simulation/node/${name}`)(32))
  const steward = signerOnce(seededBytes(`simulation/steward/${name}`)(32))
  const founder = { name: `Steward of ${name}`, seed: new Uint8Array(), signer: steward, key: steward.key }
  const charter = charterFor(name, founder, node.key, changes)
  const authoring = { log: null, at: BEGIN_MS, seq: 1, salt: saltOf(name) }
  const genesis = author('group/founded', charter, authoring, steward)
  return { name, key: node.key, node, steward, genesis, id: idOf(genesis), charter }
}

/** A group's feed, and the two entries by which the federation takes it in. */
function joinedGroup(seat: Player, group: Player, i: number) {
  const ticket = signerOnce(seededBytes(`simulation/ticket/${i}`)(32))
  const charter = encodeSignedEntry(group.genesis)
  const founding = { federation: seat.id, group: group.id, charter }
  const feedGenesis = author(
    'feed/founded',
    founding,
    { log: null, at: BEGIN_MS, seq: 1, salt: saltOf('feed', i) },
    group.node,
  )
  const feed = idOf(feedGenesis)
  const weight = rational(1 + (i % 3), 2)
  const issuing = { key: ticket.key, weight, expiresAtMs: BEGIN_MS + HOUR_MS }
  const issued = author(
    'federation/ticket-issued',
    issuing,
    { log: seat.id, at: BEGIN_MS, seq: 2 + i, salt: saltOf('ticket', i) },
    seat.steward,
  )
  const joining = {
    group: group.id,
    charter,
    feed,
    addresses: ['/ip4/127.0.0.1/tcp/1'],
    ticket: ticket.key,
    proof: proveTicket(ticket, seat.id, group.id),
  }
  const joined = author(
    'federation/joined',
    joining,
    { log: seat.id, at: BEGIN_MS, seq: 1, salt: saltOf('join', i) },
    group.steward,
  )
  return { founded: { ...group, feed, feedGenesis }, entries: [issued, joined] }
}

export function idOf(signed: SignedEntry): Cid {
  const entry = decodeOnce(signed)
  if (isRefusal(entry)) throw new Error(entry.code)
  return entry.id
}
