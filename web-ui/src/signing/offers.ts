import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { BulletinPublished } from '../../../protocol/federation/bulletin.ts'
import type { OfferPublished } from '../../../protocol/federation/offer.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { Ack, Offer } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { write } from './write.ts'

/** What an offer says, as the form has it. */
export type OfferContent = Omit<OfferPublished, 'revises'>

/** Tells a federation what the group can spare or needs. */
export async function publishOffer(
  api: Api,
  member: DeviceKey,
  group: string,
  federation: string,
  content: OfferContent,
): Promise<Ack> {
  const log = await ownFeed(api, group, federation)
  return write(api, member, { kind: 'offer/published', log, body: { ...inNfc(content), revises: null } })
}

/** Says it anew: this revision counts after the one that was shown, whoever wrote that. */
export function reviseOffer(api: Api, member: DeviceKey, offer: Offer, content: OfferContent): Promise<Ack> {
  const body = { ...inNfc(content), revises: trustedCid(offer.id) }
  return write(api, member, { kind: 'offer/published', log: offer.feed, body, after: offer.seq })
}

export function withdrawOffer(api: Api, member: DeviceKey, offer: Offer): Promise<Ack> {
  const { direction, kind, title, unit, fromMs, untilMs, place, terms } = offer
  return reviseOffer(api, member, offer, { direction, kind, title, quantity: 0, unit, fromMs, untilMs, place, terms })
}

/**
 * Announces something.
 * @param to the federation; the group's own id for a word to itself, or a federation's to all groups below it.
 */
export async function publishBulletin(
  api: Api,
  member: DeviceKey,
  group: string,
  to: string,
  said: Omit<BulletinPublished, 'passes'>,
): Promise<Ack> {
  const log = to === group ? group : await ownFeed(api, group, to)
  const body = { ...said, title: said.title.normalize('NFC'), text: said.text.normalize('NFC'), passes: null }
  return write(api, member, { kind: 'bulletin/published', log, body })
}

function inNfc(content: OfferContent): OfferContent {
  const { kind, title, unit, terms } = content
  return {
    ...content,
    kind: kind.normalize('NFC'),
    title: title.normalize('NFC'),
    unit: unit.normalize('NFC'),
    terms: terms.normalize('NFC'),
  }
}

export async function ownFeed(api: Api, group: string, federation: string): Promise<string> {
  const { feeds } = await unwrap(api.GET('/federations/{id}', { params: { path: { id: federation } } }))
  const own = feeds.find(feed => feed.group === group)
  if (!own) throw new Error('the group has no feed there')
  return own.feed
}
