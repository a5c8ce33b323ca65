import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import {
  contributionsRoot,
  drawPanel,
  drawStrata,
  type Panel,
  panelSeed,
  type SortitionRecord,
  sortitionCalled,
  sortitionCommitted,
  sortitionDrawn,
} from '../../../protocol/governance/sortition.ts'
import { type Stratum, strataOf } from '../../../protocol/governance/strata.ts'
import type { Role } from '../../../protocol/group/role.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'
import { type BegunRow, openBegun, readBegun } from './begun.ts'

/** A sortition as it stands in the tables. */
export type StoredSortition = SortitionRecord & {
  readonly row: number
  readonly log: number
  readonly calledAtMs: number
  readonly committedEntry: Cid | null
  readonly drawnEntry: Cid | null
}

type Row = BegunRow & {
  state: SortitionRecord['state']
  called_at_ms: number
  committed: Uint8Array | null
  committed_entry: string | null
  drawn: Uint8Array | null
  drawn_entry: string | null
}

export type Sortitions = ReturnType<typeof openSortitions>

/** Queries over draws by lot. */
export function openSortitions(store: Store) {
  const pool = store
    .prepare<[number], Uint8Array>('SELECT key FROM sortition_pool WHERE sortition = ? ORDER BY key')
    .pluck()
  const ofRole = store
    .prepare<[number, Role], Uint8Array>(
      'SELECT key FROM sortition_pool WHERE sortition = ? AND stratum = ? ORDER BY key',
    )
    .pluck()
  const declined = store.prepare<[number], { key: Uint8Array; declined: string }>(
    'SELECT key, declined FROM sortition_pool WHERE sortition = ? AND declined IS NOT NULL ORDER BY key',
  )
  const standing = store
    .prepare<[number, Uint8Array], number>(
      'SELECT 1 FROM sortition_pool WHERE sortition = ? AND key = ? AND declined IS NULL',
    )
    .pluck()
  const contributions = store
    .prepare<[number], string>('SELECT entry FROM sortition_contribution WHERE sortition = ? ORDER BY position')
    .pluck()
  const contributed = store
    .prepare<[number, Uint8Array], number>('SELECT 1 FROM sortition_contribution WHERE sortition = ? AND key = ?')
    .pluck()
  const poolOf = ({ row }: StoredSortition): PublicKeyHex[] => pool.all(row).map(publicKeyHex)
  const strataIn = ({ row, stratify }: StoredSortition): Stratum[] =>
    stratify === undefined ? [] : strataOf(name => ofRole.all(row, name).map(publicKeyHex))
  const contributionsOf = ({ row }: StoredSortition): Cid[] => contributions.all(row).map(storedCid)
  const declinedOf = ({ row }: StoredSortition) =>
    declined.all(row).map(({ key, declined: entry }) => ({ key: publicKeyHex(key), entry: storedCid(entry) }))
  return {
    /** Pending are those not drawn yet. */
    ...openBegun(store, 'sortition', read, "state IN ('called', 'joining')"),
    pool: poolOf,
    /** The pool by the roles that its members had then; empty where the draw is not in proportion to these. */
    strata: strataIn,
    /** Who will not serve, each with the entry that says so. */
    declined: declinedOf,
    /** Ids of the entries that added to the seed, in the order of the log. */
    contributions: contributionsOf,
    mayBeDrawn: ({ row }: StoredSortition, key: PublicKeyHex): boolean => standing.get(row, fromHex(key)) !== undefined,
    hasContributed: ({ row }: StoredSortition, key: PublicKeyHex): boolean =>
      contributed.get(row, fromHex(key)) !== undefined,
    /** Who serves now; undefined before the draw. */
    panel(sortition: StoredSortition): Panel | undefined {
      if (!sortition.drawn) return undefined
      const seed = panelSeed(sortition.drawn.seed, contributionsRoot(contributionsOf(sortition)))
      const away = new Set(declinedOf(sortition).map(({ key }) => key))
      if (sortition.stratify !== undefined) return drawStrata(seed, strataIn(sortition), sortition.seats, away)
      return drawPanel(seed, poolOf(sortition), sortition.seats, away)
    },
  }
}

function read(row: Row): StoredSortition {
  return {
    ...readBegun(sortitionCalled, row),
    state: row.state,
    calledAtMs: row.called_at_ms,
    committed: row.committed && readStored(sortitionCommitted, row.committed),
    committedEntry: row.committed_entry === null ? null : storedCid(row.committed_entry),
    drawn: row.drawn && readStored(sortitionDrawn, row.drawn),
    drawnEntry: row.drawn_entry === null ? null : storedCid(row.drawn_entry),
  }
}
