import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Term } from '../../../protocol/group/office.ts'
import type { Role } from '../../../protocol/group/role.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

/** A term as it was filled; `leftAtMs` where it was left before its time. */
export type StoredTerm = Term & { readonly leftAtMs: number | null }

type Row = {
  cid: string
  holder: Uint8Array
  office: string
  role: Role | null
  from_ms: number
  until_ms: number
  left_at_ms: number | null
}

const COLUMNS = 'election.cid, holder, office, role, from_ms, until_ms, left_at_ms'
const TERMS = `SELECT ${COLUMNS} FROM term JOIN election ON election.id = term.election`

/** Queries over offices: who holds what, held it, and until when. */
export function openTerms(store: Store) {
  const standing = store.prepare<[number, Uint8Array], Row>(
    `${TERMS} WHERE term.log = ? AND holder = ? AND left_at_ms IS NULL ORDER BY until_ms, election.id`,
  )
  const held = store.prepare<[number, number, number], Row>(
    `${TERMS} WHERE term.log = ? AND until_ms > ? AND from_ms <= ? AND left_at_ms IS NULL ORDER BY election.id, place`,
  )
  const ofCouncil = store.prepare<[number, string], Row>(
    `${TERMS} WHERE election.log = ? AND election.council = ? ORDER BY from_ms, election.id`,
  )
  const ofElection = store.prepare<[string], Row>(`${TERMS} WHERE election.cid = ? ORDER BY place`)
  return {
    /** Offices that a member was elected to and has not left, over or not. */
    of: (log: number, holder: PublicKeyHex): StoredTerm[] => standing.all(log, fromHex(holder)).map(read),
    /** Everyone in office at a moment. */
    heldAt: (log: number, atMs: number): StoredTerm[] => held.all(log, atMs, atMs).map(read),
    /** Everyone elected to sit on a federation's council, over or left or not. */
    ofCouncil: (log: number, federation: Cid): StoredTerm[] => ofCouncil.all(log, federation).map(read),
    /** Everyone an election has brought into office, in the order in which the seats were filled. */
    ofElection: (election: Cid): StoredTerm[] => ofElection.all(election).map(read),
  }
}

export type Terms = ReturnType<typeof openTerms>

function read(row: Row): StoredTerm {
  return {
    election: storedCid(row.cid),
    office: row.office,
    role: row.role,
    holder: publicKeyHex(row.holder),
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    leftAtMs: row.left_at_ms,
  }
}
