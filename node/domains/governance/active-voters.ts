import type { Cid } from '../../../protocol/bytes/cid.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { type PublicKeyHex, publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import {
  type ActiveVoters,
  activeLeaf,
  activeLeaves,
  activeProof,
  commitActive,
} from '../../../protocol/governance/active.ts'
import { asksOfActive } from '../../../protocol/governance/threshold.ts'
import { ballotFactor } from '../../../protocol/keys/ballot-key.ts'
import type { Store } from '../../store/open.ts'
import { keyAmong, type MemberKeys } from '../group/keys.ts'
import type { StoredProposal } from './proposals.ts'
import { openRecentlyActive } from './recently-active.ts'
import { openProposalSecrets, type ProposalSecret } from './secrets.ts'

/** Whether a member counts among the active of a vote, and what shows it: their place in the tree that the electorate names. */
export type OwnActivity = {
  readonly days: number
  readonly count: number
  readonly root: Uint8Array
  /** Null for who is not among them. */
  readonly place: { readonly index: number; readonly proof: readonly Uint8Array[] } | null
}

const MOST_KEPT = 20

/** The members of an electorate who were active of late, by their factors. */
export function openActiveVoters(store: Store, keys: MemberKeys) {
  const recentlyActive = openRecentlyActive(store, keys)
  const secrets = openProposalSecrets(store)
  const factors = (proposal: StoredProposal, { blinding, members }: ProposalSecret, days: number) =>
    recentlyActive(proposal, members, days).map(member => ballotFactor(blinding, proposal.id, publicKeyBytes(member)))
  const kept = new Map<Cid, Uint8Array[]>()
  const leavesOf = (proposal: StoredProposal, secret: ProposalSecret, days: number) => {
    const leaves = kept.get(proposal.id) ?? activeLeaves(factors(proposal, secret, days))
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(proposal.id, leaves)
    return leaves
  }
  return {
    /** What the electorate says of them; undefined where the proposal asks nothing of them. */
    commit: (proposal: StoredProposal, secret: ProposalSecret, days: number | undefined): ActiveVoters | undefined =>
      days !== undefined && asksOfActive(proposal) ? commitActive(days, factors(proposal, secret, days)) : undefined,
    /** Of a member of the electorate, for that member alone; undefined where nobody is asked. */
    of(proposal: StoredProposal, member: PublicKeyHex): OwnActivity | undefined {
      const active = proposal.electorate?.active
      const secret = secrets.get(proposal.id)
      const key = secret && keyAmong(secret.members, keys.keysOf(proposal.log, member))
      if (!active || !key) return undefined
      const leaves = leavesOf(proposal, secret, active.days)
      const leaf = activeLeaf(ballotFactor(secret.blinding, proposal.id, publicKeyBytes(key)))
      const index = leaves.findIndex(other => equalBytes(other, leaf))
      const place = index < 0 ? null : { index, proof: activeProof(leaves, index) }
      return { ...active, place }
    },
  }
}
