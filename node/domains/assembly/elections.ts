import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type Candidate, type ElectionRecord, electionCalled } from '../../../protocol/governance/election.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'
import { type BegunRow, openBegun, readBegun } from './begun.ts'
import { VOTERS } from './pool.ts'

/** An election as it stands in the tables. */
export type StoredElection = ElectionRecord & {
  readonly row: number
  readonly log: number
  readonly calledAtMs: number
}

/** Who was put up. */
export type Nominee = {
  readonly key: PublicKeyHex
  readonly nominatedBy: PublicKeyHex
  /** Null while they have not answered. */
  readonly accepts: boolean | null
  readonly statement: string
  /** What the ballot calls them, once there is one. */
  readonly option: string | null
}

type Row = BegunRow & { called_at_ms: number; proposal: string | null }
type NomineeRow = {
  key: Uint8Array
  nominated_by: Uint8Array
  accepts: number | null
  statement: string
  option: string | null
}

export type Elections = ReturnType<typeof openElections>

/** Queries over elections and who stands in them. */
export function openElections(store: Store) {
  const byProposal = store.prepare<[string], Row>('SELECT * FROM election WHERE proposal = ?')
  const nominees = store.prepare<[number], NomineeRow>('SELECT * FROM candidate WHERE election = ? ORDER BY key')
  const nominated = store
    .prepare<[number, Uint8Array], number>('SELECT 1 FROM candidate WHERE election = ? AND key = ?')
    .pluck()
  const candidates = store.prepare<[number, number, string], { key: Uint8Array; name: string }>(
    `SELECT candidate.key, member.name FROM candidate JOIN member ON member.log = ? AND member.key = candidate.key
     WHERE election = ? AND accepts = 1 AND state = 'active' AND role IN (SELECT value FROM json_each(?))
     ORDER BY candidate.key`,
  )
  const roles = JSON.stringify(VOTERS)
  return {
    /** Pending are those without a vote yet. */
    ...openBegun(store, 'election', read, 'proposal IS NULL'),
    /** The election whose vote this is. */
    ofProposal(proposal: Cid): StoredElection | undefined {
      const row = byProposal.get(proposal)
      return row && read(row)
    },
    /** Everyone put up, in the order of their keys. */
    nominees: ({ row }: StoredElection): Nominee[] => nominees.all(row).map(readNominee),
    isNominated: ({ row }: StoredElection, key: PublicKeyHex): boolean =>
      nominated.get(row, fromHex(key)) !== undefined,
    /** Active members who will stand and may vote. */
    candidates: ({ row, log }: StoredElection): Candidate[] =>
      candidates.all(log, row, roles).map(({ key, name }) => ({ key: publicKeyHex(key), name })),
  }
}

function read(row: Row): StoredElection {
  return {
    ...readBegun(electionCalled, row),
    calledAtMs: row.called_at_ms,
    proposal: row.proposal === null ? null : storedCid(row.proposal),
  }
}

function readNominee({ key, nominated_by, accepts, statement, option }: NomineeRow): Nominee {
  return {
    key: publicKeyHex(key),
    nominatedBy: publicKeyHex(nominated_by),
    accepts: accepts === null ? null : accepts === 1,
    statement,
    option,
  }
}
