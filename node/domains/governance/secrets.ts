import { type Cid, digestOfCid } from '../../../protocol/bytes/cid.ts'
import { concatBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { DelegationRow } from '../../../protocol/governance/delegation-table.ts'
import type { Store } from '../../store/open.ts'

/** What only the node knows of a vote: `blinding` is k, `seed` is committed to in the electorate. */
export type ProposalSecret = {
  readonly blinding: Uint8Array
  readonly seed: Uint8Array
  /** The members entitled, as they were at opening. */
  readonly members: readonly PublicKeyHex[]
  /** The delegations that its close has frozen, by ballot keys; null before. */
  readonly delegations: readonly DelegationRow[] | null
}

export type ProposalSecrets = {
  get(proposal: Cid): ProposalSecret | undefined
  /** Kept before anything that follows from it is written, so that a crash in between changes nothing. */
  keep(proposal: Cid, secret: Omit<ProposalSecret, 'delegations'>): void
  keepDelegations(proposal: Cid, rows: readonly DelegationRow[]): void
  /** Whether the ballot keys of all members entitled are kept. */
  hasKeys(proposal: Cid): boolean
  /** Keeps them, in the order of the members: a key takes about a millisecond to make. */
  keepKeys(proposal: Cid, members: readonly PublicKeyHex[], keys: readonly PublicKeyHex[]): void
  /** Whose ballot key it is. */
  memberOf(proposal: Cid, key: PublicKeyHex): PublicKeyHex | undefined
}

type SecretRow = { blinding: Uint8Array; seed: Uint8Array; members: Uint8Array; delegations: Uint8Array | null }

export function openProposalSecrets(store: Store): ProposalSecrets {
  const byProposal = store.prepare<[string], SecretRow>(
    'SELECT blinding, seed, members, delegations FROM proposal_secret WHERE proposal = ?',
  )
  const insert = store.prepare<[string, Uint8Array, Uint8Array, Uint8Array]>(
    'INSERT INTO proposal_secret (proposal, blinding, seed, members) VALUES (?, ?, ?, ?)',
  )
  const setDelegations = store.prepare<[Uint8Array, string]>(
    'UPDATE proposal_secret SET delegations = ? WHERE proposal = ?',
  )
  const addKey = store.prepare<[Uint8Array, Uint8Array, Uint8Array]>(
    'INSERT INTO ballot_key (proposal, member, key) VALUES (?, ?, ?)',
  )
  const anyKey = store.prepare<[Uint8Array], number>('SELECT 1 FROM ballot_key WHERE proposal = ? LIMIT 1').pluck()
  const byKey = store
    .prepare<[Uint8Array, Uint8Array], Uint8Array>('SELECT member FROM ballot_key WHERE proposal = ? AND key = ?')
    .pluck()
  return {
    get(proposal) {
      const row = byProposal.get(proposal)
      if (!row) return undefined
      const { blinding, seed, delegations } = row
      return { blinding, seed, members: keysIn(row.members), delegations: delegations && pairsIn(delegations) }
    },
    keep(proposal, { blinding, seed, members }) {
      insert.run(proposal, blinding, seed, concatBytes(...members.map(fromHex)))
    },
    keepDelegations(proposal, rows) {
      setDelegations.run(concatBytes(...rows.flat().map(fromHex)), proposal)
    },
    hasKeys: proposal => anyKey.get(digestOfCid(proposal)) !== undefined,
    keepKeys(proposal, members, keys) {
      const digest = digestOfCid(proposal)
      store.transaction(() => {
        for (const [i, member] of members.entries()) {
          const key = keys[i]
          if (key) addKey.run(digest, fromHex(member), fromHex(key))
        }
      })()
    },
    memberOf(proposal, key) {
      const member = byKey.get(digestOfCid(proposal), fromHex(key))
      return member && publicKeyHex(member)
    },
  }
}

function keysIn(bytes: Uint8Array): PublicKeyHex[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) => publicKeyHex(bytes.subarray(i * 32, (i + 1) * 32)))
}

function pairsIn(bytes: Uint8Array): DelegationRow[] {
  return Array.from({ length: bytes.length / 64 }, (_, i) => [
    publicKeyHex(bytes.subarray(i * 64, i * 64 + 32)),
    publicKeyHex(bytes.subarray(i * 64 + 32, (i + 1) * 64)),
  ])
}
