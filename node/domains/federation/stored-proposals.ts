import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type FederationDecided, federationDecided } from '../../../protocol/federation/decision.ts'
import { type FederationProposal, federationProposed } from '../../../protocol/federation/proposal.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** A federated proposal as its federation's log has it, here or as a copy. */
export type StoredFederationProposal = FederationProposal & {
  readonly log: number
  readonly decided: FederationDecided | null
  readonly decidedEntry: Cid | null
  readonly decidedAtMs: number | null
}

type ProposalRow = {
  cid: string
  log: number
  body: Uint8Array
  state: 'open' | 'decided'
  charter: string | null
  decided: Uint8Array | null
  decided_entry: string | null
  decided_at_ms: number | null
}

/** What federations have put to their groups, and how it was decided. */
export function openStoredProposals(store: Store) {
  const proposalOf = store.prepare<[string], ProposalRow>('SELECT * FROM federation_proposal WHERE cid = ?')
  const proposalsOf = store
    .prepare<[number], string>('SELECT cid FROM federation_proposal WHERE log = ? ORDER BY rowid DESC')
    .pluck()
  const openProposalsOf = store
    .prepare<[number, string], string>('SELECT cid FROM federation_proposal WHERE log = ? AND state = ? ORDER BY rowid')
    .pluck()
  const answering = store
    .prepare<[number, string], string>(
      'SELECT cid FROM federation_proposal WHERE log = ? AND answers = ? ORDER BY rowid',
    )
    .pluck()
  const decidedBy = store
    .prepare<[string], string>('SELECT cid FROM federation_proposal WHERE decided_entry = ?')
    .pluck()
  const proposal = (id: Cid): StoredFederationProposal | undefined => {
    const row = proposalOf.get(id)
    return row && readProposal(row)
  }

  return {
    proposal,
    proposals: (log: number, state?: 'open' | 'decided'): Cid[] =>
      (state ? openProposalsOf.all(log, state) : proposalsOf.all(log)).map(storedCid),
    /** A federation's own proposal, the first, that answers one of the federation above. */
    answering(log: number, above: Cid): Cid | undefined {
      const id = answering.get(log, above)
      return id === undefined ? undefined : storedCid(id)
    },
    /** The proposal that an entry of `federation/decided` decided. */
    decidedBy(decision: Cid): Cid | undefined {
      const id = decidedBy.get(decision)
      return id === undefined ? undefined : storedCid(id)
    },
  }
}

function readProposal(row: ProposalRow): StoredFederationProposal {
  const decided = row.decided ? readStored(federationDecided, row.decided) : null
  const decidedEntry = row.decided_entry === null ? null : storedCid(row.decided_entry)
  const decidedAtMs = row.decided_at_ms
  const isDecided = decided && decidedEntry && decidedAtMs !== null
  return {
    ...readStored(federationProposed, row.body),
    id: storedCid(row.cid),
    log: row.log,
    state: row.state,
    charter: row.charter === null ? undefined : storedCid(row.charter),
    decided,
    decidedEntry,
    decidedAtMs,
    ...(isDecided ? { decision: { entry: decidedEntry, atMs: decidedAtMs, body: decided } } : {}),
    ...(decided ? { accepted: decided.accepted } : {}),
  }
}
