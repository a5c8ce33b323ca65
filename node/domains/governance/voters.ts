import { type Cid, cidFromDigest } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type Choice, choiceCodec } from '../../../protocol/governance/method.ts'
import type { Store } from '../../store/open.ts'
import { readStored } from '../stored.ts'
import type { StoredProposal } from './proposals.ts'

/** A voter's ballot that counts now. */
export type StandingBallot = { readonly id: Cid; readonly index: number; readonly seq: number; readonly choice: Choice }

export type Voters = ReturnType<typeof openVoters>

/** Queries over single voters, by their ballot keys. What they answer is for that voter alone. */
export function openVoters(store: Store) {
  const ballotOf = store.prepare<
    [number, Uint8Array],
    { id: Uint8Array; idx: number; seq: number; choice: Uint8Array }
  >(
    `SELECT entry.id, entry.idx, voter.seq, choice.choice
     FROM voter JOIN entry ON entry.position = voter.ballot JOIN choice ON choice.id = voter.chosen
     WHERE voter.proposal = ? AND voter.key = ?`,
  )
  const seqOf = store
    .prepare<[number, Uint8Array], number>('SELECT coalesce(seq, 0) FROM voter WHERE proposal = ? AND key = ?')
    .pluck()
  return {
    ballot(proposal: StoredProposal, key: PublicKeyHex): StandingBallot | undefined {
      const row = ballotOf.get(proposal.row, fromHex(key))
      return (
        row && {
          id: cidFromDigest(row.id),
          index: row.idx,
          seq: row.seq,
          choice: readStored(choiceCodec, row.choice),
        }
      )
    },
    /** The highest `seq` of a voter's ballots, 0 before the first; undefined where the key is not in the electorate. */
    highestSeq: (proposal: StoredProposal, key: PublicKeyHex): number | undefined =>
      seqOf.get(proposal.row, fromHex(key)),
  }
}
