import { fromHex } from '../../../protocol/bytes/hex.ts'
import { scopeText } from '../../../protocol/governance/delegation.ts'
import { proposalDelegations } from '../../../protocol/governance/delegation-table.ts'
import type { Store } from '../../store/open.ts'
import type { Proposals } from '../governance/proposals.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'

/** Delegations, and the tables that votes make of them at their close. */
export function delegationProjection(
  store: Store,
  proposals: Proposals,
): Projection<'delegation/given' | 'delegation/revoked' | 'proposal/delegations'> {
  type Values = [number, number, Uint8Array, string, number, number, Uint8Array | null, number | null, number]
  const add = store.prepare<Values>(
    `INSERT INTO delegation (position, log, member, scope, seq, given, delegate, expires_at_ms, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addPart = store.prepare<[Uint8Array, number, Uint8Array | null, number]>(
    'UPDATE proposal SET delegations = ?, rows_seen = rows_seen + ?, last_row = coalesce(?, last_row) WHERE id = ?',
  )
  const addEntry = store.prepare<[number, number, string]>(
    'INSERT INTO delegation_part (proposal, part, entry) VALUES (?, ?, ?)',
  )
  const addRow = store.prepare<[number, number, number, Uint8Array, number, Uint8Array]>(
    `INSERT INTO delegation_row (proposal, part, voter, delegate)
     SELECT ?, ?, voter.id, delegate.id FROM voter JOIN voter AS delegate
     WHERE voter.proposal = ? AND voter.key = ? AND delegate.proposal = ? AND delegate.key = ?`,
  )
  return {
    'delegation/given': ({ entry, body }, { position, log, acceptedAtMs }) => {
      const { by, seq } = entry.header
      const { scope, to, expiresAtMs = null } = body
      add.run(position, log, fromHex(by), scopeText(scope), seq, 1, to && fromHex(to), expiresAtMs, acceptedAtMs)
    },
    'delegation/revoked': ({ entry, body }, { position, log, acceptedAtMs }) => {
      const { by, seq } = entry.header
      add.run(position, log, fromHex(by), scopeText(body.scope), seq, 0, null, null, acceptedAtMs)
    },
    'proposal/delegations': ({ entry, body }) => {
      const proposal = proposals.get(body.proposal)
      if (!proposal) throw new Error('delegations without their proposal')
      const { row } = proposal
      addEntry.run(row, body.part, entry.id)
      for (const [voter, delegate] of body.rows) {
        addRow.run(row, body.part, row, fromHex(voter), row, fromHex(delegate))
      }
      const last = body.rows.at(-1)?.[0]
      const part = toStored(proposalDelegations, { ...body, rows: [] })
      addPart.run(part, body.rows.length, last ? fromHex(last) : null, row)
      proposals.forget(proposal.id)
    },
  }
}
