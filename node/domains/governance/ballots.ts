import { type Cid, cidFromDigest } from '../../../protocol/bytes/cid.ts'
import { type Choice, choiceCodec, count, type MethodCount } from '../../../protocol/governance/method.ts'
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
  return {
    /** Ids of the entries that froze the electorate. */
    electorateIds: (proposal: StoredProposal): Cid[] => electorate.all(proposal.row).map(storedCid),
    /** The count of the ballots that stand now: one a voter. */
    count(proposal: StoredProposal): MethodCount {
      return count(proposal.method, repeated(choices.iterate(proposal.row)))
    },
    /** Whether everyone entitled has voted. */
    isComplete: (proposal: StoredProposal): boolean => voters.get(proposal.row) === proposal.electorate?.count,
    /** Ids of all ballots in the order of the log, replaced ones too. */
    ids: (proposal: StoredProposal): Cid[] => ids.all(proposal.row).map(cidFromDigest),
  }
}

function* repeated(rows: Iterable<{ choice: Uint8Array; voters: number }>): Iterable<Choice> {
  for (const { choice, voters } of rows) {
    const read = readStored(choiceCodec, choice)
    for (let i = 0; i < voters; i++) yield read
  }
}
