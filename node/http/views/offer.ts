import type { Cid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { offerStands } from '../../../protocol/federation/offer.ts'
import { isWished } from '../../domains/federation/offer-wishes.ts'
import type { FoundOffer } from '../../domains/federation/stored-offers.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { OfferView, OfferWhole } from '../schema/federation.ts'
import { distanceKm } from './distance.ts'
import { groupsOf, knownFederations } from './federation.ts'

type Asking = { readonly near?: string | undefined; readonly reader: PublicKeyHex | undefined }

/** How offers look from a place, the group's own where none is named, and to somebody. */
export function offerViews(using: Context, own: LogRow, { near, reader }: Asking): (offer: FoundOffer) => OfferView {
  const here = near ?? using.core.reader(own).charter()?.place ?? null
  const names = groupNames(using, own)
  const feeds = feedsOf(using, own)
  const wishes = reader ? using.offerWishes.of(reader) : []
  return ({ first, index: _, revises: __, ...offer }) => {
    const distance = here !== null && offer.place !== null ? distanceKm(here, offer.place) : null
    const isOwn = offer.group === own.id
    return {
      ...offer,
      id: first,
      groupName: names.get(offer.group) ?? '',
      distanceKm: distance,
      own: isOwn,
      feed: feeds.get(`${offer.federation} ${offer.group}`) ?? offer.federation,
      wished: !isOwn && isWished(wishes, { kind: offer.kind, distanceKm: distance }),
    }
  }
}

/** One offer with its details, as far as whoever asks may know of them. */
export function offerWhole(
  using: Context,
  own: LogRow,
  offer: FoundOffer,
  reader: PublicKeyHex | undefined,
): OfferWhole {
  const view = offerViews(using, own, { reader })(offer)
  const { offerDetails, bulletins, core } = using
  const names = groupNames(using, own)
  const isMember = reader !== undefined && bulletins.isFor(own, reader, 'all')
  const mayGovern = reader !== undefined && bulletins.isFor(own, reader, 'stewards')
  const isShown = view.own && mayGovern
  return {
    ...view,
    stands: offerStands(offer, core.now()),
    detail: (isShown && offerDetails.detail(offer.first)) || null,
    requests: isShown
      ? offerDetails.requests(offer.first).map(request => ({ ...request, name: names.get(request.group) ?? '' }))
      : [],
    answer: (isMember && offerDetails.kept(offer.first)) || null,
  }
}

export function nearestFirst(a: OfferView, b: OfferView): number {
  const far = Number.MAX_SAFE_INTEGER
  return (a.distanceKm ?? far) - (b.distanceKm ?? far) || a.untilMs - b.untilMs || (a.id < b.id ? -1 : 1)
}

function groupNames(using: Context, own: LogRow): Map<Cid, string> {
  const known = knownFederations(using, own)
  const groups = known.flatMap(federation => groupsOf(using, federation))
  const ownName = plainName(using.core.reader(own).charter()?.name ?? '')
  return new Map([
    ...known.map(({ id, charter }): [Cid, string] => [id, plainName(charter.name)]),
    ...groups.map(({ id, charter }): [Cid, string] => [id, plainName(charter.name)]),
    [own.id, ownName],
  ])
}

/** Feeds by federation and group. */
function feedsOf(using: Context, own: LogRow): Map<string, Cid> {
  return new Map(
    knownFederations(using, own).flatMap(known =>
      groupsOf(using, known).map(({ id, feed }): [string, Cid] => [`${known.id} ${id}`, feed]),
    ),
  )
}
