import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { WrittenTogether } from '../../../protocol/life/co-writing.ts'
import { type DraftContent, type DraftRecord, draftContent } from '../../../protocol/life/draft.ts'
import { type ReviewGiven, reviewGiven } from '../../../protocol/life/review.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'
import type { CoWritten } from './co-written.ts'

/** A draft as it stands in the tables. */
export type StoredDraft = DraftRecord & { readonly log: number; readonly changedAtMs: number }

/** One version of a draft. `by`: whose words it brings in, unless several wrote it `together`. */
export type Revision = DraftContent & {
  readonly id: Cid
  readonly base: Cid | null
  readonly by: PublicKeyHex
  readonly atMs: number
  readonly together: WrittenTogether | null
}

export type StoredReview = ReviewGiven & { readonly id: Cid; readonly by: PublicKeyHex; readonly atMs: number }

type DraftRow = {
  cid: string
  log: number
  by: Uint8Array
  open_to: Uint8Array | null
  state: DraftRecord['state']
  head: string
  proposal: string | null
  body: Uint8Array
  at_ms: number
}
type RevisionRow = { cid: string; base: string | null; by: Uint8Array; at_ms: number; body: Uint8Array }
type ReviewRow = { cid: string; by: Uint8Array; at_ms: number; body: Uint8Array }

export type Drafts = ReturnType<typeof openDrafts>

const DRAFT = `SELECT draft.cid, log, draft.by, open_to, state, head, proposal, revision.body, revision.at_ms
  FROM draft JOIN revision ON revision.cid = draft.head`

/** Proposals in the making, with their versions and what moderators said of them. */
export function openDrafts(store: Store, coWritten: CoWritten) {
  const byId = store.prepare<[string], DraftRow>(`${DRAFT} WHERE draft.cid = ?`)
  const all = store.prepare<[number], DraftRow>(`${DRAFT} WHERE log = ? ORDER BY draft.position DESC`)
  const inReview = store.prepare<[number], DraftRow>(
    `${DRAFT} WHERE log = ? AND state = 'review' ORDER BY draft.position`,
  )
  const revisions = store.prepare<[string], RevisionRow>(
    'SELECT cid, base, by, at_ms, body FROM revision WHERE draft = ? ORDER BY position',
  )
  const reviews = store.prepare<[string], ReviewRow>(
    'SELECT cid, by, at_ms, body FROM review WHERE draft = ? ORDER BY position',
  )
  return {
    get(id: Cid): StoredDraft | undefined {
      const row = byId.get(id)
      return row && readDraft(row)
    },
    /** Newest first. */
    list: (log: number): StoredDraft[] => all.all(log).map(readDraft),
    /** Those that wait for a moderator, the longest waiting first. */
    inReview: (log: number): StoredDraft[] => inReview.all(log).map(readDraft),
    /** Oldest first. */
    revisions(draft: Cid): Revision[] {
      const parts = coWritten.ofDraft(draft)
      return revisions.all(draft).map(row => readRevision(row, parts))
    },
    reviews: (draft: Cid): StoredReview[] => reviews.all(draft).map(readReview),
  }
}

function readDraft({ cid, log, by, open_to, state, head, proposal, body, at_ms }: DraftRow): StoredDraft {
  return {
    ...readStored(draftContent, body),
    id: storedCid(cid),
    log,
    by: publicKeyHex(by),
    openTo: open_to && keysIn(open_to),
    state,
    head: storedCid(head),
    proposal: proposal === null ? null : storedCid(proposal),
    changedAtMs: at_ms,
  }
}

function keysIn(bytes: Uint8Array): PublicKeyHex[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) => publicKeyHex(bytes.subarray(i * 32, (i + 1) * 32)))
}

function readRevision({ cid, base, by, at_ms, body }: RevisionRow, parts: ReadonlyMap<Cid, WrittenTogether>): Revision {
  const id = storedCid(cid)
  return {
    ...readStored(draftContent, body),
    id,
    base: base === null ? null : storedCid(base),
    by: publicKeyHex(by),
    atMs: at_ms,
    together: parts.get(id) ?? null,
  }
}

function readReview({ cid, by, at_ms, body }: ReviewRow): StoredReview {
  return { ...readStored(reviewGiven, body), id: storedCid(cid), by: publicKeyHex(by), atMs: at_ms }
}
