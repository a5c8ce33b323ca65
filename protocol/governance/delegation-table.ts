import type { Cid } from '../bytes/cid.ts'
import { concatBytes, equalBytes } from '../bytes/compare.ts'
import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import {
  bytes,
  type Codec,
  cid,
  type Infer,
  integer,
  isProblem,
  list,
  object,
  problem,
  publicKey,
} from '../bytes/schema.ts'
import type { Sha256 } from '../bytes/sha256.ts'
import type { KnownEntry } from '../kinds.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Commitment } from './commitment.ts'
import { refuseTooEarly } from './early-close.ts'

/** One voter passes their vote on to another: their ballot keys in the one vote, which name no member. */
export type DelegationRow = readonly [voter: PublicKeyHex, delegate: PublicKeyHex]

const row: Codec<DelegationRow> = {
  encode: ([voter, delegate]) => [publicKey.encode(voter), publicKey.encode(delegate)],
  decode: value => {
    if (!Array.isArray(value) || value.length !== 2) return problem('not two keys')
    const voter = publicKey.decode(value[0])
    const delegate = publicKey.decode(value[1])
    if (isProblem(voter)) return voter
    return isProblem(delegate) ? delegate : [voter, delegate]
  },
}

/** Rows in one part of a table: 900 rows take 62 KB of the 64 that a body may have. */
export const DELEGATION_PART_ROWS = 900

/**
 * The delegations of one vote as they stand at its close, in ascending order of the voters' keys, over as many entries as
 * it takes: of those who have not voted themselves and whose delegate is entitled too. From its first part on the vote
 * takes no more ballots.
 */
export const proposalDelegations = object({
  proposal: cid,
  part: integer({ min: 0, max: 11_111 }),
  parts: integer({ min: 1, max: 11_112 }),
  /** Rows in all parts together. */
  count: integer({ min: 0, max: 10_000_000 }),
  /** Merkle root over all rows in order. */
  root: bytes(32),
  rows: list(row, { max: DELEGATION_PART_ROWS }),
})
export type ProposalDelegations = Infer<typeof proposalDelegations>

/** As much of a table as is in the log. */
export type SeenDelegations = Commitment & {
  readonly parts: number
  readonly partsSeen: number
  readonly rowsSeen: number
  readonly lastKey: PublicKeyHex | null
}

/** Merkle root (RFC 6962) over rows in ascending order; a leaf is the voter's key and the delegate's. */
export function delegationsRoot(ascending: readonly DelegationRow[], hash?: Sha256): Uint8Array {
  return merkleRoot(
    ascending.map(([voter, delegate]) => leafHash(concatBytes(fromHex(voter), fromHex(delegate)), hash)),
    hash,
  )
}

/** The bodies that freeze the delegations of a vote, in the order in which they enter the log. Rows may come in any order. */
export function freezeDelegations(proposal: Cid, rows: readonly DelegationRow[], hash?: Sha256): ProposalDelegations[] {
  const ascending = rows.toSorted(([a], [b]) => (a < b ? -1 : 1))
  const parts = Math.max(1, Math.ceil(ascending.length / DELEGATION_PART_ROWS))
  const shared = { proposal, parts, count: ascending.length, root: delegationsRoot(ascending, hash) }
  return Array.from({ length: parts }, (_, part) => ({
    ...shared,
    part,
    rows: ascending.slice(part * DELEGATION_PART_ROWS, (part + 1) * DELEGATION_PART_ROWS),
  }))
}

/** Only the node writes tables, of a vote that may close, part by part, in order and ascending. */
export function judgeDelegations(
  { entry, body }: KnownEntry<'proposal/delegations'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'proposal/delegations' })
  const proposal = reader.proposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  const { state, delegations: seen } = proposal
  if (state !== 'open' && state !== 'closing') return refuse('proposal/not-open', { state })
  const tooEarly = refuseTooEarly(proposal, reader, Math.min(nowMs, entry.header.at))
  if (tooEarly) return tooEarly
  const bad = (problem: string) => refuse('proposal/bad', { field: 'delegations', problem })
  if (body.part !== (seen?.partsSeen ?? 0) || body.part >= body.parts) return bad('parts out of order')
  const isOneWhole =
    !seen || (seen.parts === body.parts && seen.count === body.count && equalBytes(seen.root, body.root))
  if (!isOneWhole) return bad('parts disagree')
  const rowsSeen = (seen?.rowsSeen ?? 0) + body.rows.length
  const last = body.part === body.parts - 1
  if (last ? rowsSeen !== body.count : rowsSeen >= body.count) return bad('rows do not add up to the count')
  const unsound = unsoundRow(body.rows, key => reader.isInElectorate(proposal.id, key), seen?.lastKey)
  if (unsound) return bad(unsound)
}

/** What is wrong with rows that should be ascending, each from one entitled voter to another. */
export function unsoundRow(
  rows: readonly DelegationRow[],
  isEntitled: (key: PublicKeyHex) => boolean,
  after?: PublicKeyHex | null,
): string | undefined {
  let previous: string = after ?? ''
  for (const [voter, delegate] of rows) {
    if (voter <= previous) return 'rows are not in ascending order'
    if (voter === delegate) return 'a voter delegates to themselves'
    if (!isEntitled(voter) || !isEntitled(delegate)) return 'a key is not in the electorate'
    previous = voter
  }
}
