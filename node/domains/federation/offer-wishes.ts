import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Store } from '../../store/open.ts'

/** What a member wants to be told of: offers of a kind, empty for any, within a distance. Known at this node only. */
export type OfferWish = { readonly kind: string; readonly withinKm: number }

export type OfferWishes = ReturnType<typeof openOfferWishes>

const MOST_OF_A_MEMBER = 50

export function openOfferWishes(store: Store) {
  const list = store.prepare<[Uint8Array], OfferWish>(
    'SELECT kind, within_km AS withinKm FROM offer_wish WHERE member = ? ORDER BY kind',
  )
  const set = store.prepare<[Uint8Array, string, number]>('INSERT OR REPLACE INTO offer_wish VALUES (?, ?, ?)')
  const drop = store.prepare<[Uint8Array, string]>('DELETE FROM offer_wish WHERE member = ? AND kind = ?')
  const of = (member: PublicKeyHex): OfferWish[] => list.all(fromHex(member))
  return {
    of,
    /** One a kind; beyond the most that one member may have, none is added. */
    set(member: PublicKeyHex, { kind, withinKm }: OfferWish): void {
      const held = of(member)
      if (held.length >= MOST_OF_A_MEMBER && !held.some(wish => wish.kind === kind)) return
      set.run(fromHex(member), kind, withinKm)
    },
    drop: (member: PublicKeyHex, kind: string) => drop.run(fromHex(member), kind),
  }
}

/** Whether an offer is one that was wished for. Without a place it is near enough for nobody but who takes any distance. */
export function isWished(
  wishes: readonly OfferWish[],
  { kind, distanceKm }: { readonly kind: string; readonly distanceKm: number | null },
): boolean {
  return wishes.some(
    wish => (wish.kind === '' || wish.kind === kind) && (distanceKm ?? AROUND_THE_EARTH_KM) <= wish.withinKm,
  )
}

/** As far as two places can be apart: any distance. */
export const AROUND_THE_EARTH_KM = 20_038
