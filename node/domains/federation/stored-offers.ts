import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type Offer, offerPublished, offerStands } from '../../../protocol/federation/offer.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** An offer with the group and federation whose feed it is in. */
export type FoundOffer = Offer & { readonly federation: Cid; readonly group: Cid }

type OfferRow = { first: string; seq: number; idx: number; body: Uint8Array; log: number }

/** What groups can spare or need, by their feeds. */
export function openStoredOffers(store: Store) {
  const offerOf = store.prepare<[string, number], OfferRow>('SELECT * FROM offer WHERE first = ? AND log = ?')
  const offerAnywhere = store.prepare<[string], OfferRow>('SELECT * FROM offer WHERE first = ?')
  const standingOffers = store.prepare<[number], OfferRow>('SELECT * FROM offer WHERE until_ms > ? ORDER BY first')
  const feedOf = store.prepare<[number], { federation: string; group_cid: string }>(
    'SELECT federation, group_cid FROM feed WHERE log = ?',
  )
  const readOffer = (row: OfferRow): Offer => ({
    ...readStored(offerPublished, row.body),
    first: storedCid(row.first),
    seq: row.seq,
    index: row.idx,
  })
  const found = (row: OfferRow): FoundOffer | undefined => {
    const feed = feedOf.get(row.log)
    return feed && { ...readOffer(row), federation: storedCid(feed.federation), group: storedCid(feed.group_cid) }
  }

  return {
    offer(log: number, first: Cid): Offer | undefined {
      const row = offerOf.get(first, log)
      return row && readOffer(row)
    },
    /** An offer in whatever feed it is, standing or not. */
    offerAnywhere(first: Cid): FoundOffer | undefined {
      const row = offerAnywhere.get(first)
      return row && found(row)
    },
    /** Offers that stand, with the group and federation whose feed they are in. */
    standingOffers: (nowMs: number): FoundOffer[] =>
      standingOffers.all(nowMs).flatMap(row => {
        const offer = found(row)
        return offer && offerStands(offer, nowMs) ? [offer] : []
      }),
  }
}
