import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { sortitionCalled, sortitionCommitted, sortitionDrawn } from '../../../protocol/governance/sortition.ts'
import { strataOf } from '../../../protocol/governance/strata.ts'
import type { Role } from '../../../protocol/group/role.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import { openPool } from './pool.ts'
import { openSortitions, type StoredSortition } from './sortitions.ts'

type SortitionKinds =
  | 'sortition/called'
  | 'sortition/committed'
  | 'sortition/joined'
  | 'sortition/drawn'
  | 'sortition/declined'

/** Draws by lot, as tables. */
export function sortitionProjection(store: Store): Projection<SortitionKinds> {
  const sortitions = openSortitions(store)
  const pool = openPool(store)
  const call = store.prepare<[string, number, Uint8Array, Uint8Array, number]>(
    `INSERT INTO sortition (cid, log, by, body, state, called_at_ms) VALUES (?, ?, ?, ?, 'called', ?)`,
  )
  const commit = store.prepare<[Uint8Array, string, number]>(
    `UPDATE sortition SET state = 'joining', committed = ?, committed_entry = ? WHERE id = ?`,
  )
  const addToPool = store.prepare<[number, Uint8Array, Role | null]>(
    'INSERT INTO sortition_pool (sortition, key, stratum) VALUES (?, ?, ?)',
  )
  const contribute = store.prepare<[number, Uint8Array, number, string]>(
    'INSERT INTO sortition_contribution (sortition, key, position, entry) VALUES (?, ?, ?, ?)',
  )
  const draw = store.prepare<[Uint8Array, string, number]>(
    `UPDATE sortition SET state = 'drawn', drawn = ?, drawn_entry = ? WHERE id = ?`,
  )
  const decline = store.prepare<[string, number, Uint8Array]>(
    'UPDATE sortition_pool SET declined = ? WHERE sortition = ? AND key = ?',
  )
  const find = (id: Cid): StoredSortition => {
    const sortition = sortitions.get(id)
    if (!sortition) throw new Error('an entry of a draw without its call')
    return sortition
  }
  return {
    'sortition/called': ({ entry, body }, { log, acceptedAtMs }) => {
      call.run(entry.id, log, fromHex(entry.header.by), toStored(sortitionCalled, body), acceptedAtMs)
    },
    'sortition/committed': ({ entry, body }, { log }) => {
      const { row, pool: role, stratify } = find(body.sortition)
      commit.run(toStored(sortitionCommitted, body), entry.id, row)
      const sections =
        stratify === undefined ? [{ role: null, keys: pool(log, role) }] : strataOf(name => pool(log, name))
      for (const { role: stratum, keys } of sections) {
        for (const key of keys) addToPool.run(row, fromHex(key), stratum)
      }
    },
    'sortition/joined': ({ entry, body }, { position }) => {
      contribute.run(find(body.sortition).row, fromHex(entry.header.by), position, entry.id)
    },
    'sortition/drawn': ({ entry, body }) => {
      draw.run(toStored(sortitionDrawn, body), entry.id, find(body.sortition).row)
    },
    'sortition/declined': ({ entry, body }) => {
      decline.run(entry.id, find(body.sortition).row, fromHex(entry.header.by))
    },
  }
}
