import type { Cid } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { proposalDelegations } from '../../../protocol/governance/delegation-table.ts'
import { proposalPaper } from '../../../protocol/governance/paper-table.ts'
import { type ProposalRecord, proposalElectorate, proposalOpened } from '../../../protocol/governance/proposal.ts'
import { type ProposalClosed, proposalClosed } from '../../../protocol/governance/tally.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** A proposal as it stands in the tables. */
export type StoredProposal = ProposalRecord & {
  readonly row: number
  readonly log: number
  readonly openedAtMs: number
  readonly closed: ProposalClosed | null
  readonly closedAtMs: number | null
  readonly closedEntry: Cid | null
}

type Row = {
  id: number
  cid: string
  log: number
  by: Uint8Array
  body: Uint8Array
  state: 'opening' | 'open' | 'closed'
  opened_at_ms: number
  electorate: Uint8Array | null
  keys_seen: number
  last_key: Uint8Array | null
  closed: Uint8Array | null
  closed_at_ms: number | null
  closed_entry: string | null
  delegations: Uint8Array | null
  rows_seen: number
  last_row: Uint8Array | null
  paper: Uint8Array | null
  paper_keys_seen: number
  paper_serials_seen: number
  paper_last_key: Uint8Array | null
  charter: string | null
}

/** States by which proposals are listed: those that are closing count as open. */
export type ListedState = Exclude<StoredProposal['state'], 'closing'>

/** Proposals by id; what was read stays in memory until it is changed, since every ballot asks for its proposal. */
export type Proposals = {
  get(id: Cid): StoredProposal | undefined
  /** Ids in the order of opening, newest first. */
  list(log: number, state?: ListedState): Cid[]
  /** This group's votes that answer a federation's proposal. */
  answering(federationProposal: Cid): Cid | undefined
  forget(id?: Cid): void
}

export function openProposals(store: Store): Proposals {
  const byId = store.prepare<[string], Row>('SELECT * FROM proposal WHERE cid = ?')
  const all = store.prepare<[number], string>('SELECT cid FROM proposal WHERE log = ? ORDER BY id DESC').pluck()
  const byState = store
    .prepare<[number, string], string>('SELECT cid FROM proposal WHERE log = ? AND state = ? ORDER BY id DESC')
    .pluck()
  const byAnswer = store.prepare<[string], string>('SELECT cid FROM proposal WHERE answers = ? ORDER BY id').pluck()
  const kept = new Map<Cid, StoredProposal>()
  return {
    get(id) {
      const held = kept.get(id)
      if (held) return held
      const row = byId.get(id)
      if (!row) return undefined
      const proposal = read(row)
      kept.set(id, proposal)
      return proposal
    },
    list: (log, state) => (state ? byState.all(log, state) : all.all(log)).map(storedCid),
    answering(federationProposal) {
      const id = byAnswer.get(federationProposal)
      return id === undefined ? undefined : storedCid(id)
    },
    forget(id) {
      if (id) kept.delete(id)
      else kept.clear()
    },
  }
}

function read(row: Row): StoredProposal {
  const part = row.electorate ? readStored(proposalElectorate, row.electorate) : null
  const table = row.delegations ? readStored(proposalDelegations, row.delegations) : null
  const paper = row.paper ? readStored(proposalPaper, row.paper) : null
  return {
    ...readStored(proposalOpened, row.body),
    id: storedCid(row.cid),
    row: row.id,
    log: row.log,
    by: publicKeyHex(row.by),
    state: row.state === 'open' && (table || paper) ? 'closing' : row.state,
    openedAtMs: row.opened_at_ms,
    charter: row.charter === null ? undefined : storedCid(row.charter),
    electorate: part && {
      count: part.count,
      root: part.root,
      seedCommitment: part.seedCommitment,
      active: part.active,
      charter: part.charter,
      parts: part.parts,
      partsSeen: part.part + 1,
      keysSeen: row.keys_seen,
      lastKey: row.last_key ? publicKeyHex(row.last_key) : null,
    },
    delegations: table && {
      count: table.count,
      root: table.root,
      parts: table.parts,
      partsSeen: table.part + 1,
      rowsSeen: row.rows_seen,
      lastKey: row.last_row ? publicKeyHex(row.last_row) : null,
    },
    paperTable: paper && {
      count: paper.count,
      root: paper.root,
      printed: paper.printed,
      parts: paper.parts,
      partsSeen: paper.part + 1,
      keysSeen: row.paper_keys_seen,
      serialsSeen: row.paper_serials_seen,
      lastKey: row.paper_last_key ? publicKeyHex(row.paper_last_key) : null,
    },
    closed: row.closed ? readStored(proposalClosed, row.closed) : null,
    closedAtMs: row.closed_at_ms,
    closedEntry: row.closed_entry === null ? null : storedCid(row.closed_entry),
  }
}
