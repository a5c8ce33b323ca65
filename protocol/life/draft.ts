import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import {
  cid,
  type Infer,
  integer,
  list,
  nullable,
  object,
  optional,
  publicKey,
  rational as rationalCodec,
  text,
} from '../bytes/schema.ts'
import { areaName } from '../governance/area.ts'
import { methodRuleCodec } from '../governance/method.ts'
import { checkTerms, SHORTEST_VOTE_MS } from '../governance/proposal.ts'
import { quorumOfCodec, thresholdsCodec } from '../governance/threshold.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { judgeOwnDraft } from './amendment.ts'
import { checkTogether, writtenTogether } from './co-writing.ts'

const contentFields = {
  title: text({ min: 1, max: 200 }),
  text: text({ min: 0, max: 20_000 }),
  method: methodRuleCodec,
  quorum: rationalCodec,
  quorumOf: quorumOfCodec,
  thresholds: optional(thresholdsCodec),
  area: optional(areaName),
  /** When the group looks back at what came of it. */
  evaluatesAtMs: optional(integer({ min: 0 })),
}

/** What a draft says: what members write together and what a moderator approves. */
export const draftContent = object(contentFields)
export type DraftContent = Infer<typeof draftContent>

const MOST_WRITERS = 200

/** Somebody begins to write a proposal. Its id is the draft's, and that of its first revision. */
export const draftStarted = object({
  ...contentFields,
  /** Who may write along; null: every member. */
  openTo: nullable(list(publicKey, { max: MOST_WRITERS })),
  /** The amendment that it was, by the same member. */
  amends: optional(cid),
})

/**
 * The whole of a draft as its author leaves it, and the revision that they had before them; `together` where several
 * wrote it at once.
 */
export const draftRevised = object({ ...contentFields, draft: cid, base: cid, together: optional(writtenTogether) })

/** The author hands the newest revision to the moderators. */
export const draftSubmitted = object({ draft: cid, revision: cid })

/** A draft as its log knows it; its content is that of the newest revision, `head`. */
export type DraftRecord = DraftContent & {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly openTo: readonly PublicKeyHex[] | null
  readonly state: 'draft' | 'review' | 'approved' | 'opened'
  readonly head: Cid
  /** The vote that it became. */
  readonly proposal: Cid | null
}

/** The first field in which two contents differ; undefined where they are the same to the byte. */
export function differingField(a: DraftContent, b: DraftContent): string | undefined {
  const [one, other] = [draftContent.encode(a), draftContent.encode(b)]
  const bytesOf = (content: typeof one, name: string) => encodeCanonical(Reflect.get(Object(content), name) ?? null)
  return Object.keys(contentFields).find(name => !equalBytes(bytesOf(one, name), bytesOf(other, name)))
}

/** A draft that is not yet a vote; `draft/unknown`, or `proposal/text-fixed` once it is one. */
export function openDraft(reader: LogReader, id: Cid): DraftRecord | Refusal {
  const draft = reader.life?.draft(id)
  if (!draft) return refuse(reader.proposal(id) ? 'proposal/text-fixed' : 'draft/unknown')
  if (draft.state === 'opened') return refuse('proposal/text-fixed', { proposal: draft.proposal })
  return draft
}

export function judgeDraftStarted(
  { entry, body }: KnownEntry<'draft/started'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (reader.charter()?.members !== 'people') return refuse('entry/not-for-this-log', { kind: 'draft/started' })
  const { by } = entry.header
  const refusal =
    requirePermission(reader, by, 'propose') ?? checkTerms(body, reader.charter()) ?? refuseHindsight(body, nowMs)
  return refusal ?? (body.amends ? judgeOwnDraft(reader, by, body.amends) : undefined)
}

/** Nobody can look back on what came of a vote before it can have closed. */
function refuseHindsight({ evaluatesAtMs }: Pick<DraftContent, 'evaluatesAtMs'>, nowMs: number): Refusal | undefined {
  if (evaluatesAtMs === undefined || evaluatesAtMs > nowMs + SHORTEST_VOTE_MS) return
  return refuse('proposal/bad', { field: 'evaluatesAtMs', problem: 'before a vote opened now could have closed' })
}

/**
 * Whoever the author lets in writes along, one revision after the other, until the draft is in review. The author may
 * always, and takes it out of review by it: what was approved is one text and no other.
 */
export function judgeDraftRevised(
  { entry, body }: KnownEntry<'draft/revised'>,
  reader: LogReader,
): Refusal | undefined {
  const draft = requireWriter(reader, body.draft, entry.header.by)
  if (isRefusal(draft)) return draft
  const { together } = body
  return (
    refuseStale(draft, body.base) ??
    checkTerms(body, reader.charter()) ??
    (together ? checkTogether({ ...body, together }, reader) : undefined)
  )
}

/** The draft, to one who may write along now: into a version as into what is being written live. */
export function requireWriter(reader: LogReader, id: Cid, by: PublicKeyHex): DraftRecord | Refusal {
  const draft = openDraft(reader, id)
  if (isRefusal(draft)) return draft
  const stranger = requirePermission(reader, by, 'propose')
  if (stranger) return stranger
  if (by !== draft.by) {
    if (draft.openTo && !draft.openTo.includes(by)) return refuse('draft/not-let-in')
    if (draft.state !== 'draft') return refuse('draft/in-review', { state: draft.state })
  }
  return draft
}

export function judgeDraftSubmitted(
  { entry, body }: KnownEntry<'draft/submitted'>,
  reader: LogReader,
): Refusal | undefined {
  const draft = openDraft(reader, body.draft)
  if (isRefusal(draft)) return draft
  if (entry.header.by !== draft.by) return refuse('draft/not-yours')
  if (draft.state !== 'draft') return refuse('draft/in-review', { state: draft.state })
  return refuseStale(draft, body.revision) ?? requirePermission(reader, entry.header.by, 'propose')
}

/** Whoever names an older revision has not seen what was written since. */
export function refuseStale({ head }: DraftRecord, seen: Cid): Refusal | undefined {
  return seen === head ? undefined : refuse('draft/stale', { head })
}
