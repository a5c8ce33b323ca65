import type { Cid } from '../bytes/cid.ts'
import { digestOfCid } from '../bytes/cid.ts'
import { concatBytes, equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, nullable, object, oneOf, optional, text } from '../bytes/schema.ts'
import { sha256 } from '../bytes/sha256.ts'
import { requirePermission } from '../group/membership.ts'
import { role } from '../group/role.ts'
import type { KnownEntry } from '../kinds.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'
import type { AssemblyReader, LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { electorateRoot } from './electorate.ts'
import { drawOrder } from './methods/draw.ts'
import { apportion, areCommitted, type Stratum, strataCodec, strataOf } from './strata.ts'

const MINUTE_MS = 60_000
const SHORTEST_JOINING_MS = MINUTE_MS
const LONGEST_JOINING_MS = 14 * 24 * 60 * MINUTE_MS

/** A panel is to be drawn by lot from the members. */
export const sortitionCalled = object({
  title: text({ min: 1, max: 200 }),
  text: text({ min: 0, max: 20_000 }),
  /** Whose names go in: the holders of a role, or with null everyone who may vote. */
  pool: nullable(role),
  seats: integer({ min: 1, max: 1_000 }),
  /** In proportion to what; left out where everyone's chance is the same. */
  stratify: optional(oneOf('role')),
  /** Until when members may add to the seed. */
  joinsUntilMs: integer({ min: 0 }),
})
/** The node fixes the pool and commits to its part of the seed, in one entry and before anybody has added to it. */
export const sortitionCommitted = object({
  sortition: cid,
  /** SHA-256 of the node's 32 bytes. */
  seedCommitment: bytes(32),
  /** `root`: Merkle root over the keys in ascending order. */
  pool: object({ count: integer({ min: 0 }), root: bytes(32) }),
  /** The same pool by roles, where the draw is in proportion to these. */
  strata: optional(strataCodec),
})
/** A member's own part of the seed: 32 random bytes, once. */
export const sortitionJoined = object({ sortition: cid, contribution: bytes(32) })
/** The node reveals its part: with it everybody can draw. */
export const sortitionDrawn = object({
  sortition: cid,
  seed: bytes(32),
  /** `root`: Merkle root over the ids of the members' entries in the order of the log. */
  contributions: object({ count: integer({ min: 0 }), root: bytes(32) }),
})
/** Who was drawn and will not serve; the next in the order does. */
export const sortitionDeclined = object({ sortition: cid })

export type SortitionCalled = Infer<typeof sortitionCalled>
export type SortitionCommitted = Infer<typeof sortitionCommitted>
export type SortitionDrawn = Infer<typeof sortitionDrawn>

/** A sortition as its log knows it: `called` until the node has committed to a seed. */
export type SortitionRecord = SortitionCalled & {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly state: 'called' | 'joining' | 'drawn'
  readonly committed: SortitionCommitted | null
  readonly drawn: SortitionDrawn | null
}

/** Who serves, and who would next, in the order of the draw. */
export type Panel = { readonly panel: readonly PublicKeyHex[]; readonly alternates: readonly PublicKeyHex[] }

/** Merkle root over the ids of the members' entries, in the order of the log. */
export function contributionsRoot(idsInLogOrder: readonly Cid[]): Uint8Array {
  return merkleRoot(idsInLogOrder.map(id => leafHash(digestOfCid(id))))
}

/** What orders the pool: known to no member before the draw, and the node's part was fixed before the members'. */
export function panelSeed(nodeSeed: Uint8Array, root: Uint8Array): Uint8Array {
  return sha256(concatBytes(nodeSeed, root))
}

/**
 * The panel: the first of the pool in the order of the draw who have not declined. The order of the input decides
 * nothing, and whoever declines moves nobody but those behind them.
 * @param seed 32 bytes, see `panelSeed`.
 */
export function drawPanel(
  seed: Uint8Array,
  pool: readonly PublicKeyHex[],
  seats: number,
  declined: ReadonlySet<PublicKeyHex> = new Set(),
): Panel {
  const keys = new Map<string, PublicKeyHex>(pool.map(key => [key, key]))
  const order = drawOrder(seed, [...keys.keys()])
    .flatMap(name => keys.get(name) ?? [])
    .filter(key => !declined.has(key))
  return { panel: order.slice(0, seats), alternates: order.slice(seats) }
}

/**
 * A panel in proportion to strata: each has the seats that `apportion` gives it, which its first in the order of the draw
 * take. Who declines is followed by the next of the same stratum, and where it has nobody left, by the next of all.
 */
export function drawStrata(
  seed: Uint8Array,
  strata: readonly Stratum[],
  seats: number,
  declined: ReadonlySet<PublicKeyHex> = new Set(),
): Panel {
  const pool = strata.flatMap(({ keys }) => keys)
  const order = drawPanel(seed, pool, pool.length, declined).panel
  const given = apportion(strata, seats, seed)
  const seated = new Set(
    strata.flatMap(({ role: name, keys }) => {
      const own = new Set(keys)
      return order.filter(key => own.has(key)).slice(0, given.get(name) ?? 0)
    }),
  )
  for (const key of order) if (seated.size < Math.min(seats, order.length)) seated.add(key)
  return { panel: order.filter(key => seated.has(key)), alternates: order.filter(key => !seated.has(key)) }
}

/** Whether nothing will come of it: the time is over, and without a member's part the node alone would have drawn. */
export function hasLapsed(
  { state, joinsUntilMs }: Pick<SortitionRecord, 'state' | 'joinsUntilMs'>,
  contributions: number,
  nowMs: number,
): boolean {
  return state !== 'drawn' && contributions === 0 && nowMs > joinsUntilMs
}

export function judgeSortitionCalled(
  { entry, body }: KnownEntry<'sortition/called'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const assembly = requireAssembly(reader, 'sortition/called')
  if (isRefusal(assembly)) return assembly
  const joiningMs = body.joinsUntilMs - nowMs
  // Half of it may be lost on the way.
  if (joiningMs < SHORTEST_JOINING_MS / 2 || joiningMs > LONGEST_JOINING_MS) {
    return refuse('sortition/bad', { field: 'joinsUntilMs', problem: 'in less than a minute or more than 14 days' })
  }
  if (body.stratify !== undefined && body.pool !== null) {
    return refuse('sortition/bad', { field: 'stratify', problem: 'a pool of one role has no strata' })
  }
  const stranger = requirePermission(reader, entry.header.by, 'govern')
  if (stranger) return stranger
  const eligible = assembly.pool(body.pool).length
  if (body.seats <= eligible) return
  return refuse('sortition/bad', { field: 'seats', problem: 'more than may be drawn', seats: body.seats, eligible })
}

/** Only the node commits, once, and to the pool as the log has it. */
export function judgeSortitionCommitted(
  { entry, body }: KnownEntry<'sortition/committed'>,
  reader: LogReader,
): Refusal | undefined {
  const found = find(reader, body.sortition)
  if (isRefusal(found)) return found
  const { sortition, assembly } = found
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'sortition/committed' })
  if (sortition.state !== 'called') return refuse('sortition/not-open', { state: sortition.state })
  const pool = assembly.pool(sortition.pool)
  if (body.pool.count !== pool.length || !equalBytes(body.pool.root, electorateRoot(pool))) {
    return refuse('sortition/bad', { field: 'pool', problem: 'not the members whose names go in' })
  }
  const strata = sortition.stratify === undefined ? [] : strataOf(name => assembly.pool(name))
  if (!areCommitted(strata, body.strata ?? [])) {
    return refuse('sortition/bad', { field: 'strata', problem: 'not the members by their roles' })
  }
}

/** Any member may add to the seed once, drawn from or not, until the time that the call names, by the node's clock. */
export function judgeSortitionJoined(
  { entry, body }: KnownEntry<'sortition/joined'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = find(reader, body.sortition)
  if (isRefusal(found)) return found
  const { sortition, assembly } = found
  if (sortition.state !== 'joining') return refuse('sortition/not-open', { state: sortition.state })
  if (nowMs > sortition.joinsUntilMs) return refuse('sortition/late', { joinsUntilMs: sortition.joinsUntilMs })
  if (assembly.hasContributed(sortition.id, entry.header.by)) return refuse('sortition/already')
  return requirePermission(reader, entry.header.by, 'vote')
}

export function judgeSortitionDrawn(
  { entry, body }: KnownEntry<'sortition/drawn'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = find(reader, body.sortition)
  if (isRefusal(found)) return found
  const { sortition, assembly } = found
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'sortition/drawn' })
  if (!sortition.committed || sortition.state !== 'joining') {
    return refuse('sortition/not-open', { state: sortition.state })
  }
  if (Math.min(nowMs, entry.header.at) <= sortition.joinsUntilMs) {
    return refuse('sortition/too-early', { joinsUntilMs: sortition.joinsUntilMs })
  }
  return checkDrawn(sortition.committed, body, assembly.contributions(sortition.id))
}

/** Whether what was revealed is what was committed to, and what was mixed in is all that members added. */
export function checkDrawn(
  committed: SortitionCommitted,
  { seed, contributions }: SortitionDrawn,
  ids: readonly Cid[],
): Refusal | undefined {
  if (!equalBytes(sha256(seed), committed.seedCommitment)) {
    return refuse('sortition/bad', { field: 'seed', problem: 'not the seed committed to' })
  }
  if (ids.length === 0) {
    return refuse('sortition/bad', { field: 'contributions', problem: 'nobody but the node has added to the seed' })
  }
  if (contributions.count !== ids.length || !equalBytes(contributions.root, contributionsRoot(ids))) {
    return refuse('sortition/bad', { field: 'contributions', problem: 'not all that members added' })
  }
}

export function judgeSortitionDeclined(
  { entry, body }: KnownEntry<'sortition/declined'>,
  reader: LogReader,
): Refusal | undefined {
  const found = find(reader, body.sortition)
  if (isRefusal(found)) return found
  const { sortition, assembly } = found
  if (sortition.state !== 'drawn') return refuse('sortition/not-open', { state: sortition.state })
  if (!assembly.mayBeDrawn(sortition.id, entry.header.by))
    return refuse('member/not-allowed', { problem: 'not in the draw' })
}

function find(
  reader: LogReader,
  id: Cid,
): { readonly sortition: SortitionRecord; readonly assembly: AssemblyReader } | Refusal {
  const { assembly } = reader
  const sortition = assembly?.sortition(id)
  return assembly && sortition ? { sortition, assembly } : refuse('sortition/unknown')
}

/** What a group of people decides in its own log; a federation's and a feed's have none of it. */
export function requireAssembly(reader: LogReader, kind: string): AssemblyReader | Refusal {
  const { assembly } = reader
  if (!assembly || reader.charter()?.members !== 'people') return refuse('entry/not-for-this-log', { kind })
  return assembly
}
