import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, list, object, publicKey, text } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import type { KnownEntry } from '../kinds.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Commitment } from './commitment.ts'
import { refuseTooEarly } from './early-close.ts'
import { electorateRoot } from './electorate.ts'
import { MOST_VOTERS } from './methods/options.ts'
import { isSerial } from './paper.ts'

/** Keys, and serials, in one part of a table: 1,000 of each take 43 KB of the 64 that a body may have. */
export const PAPER_PART_ROWS = 1_000

/** Sheets that can be printed for one vote. */
export const MOST_SHEETS = 2 * MOST_VOTERS

/** A serial as it stands in an entry. */
export const serial = text({ min: 8, max: 8 })

/**
 * Who voted on paper, written at the close: the ballot keys to whom a sheet was handed that was not taken back, in ascending order, and
 * beside them the serials of all sheets that were printed, in the order of printing. Over as many entries as it takes; from
 * its first part on the vote takes no more readings.
 */
export const proposalPaper = object({
  proposal: cid,
  part: integer({ min: 0, max: 99_999 }),
  parts: integer({ min: 1, max: 100_000 }),
  /** Keys in all parts together. */
  count: integer({ min: 0, max: MOST_VOTERS }),
  /** Merkle root over all keys in order. */
  root: bytes(32),
  /** Serials in all parts together. */
  printed: integer({ min: 0, max: MOST_SHEETS }),
  keys: list(publicKey, { max: PAPER_PART_ROWS }),
  serials: list(serial, { max: PAPER_PART_ROWS }),
})
export type ProposalPaper = Infer<typeof proposalPaper>

/** As much of a table as is in the log. */
export type SeenPaper = Commitment & {
  readonly printed: number
  readonly parts: number
  readonly partsSeen: number
  readonly keysSeen: number
  readonly serialsSeen: number
  readonly lastKey: PublicKeyHex | null
}

/** Merkle root (RFC 6962) over serials in the order of printing; a leaf is the serial in ASCII. */
export function serialsRoot(serials: readonly string[], hash: Sha256 = sha256): Uint8Array {
  const encoder = new TextEncoder()
  return merkleRoot(
    serials.map(one => leafHash(encoder.encode(one), hash)),
    hash,
  )
}

/** The bodies that say who voted on paper, in the order in which they enter the log. Keys may come in any order, serials in theirs. */
export function freezePaper(
  proposal: Cid,
  keys: readonly PublicKeyHex[],
  serials: readonly string[],
  hash?: Sha256,
): ProposalPaper[] {
  const ascending = keys.toSorted()
  const parts = Math.max(1, Math.ceil(Math.max(keys.length, serials.length) / PAPER_PART_ROWS))
  const root = electorateRoot(ascending, hash)
  const shared = { proposal, parts, count: ascending.length, root, printed: serials.length }
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part * PAPER_PART_ROWS, (part + 1) * PAPER_PART_ROWS]
    return { ...shared, part, keys: ascending.slice(from, to), serials: serials.slice(from, to) }
  })
}

/** Only the node writes it, of a vote that may close, part by part, in order, over all sheets that are out. */
export function judgePaperTable(
  { entry, body }: KnownEntry<'proposal/paper'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'proposal/paper' })
  const proposal = reader.proposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  const { state, paperTable: seen, id } = proposal
  if (state !== 'open' && state !== 'closing') return refuse('proposal/not-open', { state })
  const tooEarly = refuseTooEarly(proposal, reader, Math.min(nowMs, entry.header.at))
  if (tooEarly) return tooEarly
  const bad = (problem: string) => refuse('proposal/bad', { field: 'paper', problem })
  const said = reader.paper?.said(id)
  if (!said || said.count === 0) return bad('nothing was said of paper')
  if (body.count !== said.issued || body.printed !== said.printed) return bad('not all that are out, or were printed')
  if (body.part !== (seen?.partsSeen ?? 0) || body.part >= body.parts) return bad('parts out of order')
  const isOneWhole = !seen || (seen.parts === body.parts && equalBytes(seen.root, body.root))
  if (!isOneWhole) return bad('parts disagree')
  const keysSeen = (seen?.keysSeen ?? 0) + body.keys.length
  const serialsSeen = (seen?.serialsSeen ?? 0) + body.serials.length
  const isLast = body.part === body.parts - 1
  if (isLast && (keysSeen !== body.count || serialsSeen !== body.printed)) return bad('does not add up to the count')
  const unsound = unsoundKeys(body.keys, key => reader.isInElectorate(id, key), seen?.lastKey)
  if (unsound) return bad(unsound)
  if (!body.serials.every(isSerial)) return bad('a serial is none')
}

/** What is wrong with keys that should be ascending, each in the electorate. */
export function unsoundKeys(
  keys: readonly PublicKeyHex[],
  isEntitled: (key: PublicKeyHex) => boolean,
  after?: PublicKeyHex | null,
): string | undefined {
  let previous: string = after ?? ''
  for (const key of keys) {
    if (key <= previous) return 'keys are not in ascending order'
    if (!isEntitled(key)) return 'a key is not in the electorate'
    previous = key
  }
}
