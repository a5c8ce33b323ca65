import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { drawSeed } from '../../../protocol/governance/tally.ts'
import { successors } from '../../../protocol/governance/vacancy.ts'
import type { Store } from '../../store/open.ts'
import { openBallots } from '../governance/ballots.ts'
import { openClosedTally } from '../governance/closed-tally.ts'
import type { Proposals, StoredProposal } from '../governance/proposals.ts'
import { openElections, type StoredElection } from './elections.ts'
import { openTerms } from './terms.ts'

/** Who sits where after an entry: seats are filled by the outcome of a vote, and again by its ballots when one is left. */
export type Seating = {
  /** The vote of an election has closed. */
  fill(proposal: Cid, closedAtMs: number): void
  /** Somebody leaves one office before its time. */
  leave(election: Cid, holder: PublicKeyHex, atMs: number): void
  /** Somebody leaves the group, and all offices. */
  leaveAll(log: number, holder: PublicKeyHex, atMs: number): void
}

/** Runs inside the transaction that appends the entry. */
export function openSeating(store: Store, proposals: Proposals): Seating {
  const elections = openElections(store)
  const terms = openTerms(store)
  const ballots = openBallots(store)
  const tallyOf = openClosedTally(store)
  const addTerm = store.prepare<[Uint8Array, string, string | null, number, number, number]>(
    `INSERT INTO term (election, holder, place, log, office, role, from_ms, until_ms)
     SELECT id, ?, (SELECT count(*) FROM term WHERE term.election = election.id), log, ?, ?, ?, ? FROM election WHERE id = ?`,
  )
  const endTerm = store.prepare<[number, number, Uint8Array]>(
    'UPDATE term SET left_at_ms = ? WHERE election = ? AND holder = ?',
  )

  /** Gives the best of these options that can take it a seat. */
  const seat = (election: StoredElection, options: readonly string[], fromMs: number, untilMs: number): boolean => {
    const standing = new Set(elections.candidates(election).map(({ key }) => key))
    const nominees = elections.nominees(election)
    for (const option of options) {
      const key = nominees.find(nominee => nominee.option === option)?.key
      if (!key || !standing.has(key)) continue
      addTerm.run(fromHex(key), election.office, election.role, fromMs, untilMs, election.row)
      return true
    }
    return false
  }
  const refill = (election: StoredElection, proposal: StoredProposal, fromMs: number, untilMs: number): boolean => {
    if (!proposal.closed) return false
    const held = terms.ofElection(election.id)
    const seated = new Set(held.filter(({ leftAtMs }) => leftAtMs === null).map(({ holder }) => holder))
    const standing = new Set(elections.candidates(election).map(({ key }) => key))
    const gone = new Set(held.filter(({ leftAtMs }) => leftAtMs !== null).map(({ holder }) => holder))
    const nominees = elections.nominees(election).filter(({ option }) => option !== null)
    const optionsOf = (is: (key: PublicKeyHex) => boolean) =>
      nominees.flatMap(({ key, option }) => (option !== null && is(key) ? option : []))
    const order = successors(
      proposal.method,
      ballots.profile(proposal),
      optionsOf(key => !seated.has(key) && (gone.has(key) || !standing.has(key))),
      optionsOf(key => seated.has(key)),
      drawSeed(proposal.closed.seed, proposal.closed),
    )
    return seat(election, order, fromMs, untilMs)
  }
  const leave = (id: Cid, holder: PublicKeyHex, atMs: number) => {
    const election = elections.get(id)
    const proposal = election?.proposal && proposals.get(election.proposal)
    const left = terms.ofElection(id).find(term => term.holder === holder && term.leftAtMs === null)
    if (!election || !proposal || !left) throw new Error('an office without its election')
    endTerm.run(atMs, election.row, fromHex(holder))
    if (atMs < left.untilMs) refill(election, proposal, Math.max(atMs, left.fromMs), left.untilMs)
  }
  return {
    fill(id, closedAtMs) {
      const election = elections.ofProposal(id)
      const proposal = proposals.get(id)
      const outcome = proposal && tallyOf(proposal)?.outcome
      if (!election || !proposal || !outcome) return
      const untilMs = closedAtMs + election.termMs
      const lost = outcome.selected.filter(option => !seat(election, [option], closedAtMs, untilMs))
      // Who has left the group since they stood leaves the seat to who would have been next.
      for (const _ of lost) refill(election, proposal, closedAtMs, untilMs)
    },
    leave,
    leaveAll(log, holder, atMs) {
      for (const term of terms.of(log, holder)) if (atMs < term.untilMs) leave(term.election, holder, atMs)
    },
  }
}
