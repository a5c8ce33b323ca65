import type { Cid } from '../../../protocol/bytes/cid.ts'
import { concatBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Store } from '../../store/open.ts'

/** What only the node knows of a vote: `blinding` is k, `seed` is committed to in the electorate. */
export type ProposalSecret = {
  readonly blinding: Uint8Array
  readonly seed: Uint8Array
  /** The members entitled, as they were at opening. */
  readonly members: readonly PublicKeyHex[]
}

export type ProposalSecrets = {
  get(proposal: Cid): ProposalSecret | undefined
  /** Kept before anything that follows from it is written, so that a crash in between changes nothing. */
  keep(proposal: Cid, secret: ProposalSecret): void
}

export function openProposalSecrets(store: Store): ProposalSecrets {
  const byProposal = store.prepare<[string], { blinding: Uint8Array; seed: Uint8Array; members: Uint8Array }>(
    'SELECT blinding, seed, members FROM proposal_secret WHERE proposal = ?',
  )
  const insert = store.prepare<[string, Uint8Array, Uint8Array, Uint8Array]>(
    'INSERT INTO proposal_secret (proposal, blinding, seed, members) VALUES (?, ?, ?, ?)',
  )
  return {
    get(proposal) {
      const row = byProposal.get(proposal)
      if (!row) return undefined
      const members = Array.from({ length: row.members.length / 32 }, (_, i) =>
        publicKeyHex(row.members.subarray(i * 32, (i + 1) * 32)),
      )
      return { blinding: row.blinding, seed: row.seed, members }
    },
    keep(proposal, { blinding, seed, members }) {
      insert.run(proposal, blinding, seed, concatBytes(...members.map(fromHex)))
    },
  }
}
