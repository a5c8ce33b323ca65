import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, integer, nullable, object } from '../bytes/schema.ts'
import { requireOwnPermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { ClosedPaper } from './closed-paper.ts'
import { choiceCodec } from './method.ts'
import { type PaperReading, type PaperStanding, refuseIssue, refuseReading, refuseReturn } from './paper.ts'
import { MOST_SHEETS, serial } from './paper-table.ts'
import type { ProposalRecord } from './proposal.ts'

/** How long sheets are keyed in after the deadline, where nobody says otherwise. */
export const USUAL_KEYING_MS = 24 * 3_600_000

/** A sheet is handed to somebody. `mark` is SHA-256(32 random bytes ‖ the member's key); the node alone knows these bytes. */
export const paperIssued = object({ proposal: cid, mark: bytes(32) })
/** A sheet comes back unused. */
export const paperReturned = object({ proposal: cid, issued: cid })
/** Sheets are printed: how many for this vote in all, and the Merkle root over all their serials in the order of printing. */
export const paperPrinted = object({ proposal: cid, count: integer({ min: 1, max: MOST_SHEETS }), root: bytes(32) })
/** What a teller reads on a sheet; null where it is spoilt. */
export const paperKeyed = object({ proposal: cid, serial, choice: nullable(choiceCodec) })

/** What was said of the paper of one vote so far: entries, sheets that were printed, and how the sheets stand. */
export type PaperSaid = PaperStanding & { readonly count: number; readonly printed: number }

/** What the rules may know of paper. What only the node knows, a replay takes on its word. */
export type PaperReader = {
  said(proposal: Cid): PaperSaid
  /** What a closing has to say of it, but for the keys; undefined where nothing was said. */
  closing(proposal: Cid): Omit<ClosedPaper, 'keys'> | undefined
  /** All readings of one sheet that stand. */
  sheet(proposal: Cid, serial: string): readonly PaperReading[]
  isPrinted(proposal: Cid, serial: string): boolean
  /** Whether the node has drawn these serials. */
  hasDrawn(proposal: Cid, printed: { readonly count: number; readonly root: Uint8Array }): boolean
  /** A sheet that was handed out, by its entry. */
  issue(id: Cid): { readonly proposal: Cid; readonly isReturned: boolean } | undefined
  /** How the voter stands for whom a mark was made; undefined where the node made none. */
  holder(proposal: Cid, mark: Uint8Array): { readonly isOnPaper: boolean; readonly hasVoted: boolean } | undefined
  /** Whether a sheet is out to the holder of a ballot key. */
  isOnPaper(proposal: Cid, ballotKey: PublicKeyHex): boolean
}

/** The last millisecond for keying sheets in. */
export function keyedByMs({ closesAtMs, paper }: Pick<ProposalRecord, 'closesAtMs' | 'paper'>): number {
  return closesAtMs + (paper?.keyingMs ?? 0)
}

/** A steward hands a sheet to a voter. */
export function judgePaperIssued(
  { entry, body }: KnownEntry<'paper/issued'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const proposal = openPaper(reader, body.proposal)
  if (isRefusal(proposal)) return proposal
  const denied = requireOwnPermission(reader, entry.header.by, 'govern')
  if (denied) return denied
  const holder = reader.paper?.holder(proposal.id, body.mark)
  if (!holder) return refuse('paper/unknown-mark')
  return refuseIssue({ closesAtMs: proposal.closesAtMs, ...holder }, nowMs)
}

/** A steward takes a sheet back: as long as sheets are keyed in, so that nobody waits for one that nobody used. */
export function judgePaperReturned(
  { entry, body }: KnownEntry<'paper/returned'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const proposal = openPaper(reader, body.proposal)
  if (isRefusal(proposal)) return proposal
  const denied = requireOwnPermission(reader, entry.header.by, 'govern')
  if (denied) return denied
  if (nowMs > keyedByMs(proposal)) return refuse('ballot/late', { closesAtMs: keyedByMs(proposal) })
  const issue = reader.paper?.issue(body.issued)
  if (issue?.proposal !== proposal.id || issue.isReturned) return refuse('paper/unknown-sheet')
  return reader.paper && refuseReturn(reader.paper.said(proposal.id))
}

/** A steward prints sheets, with serials that the node has drawn. */
export function judgePaperPrinted(
  { entry, body }: KnownEntry<'paper/printed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const proposal = openPaper(reader, body.proposal)
  if (isRefusal(proposal)) return proposal
  const denied = requireOwnPermission(reader, entry.header.by, 'govern')
  if (denied) return denied
  if (nowMs > proposal.closesAtMs) return refuse('ballot/late', { closesAtMs: proposal.closesAtMs })
  const { paper } = reader
  const isNext = paper !== undefined && body.count > paper.said(proposal.id).printed
  if (!isNext || !paper.hasDrawn(proposal.id, body)) return refuse('paper/unknown-draw')
}

/** A teller keys in what they read on a sheet; the last of each teller counts. */
export function judgePaperKeyed(
  { entry, body }: KnownEntry<'paper/keyed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const proposal = openPaper(reader, body.proposal)
  if (isRefusal(proposal)) return proposal
  const { by, seq } = entry.header
  const denied = requireOwnPermission(reader, by, 'review')
  if (denied) return denied
  const { paper } = reader
  if (!paper) return refuse('paper/not-offered')
  const before = {
    ...paper.said(proposal.id),
    isPrinted: paper.isPrinted(proposal.id, body.serial),
    sheet: paper.sheet(proposal.id, body.serial),
  }
  const index = Number.MAX_SAFE_INTEGER
  const reading = { by, seq, index, serial: body.serial, choice: body.choice }
  return refuseReading(reading, { method: proposal.method, keyedByMs: keyedByMs(proposal) }, before, nowMs)
}

/** A vote that takes paper and is not being closed. */
function openPaper(reader: LogReader, id: Cid): ProposalRecord | Refusal {
  const proposal = reader.proposal(id)
  if (!proposal) return refuse('proposal/unknown')
  if (!proposal.paper) return refuse('paper/not-offered')
  if (proposal.state !== 'open') return refuse('proposal/not-open', { state: proposal.state })
  return proposal
}
