import { type Cid, digestOfCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { representedBy, resolveDelegations } from '../../../protocol/governance/resolve-delegations.ts'
import type { Store } from '../../store/open.ts'
import type { StoredProposal } from '../governance/proposals.ts'
import { openDelegations, type StoredDelegation } from './delegations.ts'

/** A row of `voter`, and the choice of the ballot that counts, null without one. */
type Voter = { readonly id: number; readonly chosen: number | null }

/** The delegations of one open vote in memory, as they were when last asked; by rows of `voter`. */
type Network = {
  readonly delegates: Map<number, number>
  /** Of everybody who passes their vote on or is passed one. */
  readonly chosen: Map<number, number | null>
  /** Position of the newest ballot, and of the newest entry about delegations, that are in it. */
  ballot: number
  delegation: number
  /** When the first of them runs out; from then on it is read anew. */
  expiresAtMs: number
}

const MOST_KEPT = 20

/**
 * Whom ballots speak for in votes that are open, kept up to date by what has come in since: a change costs its own
 * members and a walk in memory, not all delegations once more.
 */
export function openLivePassings(store: Store) {
  const delegations = openDelegations(store)
  const voterOf = store.prepare<[number, Uint8Array, Uint8Array], Voter>(
    `SELECT voter.id, voter.chosen FROM ballot_key JOIN voter ON voter.proposal = ? AND voter.key = ballot_key.key
     WHERE ballot_key.proposal = ? AND ballot_key.member = ?`,
  )
  const involved = store.prepare<[number, Uint8Array, number, number], Voter & { member: Uint8Array }>(
    `SELECT ballot_key.member, voter.id, voter.chosen
     FROM ballot_key CROSS JOIN voter ON voter.proposal = ? AND voter.key = ballot_key.key
     WHERE ballot_key.proposal = ? AND ballot_key.member IN (
       SELECT member FROM delegation WHERE log = ?
       UNION SELECT delegate FROM delegation WHERE log = ? AND delegate IS NOT NULL)`,
  )
  const newestBallot = store
    .prepare<[number], number>('SELECT coalesce(max(position), 0) FROM ballot WHERE proposal = ?')
    .pluck()
  const votedSince = store.prepare<[number, number, number], Voter>(
    `SELECT voter.id, voter.chosen
     FROM ballot JOIN entry USING (position) JOIN voter ON voter.proposal = ? AND voter.key = entry.by
     WHERE ballot.proposal = ? AND ballot.position > ?`,
  )
  const kept = new Map<Cid, Network>()

  const find = ({ id, row }: StoredProposal, member: PublicKeyHex) => voterOf.get(row, digestOfCid(id), fromHex(member))
  const everybody = ({ id, log, row }: StoredProposal) => {
    const rows = involved.all(row, digestOfCid(id), log, log)
    return new Map(rows.map(voter => [publicKeyHex(voter.member), voter]))
  }
  const pass = (
    network: Network,
    from: Voter | undefined,
    given: StoredDelegation | undefined,
    to: Voter | undefined,
  ) => {
    if (!from) return
    network.chosen.set(from.id, from.chosen)
    network.delegates.delete(from.id)
    network.expiresAtMs = Math.min(network.expiresAtMs, given?.expiresAtMs ?? Number.MAX_SAFE_INTEGER)
    if (!to) return
    network.chosen.set(to.id, to.chosen)
    network.delegates.set(from.id, to.id)
  }
  const build = (proposal: StoredProposal, atMs: number): Network => {
    const network: Network = {
      delegates: new Map(),
      chosen: new Map(),
      ballot: newestBallot.get(proposal.row) ?? 0,
      delegation: delegations.newest(),
      expiresAtMs: Number.MAX_SAFE_INTEGER,
    }
    const applying = delegations.applying(proposal.log, proposal, atMs)
    const voters = applying.size > 0 ? everybody(proposal) : new Map<PublicKeyHex, Voter>()
    for (const [member, given] of applying) {
      pass(network, voters.get(member), given, given.to === null ? undefined : voters.get(given.to))
    }
    return network
  }
  const catchUp = (network: Network, proposal: StoredProposal, atMs: number): Network => {
    const [ballot, delegation] = [newestBallot.get(proposal.row) ?? 0, delegations.newest()]
    if (delegation > network.delegation) {
      for (const member of delegations.changedSince(proposal.log, network.delegation)) {
        const given = delegations.applyingOf(proposal.log, proposal, member, atMs)
        const to = given?.to ?? null
        pass(network, find(proposal, member), given, to === null ? undefined : find(proposal, to))
      }
    }
    if (ballot > network.ballot) {
      for (const { id, chosen } of votedSince.iterate(proposal.row, proposal.row, network.ballot)) {
        if (network.chosen.has(id)) network.chosen.set(id, chosen)
      }
    }
    network.ballot = ballot
    network.delegation = delegation
    return network
  }

  /**
   * How many voters are represented by the ballots of each choice, besides those who cast them.
   * @param nowMs the node's clock; after the deadline the delegations of the deadline hold.
   */
  return (proposal: StoredProposal, nowMs: number): Map<number, number> => {
    const atMs = Math.min(nowMs, proposal.closesAtMs)
    const held = kept.get(proposal.id)
    const network = held && atMs <= held.expiresAtMs ? catchUp(held, proposal, atMs) : build(proposal, atMs)
    kept.delete(proposal.id)
    // Without keys nobody was found: they may still be on their way.
    if (network.chosen.size > 0) kept.set(proposal.id, network)
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break
      kept.delete(oldest)
    }
    return representedIn(network)
  }
}

function representedIn({ delegates, chosen }: Network): Map<number, number> {
  const voices = resolveDelegations(
    delegates.keys(),
    voter => delegates.get(voter),
    voter => typeof chosen.get(voter) === 'number',
  )
  const represented = new Map<number, number>()
  for (const [speaker, voters] of representedBy(voices)) {
    const choice = chosen.get(speaker)
    if (typeof choice === 'number') represented.set(choice, (represented.get(choice) ?? 0) + voters)
  }
  return represented
}
