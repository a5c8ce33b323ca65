import { digestOfCid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { representedBy, resolveDelegations, type Voice } from '../../../protocol/governance/resolve-delegations.ts'
import type { Store } from '../../store/open.ts'
import type { StoredProposal } from '../governance/proposals.ts'
import { openPaperNotes } from '../paper/paper-notes.ts'
import { openDelegations } from './delegations.ts'

/** A voter of one vote: the row in `voter`, and the choice of the ballot that counts, null without one. */
type Voter = { readonly id: number; readonly key: Uint8Array; readonly chosen: number | null }

/** One voter passes their vote on to another. */
export type Passing = { readonly from: Voter; readonly to: Voter }

type FrozenRow = {
  id: number
  key: Uint8Array
  chosen: number | null
  to_id: number
  to_key: Uint8Array
  to_chosen: number | null
}
type VoterRow = { member: Uint8Array; id: number; key: Uint8Array; chosen: number | null }

const NOBODY: ReadonlySet<PublicKeyHex> = new Set()

/** Who passes their vote on to whom in one vote: by its table once that is in the log, before by the delegations that stand. */
export function openPassings(store: Store) {
  const delegations = openDelegations(store)
  const paper = openPaperNotes(store)
  const frozen = store.prepare<[number], FrozenRow>(
    `SELECT voter.id, voter.key, voter.chosen, delegate.id AS to_id, delegate.key AS to_key, delegate.chosen AS to_chosen
     FROM delegation_row JOIN voter ON voter.id = delegation_row.voter JOIN voter AS delegate ON delegate.id = delegate
     WHERE delegation_row.proposal = ?`,
  )
  const involved = store.prepare<[number, Uint8Array, number, number], VoterRow>(
    `SELECT ballot_key.member, voter.id, voter.key, voter.chosen
     FROM ballot_key CROSS JOIN voter ON voter.proposal = ? AND voter.key = ballot_key.key
     WHERE ballot_key.proposal = ? AND ballot_key.member IN (
       SELECT member FROM delegation WHERE log = ?
       UNION SELECT delegate FROM delegation WHERE log = ? AND delegate IS NOT NULL)`,
  )
  const standing = (proposal: StoredProposal, atMs: number): Passing[] => {
    const { id, log, row } = proposal
    const applying = delegations.applying(log, proposal, atMs)
    if (applying.size === 0) return []
    const voters = new Map<PublicKeyHex, Voter>()
    for (const voter of involved.iterate(row, digestOfCid(id), log, log)) voters.set(publicKeyHex(voter.member), voter)
    // Who votes on paper passes nothing on.
    const onPaper = proposal.paper ? paper.members(id) : NOBODY
    return [...applying].flatMap(([member, { to: delegate }]) => {
      const from = voters.get(member)
      const to = delegate === null ? undefined : voters.get(delegate)
      return from && to && !onPaper.has(member) ? [{ from, to }] : []
    })
  }
  return {
    /** @param nowMs the node's clock; after the deadline the delegations of the deadline hold. */
    of(proposal: StoredProposal, nowMs: number): Passing[] {
      if (proposal.state === 'open') return standing(proposal, Math.min(nowMs, proposal.closesAtMs))
      if (!proposal.delegations) return []
      return frozen.all(proposal.row).map(row => ({
        from: { id: row.id, key: row.key, chosen: row.chosen },
        to: { id: row.to_id, key: row.to_key, chosen: row.to_chosen },
      }))
    },
  }
}

/** Who speaks for each of those who pass their vote on. */
export function voicesOf(passings: readonly Passing[]): Map<Voter, Voice<Voter>> {
  const voters = new Map<number, Voter>()
  for (const { from, to } of passings) voters.set(from.id, from).set(to.id, to)
  const delegates = new Map(passings.map(({ from, to }) => [voters.get(from.id), voters.get(to.id)]))
  return resolveDelegations(
    voters.values(),
    voter => delegates.get(voter),
    ({ chosen }) => chosen !== null,
  )
}

/** How many voters are represented by the ballots of each choice, besides those who cast them. */
export function representedByChoice(passings: readonly Passing[]): Map<number, number> {
  const represented = new Map<number, number>()
  for (const [{ chosen }, voters] of representedBy(voicesOf(passings))) {
    if (chosen !== null) represented.set(chosen, (represented.get(chosen) ?? 0) + voters)
  }
  return represented
}
