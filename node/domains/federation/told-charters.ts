import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { groupKeyReplaced, type KeyChange } from '../../../protocol/federation/steward-key.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** What a group's feed has told of its charter since its founding: an amendment, or another key of a steward. */
export type Told =
  | { readonly type: 'charter'; readonly id: Cid; readonly entry: Uint8Array }
  | { readonly type: 'key'; readonly key: PublicKeyHex; readonly change: KeyChange }

type Row = { idx: number; cid: string | null; key: Uint8Array | null; bytes: Uint8Array }

/** @returns what the feed of a log row has told, in its order. */
export function openToldCharters(store: Store): (feed: number) => Told[] {
  const told = store.prepare<[number, number], Row>(
    `SELECT idx, cid, NULL AS key, entry AS bytes FROM feed_charter WHERE log = ?
     UNION ALL SELECT idx, NULL, key, body FROM feed_key WHERE log = ? ORDER BY idx`,
  )
  return feed =>
    told.all(feed, feed).map(({ cid, key, bytes }) => {
      if (cid !== null) return { type: 'charter', id: storedCid(cid), entry: bytes }
      if (key === null) throw new Error('neither an amendment nor a key')
      return { type: 'key', key: publicKeyHex(key), change: readStored(groupKeyReplaced, bytes) }
    })
}
