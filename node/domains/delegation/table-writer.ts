import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { freezeDelegations } from '../../../protocol/governance/delegation-table.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { StoredProposal } from '../governance/proposals.ts'
import { openProposalSecrets } from '../governance/secrets.ts'
import { openPassings } from './passing.ts'

/** Writes the table of delegations of a vote that closes. */
export function openTableWriter(core: Core) {
  const secrets = openProposalSecrets(core.store)
  const passings = openPassings(core.store)

  /** Kept before its first part is written: what a crash has cut off is written on from there. */
  const freeze = (proposal: StoredProposal, nowMs: number) => {
    const rows = passings
      .of(proposal, nowMs)
      .filter(({ from }) => from.chosen === null)
      .map(({ from, to }) => [publicKeyHex(from.key), publicKeyHex(to.key)] as const)
    secrets.keepDelegations(proposal.id, rows)
    return rows
  }

  /** Writes what is missing of the table; nothing where nobody delegates. */
  return async (own: LogRow, proposal: StoredProposal): Promise<Refusal | undefined> => {
    const { id, closesAtMs, delegations: seen } = proposal
    const nowMs = core.now()
    if (!seen && !core.reader(own).hasDelegations(id, Math.min(nowMs, closesAtMs))) return
    const kept = seen ? secrets.get(id)?.delegations : undefined
    const parts = freezeDelegations(id, kept ?? freeze(proposal, nowMs), nativeSha256)
    for (const part of parts.slice(seen?.partsSeen ?? 0)) {
      const ack = await core.write(own.id, 'proposal/delegations', part)
      if (isRefusal(ack)) return ack
    }
  }
}
