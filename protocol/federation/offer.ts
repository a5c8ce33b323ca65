import type { Cid } from '../bytes/cid.ts'
import { cid, type Infer, integer, nullable, object, oneOf, text } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireFeedVoice } from './feed.ts'

/** What a group can spare or needs. The place is coarse; full detail stays at home until someone asks. */
export const offerPublished = object({
  /** The first revision's id; null in the first itself. */
  revises: nullable(cid),
  direction: oneOf('offer', 'need'),
  kind: text({ min: 1, max: 40 }),
  title: text({ min: 1, max: 120 }),
  /** Zero withdraws it. */
  quantity: integer({ min: 0, max: 1_000_000_000 }),
  unit: text({ min: 1, max: 20 }),
  fromMs: integer({ min: 0 }),
  untilMs: integer({ min: 0 }),
  place: nullable(text({ min: 4, max: 4 })),
  terms: text({ min: 0, max: 500 }),
})
export type OfferPublished = Infer<typeof offerPublished>
export type Offer = OfferPublished & { readonly first: Cid; readonly seq: number; readonly index: number }

const COARSE_PLACE = /^[0-9b-hjkmnp-z]{4}$/

/** Whether a place is a geohash of just four characters: about 20 km, never finer. */
function isCoarsePlace(place: string): boolean {
  return COARSE_PLACE.test(place)
}

export function judgeOffer({ entry, body }: KnownEntry<'offer/published'>, reader: LogReader): Refusal | undefined {
  if (body.untilMs <= body.fromMs)
    return refuse('entry/bad-body', { field: 'untilMs', problem: 'ends before it begins' })
  if (body.place !== null && !isCoarsePlace(body.place))
    return refuse('entry/bad-body', { field: 'place', problem: 'no geohash of four characters' })
  if (body.revises && !reader.offer(body.revises)) return refuse('offer/unknown')
  return requireFeedVoice(entry.header.by, reader, 'stewards')
}

/** Whether an offer stands at a moment: the last revision, not withdrawn, not over. */
export function offerStands(offer: Offer, nowMs: number): boolean {
  return offer.quantity > 0 && nowMs < offer.untilMs
}
