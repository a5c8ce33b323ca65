import { digestOfCid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type Choice, choiceCodec } from '../../../protocol/governance/method.ts'
import type { Store } from '../../store/open.ts'
import { readStored } from '../stored.ts'
import type { StoredProposal } from './proposals.ts'

export type RollCalls = ReturnType<typeof openRollCalls>

/**
 * Who voted what, from what only the node knows: whose ballot key is whose. Who may be told, the privacy of the vote says.
 * All in the order of the members' keys, so that no list tells when anyone voted.
 */
export function openRollCalls(store: Store) {
  const ballots = store.prepare<[number, Uint8Array], { member: Uint8Array; choice: Uint8Array }>(
    `SELECT ballot_key.member, choice.choice
     FROM ballot_key JOIN voter ON voter.proposal = ? AND voter.key = ballot_key.key JOIN choice ON choice.id = voter.chosen
     WHERE ballot_key.proposal = ? ORDER BY ballot_key.member`,
  )
  const rows = store.prepare<[Uint8Array, Uint8Array, number], { member: Uint8Array; delegate: Uint8Array }>(
    `SELECT own.member, theirs.member AS delegate
     FROM delegation_row JOIN voter ON voter.id = delegation_row.voter JOIN voter AS passed ON passed.id = delegate
       JOIN ballot_key AS own ON own.proposal = ? AND own.key = voter.key
       JOIN ballot_key AS theirs ON theirs.proposal = ? AND theirs.key = passed.key
     WHERE delegation_row.proposal = ? AND voter.chosen IS NULL ORDER BY own.member`,
  )
  return {
    /** Every ballot that counts. */
    ballots: ({ id, row }: StoredProposal): { voter: PublicKeyHex; choice: Choice }[] =>
      ballots.all(row, digestOfCid(id)).map(({ member, choice }) => ({
        voter: publicKeyHex(member),
        choice: readStored(choiceCodec, choice),
      })),
    /** Who passed their vote on to whom, by the table of the closed vote. */
    represented({ id, row }: StoredProposal): { voter: PublicKeyHex; by: PublicKeyHex }[] {
      const digest = digestOfCid(id)
      return rows
        .all(digest, digest, row)
        .map(({ member, delegate }) => ({ voter: publicKeyHex(member), by: publicKeyHex(delegate) }))
    },
  }
}
