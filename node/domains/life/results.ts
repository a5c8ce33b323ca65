import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { Rejected, Result } from '../../../protocol/life/result.ts'
import type { Store } from '../../store/open.ts'
import { openClosedTally } from '../governance/closed-tally.ts'
import type { Proposals, StoredProposal } from '../governance/proposals.ts'
import { storedCid } from '../stored.ts'

export type Results = ReturnType<typeof openResults>

const MOST_KEPT = 1_000

/** How votes ended; what was counted once stays known, since it cannot change. */
export function openResults(store: Store, proposals: Proposals) {
  const tallyOf = openClosedTally(store)
  const closedSince = store
    .prepare<[number, number], string>('SELECT cid FROM proposal WHERE log = ? AND closed_at_ms > ?')
    .pluck()
  const kept = new Map<Cid, Result>()

  const resultOf = (proposal: StoredProposal): Result | undefined => {
    const held = kept.get(proposal.id)
    const tally = held ? undefined : tallyOf(proposal)
    if (!tally || proposal.closedAtMs === null) return held
    const { accepted, selected } = tally.outcome
    const result = { accepted: accepted ?? selected.length > 0, closedAtMs: proposal.closedAtMs }
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(proposal.id, result)
    return result
  }
  return {
    of(id: Cid): Result | undefined {
      const proposal = proposals.get(id)
      return proposal && resultOf(proposal)
    },
    rejectedSince(log: number, ms: number): Rejected[] {
      const closed = closedSince.all(log, ms).flatMap(cid => proposals.get(storedCid(cid)) ?? [])
      return closed.flatMap(proposal => {
        const result = resultOf(proposal)
        const { id, title } = proposal
        return result && !result.accepted ? [{ id, title, closedAtMs: result.closedAtMs }] : []
      })
    },
    /** What was closed in a transaction that did not hold is not closed. */
    forget: () => kept.clear(),
  }
}
