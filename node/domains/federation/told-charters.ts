import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { groupKeyReplaced, type KeyChange } from '../../../protocol/federation/steward-key.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** What a group's feed has told of its charter since its founding: an amendment, or another key of a steward. */
export type Told =
  | { readonly type: 'charter'; readonly index: number; readonly id: Cid }
  | { readonly type: 'key'; readonly index: number; readonly key: PublicKeyHex }

type Row = { idx: number; cid: string | null; key: Uint8Array | null }

/** Queries by the row of a feed. */
export function openToldCharters(store: Store) {
  const told = store.prepare<[number, number], Row>(
    `SELECT idx, cid, NULL AS key FROM feed_charter WHERE log = ?
     UNION ALL SELECT idx, NULL, key FROM feed_key WHERE log = ? ORDER BY idx`,
  )
  const entryAt = store
    .prepare<[number, number], Uint8Array>('SELECT entry FROM feed_charter WHERE log = ? AND idx = ?')
    .pluck()
  const bodyAt = store
    .prepare<[number, number], Uint8Array>('SELECT body FROM feed_key WHERE log = ? AND idx = ?')
    .pluck()
  return {
    /** In the order of the feed. */
    list: (feed: number): Told[] =>
      told.all(feed, feed).map(({ idx: index, cid, key }) => {
        if (cid !== null) return { type: 'charter', index, id: storedCid(cid) }
        return { type: 'key', index, key: publicKeyHex(key ?? new Uint8Array()) }
      }),
    /** The amendment told at a place, as it stands in the group's own log, encoded. */
    amendment(feed: number, index: number): Uint8Array {
      const entry = entryAt.get(feed, index)
      if (!entry) throw new Error('no amendment there')
      return entry
    },
    /** How the key told at a place came about. */
    change(feed: number, index: number): KeyChange {
      const body = bodyAt.get(feed, index)
      if (!body) throw new Error('no key there')
      return readStored(groupKeyReplaced, body)
    },
  }
}
