import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type InitiativeRecord, initiativeStarted } from '../../../protocol/governance/initiative.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'
import { type BegunRow, openBegun, readBegun } from './begun.ts'
import { VOTERS } from './pool.ts'

/** An initiative as it stands in the tables. */
export type StoredInitiative = InitiativeRecord & {
  readonly row: number
  readonly log: number
  readonly startedAtMs: number
}

type Row = BegunRow & { started_at_ms: number; reached_at_ms: number | null; proposal: string | null }

export type Initiatives = ReturnType<typeof openInitiatives>

/** Queries over initiatives and who supports them. */
export function openInitiatives(store: Store) {
  const supporters = store
    .prepare<[number, number, string], number>(
      `SELECT count(*) FROM support JOIN member ON member.log = ? AND member.key = support.key
       WHERE initiative = ? AND supports = 1 AND state = 'active' AND role IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const voters = store
    .prepare<[number, string], number>(
      `SELECT count(*) FROM member WHERE log = ? AND state = 'active' AND role IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const supports = store
    .prepare<[number, Uint8Array], number>('SELECT supports FROM support WHERE initiative = ? AND key = ?')
    .pluck()
  const roles = JSON.stringify(VOTERS)
  return {
    /** Pending are those that the node has to open a vote for. */
    ...openBegun(store, 'initiative', read, 'reached_at_ms IS NOT NULL AND proposal IS NULL'),
    /** Members who support it, may vote and are still in the group. */
    supporters: ({ row, log }: StoredInitiative): number => supporters.get(log, row, roles) ?? 0,
    /** Members who may vote. */
    voters: (log: number): number => voters.get(log, roles) ?? 0,
    isSupporter: ({ row }: StoredInitiative, key: PublicKeyHex): boolean => supports.get(row, fromHex(key)) === 1,
  }
}

function read(row: Row): StoredInitiative {
  return {
    ...readBegun(initiativeStarted, row),
    startedAtMs: row.started_at_ms,
    reachedAtMs: row.reached_at_ms,
    proposal: row.proposal === null ? null : storedCid(row.proposal),
  }
}
