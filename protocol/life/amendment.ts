import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, type Infer, object, text } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type DraftRecord, openDraft, refuseStale } from './draft.ts'

/** Another text for a draft, by who would have it so; its author accepts it, or it becomes a draft of its own. */
export const amendmentOffered = object({
  draft: cid,
  /** The revision that it is written upon. */
  base: cid,
  text: text({ min: 0, max: 20_000 }),
  reason: text({ min: 0, max: 2_000 }),
})
export type AmendmentOffered = Infer<typeof amendmentOffered>

/** The author of a draft takes an amendment over: the next revision, with the words of who offered it. */
export const amendmentAccepted = object({ amendment: cid })

/** The author of a draft does not take an amendment over, and says why; it may still become a draft of its own. */
export const amendmentDeclined = object({ amendment: cid, reason: text({ min: 1, max: 2_000 }) })

export type AmendmentRecord = AmendmentOffered & {
  readonly id: Cid
  readonly by: PublicKeyHex
  /** `own`: its author has made a draft of their own of it. */
  readonly state: 'offered' | 'accepted' | 'declined' | 'own'
}

export function judgeAmendmentOffered(
  { entry, body }: KnownEntry<'amendment/offered'>,
  reader: LogReader,
): Refusal | undefined {
  const draft = openDraft(reader, body.draft)
  if (isRefusal(draft)) return draft
  return refuseStale(draft, body.base) ?? requirePermission(reader, entry.header.by, 'propose')
}

/** What was written since the amendment is not lost to it: the author then revises by hand. */
export function judgeAmendmentAccepted(
  { entry, body }: KnownEntry<'amendment/accepted'>,
  reader: LogReader,
): Refusal | undefined {
  const settling = offeredTo(reader, entry.header.by, body.amendment)
  if (isRefusal(settling)) return settling
  const { draft, amendment } = settling
  return refuseStale(draft, amendment.base) ?? requirePermission(reader, entry.header.by, 'propose')
}

export function judgeAmendmentDeclined(
  { entry, body }: KnownEntry<'amendment/declined'>,
  reader: LogReader,
): Refusal | undefined {
  const settling = offeredTo(reader, entry.header.by, body.amendment)
  return isRefusal(settling) ? settling : requirePermission(reader, entry.header.by, 'propose')
}

/** An amendment that waits for the word of a draft's author. */
function offeredTo(
  reader: LogReader,
  author: PublicKeyHex,
  id: Cid,
): { amendment: AmendmentRecord; draft: DraftRecord } | Refusal {
  const amendment = reader.life?.amendment(id)
  if (!amendment) return refuse('amendment/unknown')
  if (amendment.state !== 'offered') return refuse('amendment/settled', { state: amendment.state })
  const draft = openDraft(reader, amendment.draft)
  if (isRefusal(draft)) return draft
  return author === draft.by ? { amendment, draft } : refuse('draft/not-yours')
}

/** Whoever offered an amendment that was not accepted may make it a draft of their own. */
export function judgeOwnDraft(reader: LogReader, by: PublicKeyHex, id: Cid): Refusal | undefined {
  const amendment = reader.life?.amendment(id)
  if (!amendment) return refuse('amendment/unknown')
  if (amendment.by !== by) return refuse('draft/not-yours')
  const isFree = amendment.state === 'offered' || amendment.state === 'declined'
  if (!isFree) return refuse('amendment/settled', { state: amendment.state })
}
