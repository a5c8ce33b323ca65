import { type Cid, cidFromDigest } from '../../../protocol/bytes/cid.ts'
import { choiceCodec, countProfile, type MethodCount, type Profile } from '../../../protocol/governance/method.ts'
import { rational } from '../../../protocol/rational.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'
import type { StoredProposal } from './proposals.ts'

/** Queries over the ballots of a proposal. */
export function openBallots(store: Store) {
  const choices = store.prepare<[number], { choice: Uint8Array; voters: number }>(
    'SELECT choice, voters FROM choice WHERE proposal = ? AND voters > 0',
  )
  const voters = store
    .prepare<[number], number>('SELECT coalesce(sum(voters), 0) FROM choice WHERE proposal = ?')
    .pluck()
  const ids = store
    .prepare<[number], Uint8Array>(
      'SELECT entry.id FROM ballot JOIN entry USING (position) WHERE ballot.proposal = ? ORDER BY position',
    )
    .pluck()
  const electorate = store
    .prepare<[number], string>('SELECT entry FROM electorate_part WHERE proposal = ? ORDER BY part')
    .pluck()
  const profile = (proposal: StoredProposal): Profile =>
    choices.all(proposal.row).map(({ choice, voters }) => ({
      choice: readStored(choiceCodec, choice),
      weight: rational(voters),
    }))
  return {
    /** Ids of the entries that froze the electorate. */
    electorateIds: (proposal: StoredProposal): Cid[] => electorate.all(proposal.row).map(storedCid),
    /** The ballots that stand now, one a voter, those that say the same put together. */
    profile,
    /** Their count. */
    count: (proposal: StoredProposal): MethodCount => countProfile(proposal.method, profile(proposal)),
    /** Whether everyone entitled has voted. */
    isComplete: (proposal: StoredProposal): boolean => voters.get(proposal.row) === proposal.electorate?.count,
    /** Ids of all ballots in the order of the log, replaced ones too. */
    ids: (proposal: StoredProposal): Cid[] => ids.all(proposal.row).map(cidFromDigest),
  }
}
