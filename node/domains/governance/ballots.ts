import { type Cid, cidFromDigest } from '../../../protocol/bytes/cid.ts'
import { type Choice, choiceCodec, count, type MethodCount } from '../../../protocol/governance/method.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'
import type { StoredProposal } from './proposals.ts'

/** Queries over the ballots of a proposal. */
export function openBallots(store: Store) {
  const byChoice = store.prepare<[number], { choice: Uint8Array; times: number }>(
    'SELECT choice, count(*) AS times FROM voter WHERE proposal = ? AND choice IS NOT NULL GROUP BY choice',
  )
  const waiting = store
    .prepare<[number], number>('SELECT 1 FROM voter WHERE proposal = ? AND ballot IS NULL LIMIT 1')
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
      return count(proposal.method, repeated(byChoice.iterate(proposal.row)))
    },
    /** Whether everyone entitled has voted. */
    isComplete: (proposal: StoredProposal): boolean => waiting.get(proposal.row) === undefined,
    /** Ids of all ballots in the order of the log, replaced ones too. */
    ids: (proposal: StoredProposal): Cid[] => ids.all(proposal.row).map(cidFromDigest),
  }
}

function* repeated(rows: Iterable<{ choice: Uint8Array; times: number }>): Iterable<Choice> {
  for (const { choice, times } of rows) {
    const read = readStored(choiceCodec, choice)
    for (let i = 0; i < times; i++) yield read
  }
}
