import { type Cid, cidFromDigest } from '../../../protocol/bytes/cid.ts'
import {
  type Choice,
  choiceCodec,
  countProfile,
  type MethodCount,
  type Profile,
} from '../../../protocol/governance/method.ts'
import { weightedProfileOf, wholeWeight } from '../../../protocol/governance/methods/profile.ts'
import { rational } from '../../../protocol/rational.ts'
import type { Store } from '../../store/open.ts'
import { openPassings, representedByChoice } from '../delegation/passing.ts'
import { openPaperSheets } from '../paper/paper-sheets.ts'
import { readStored, storedCid } from '../stored.ts'
import type { StoredProposal } from './proposals.ts'

const NOBODY: ReadonlyMap<number, number> = new Map()

/** Queries over the ballots of a proposal. */
export function openBallots(store: Store) {
  const passings = openPassings(store)
  const paper = openPaperSheets(store)
  const choices = store.prepare<[number], { id: number; choice: Uint8Array; voters: number }>(
    'SELECT id, choice, voters FROM choice WHERE proposal = ? AND voters > 0',
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
  const table = store
    .prepare<[number], string>('SELECT entry FROM delegation_part WHERE proposal = ? ORDER BY part')
    .pluck()
  const profile = (proposal: StoredProposal, represented: ReadonlyMap<number, number>): Profile =>
    choices.all(proposal.row).map(({ id, choice, voters }) => ({
      choice: readStored(choiceCodec, choice),
      weight: rational(voters + (represented.get(id) ?? 0)),
    }))
  /** Sheets are counted after the deadline, so that no tally tells what one says that was just handed in. */
  const onPaper = (proposal: StoredProposal, nowMs: number): readonly Choice[] => {
    const isOver = proposal.state === 'closed' || nowMs > proposal.closesAtMs
    return proposal.paper && isOver ? paper.choices(proposal.id) : []
  }
  const weighed = (proposal: StoredProposal, nowMs = proposal.closesAtMs): Profile => {
    const byKey = profile(proposal, representedByChoice(passings.of(proposal, nowMs)))
    const sheets = onPaper(proposal, nowMs)
    if (sheets.length === 0) return byKey
    const whole = byKey.map(({ choice, weight }) => ({ choice, weight: wholeWeight(weight) }))
    return weightedProfileOf([...whole, ...sheets.map(choice => ({ choice, weight: 1 }))])
  }
  return {
    /** Ids of the entries that froze the electorate. */
    electorateIds: (proposal: StoredProposal): Cid[] => electorate.all(proposal.row).map(storedCid),
    /** Ids of the entries that froze the delegations; none before the close. */
    delegationIds: (proposal: StoredProposal): Cid[] => table.all(proposal.row).map(storedCid),
    /**
     * The ballots that stand now, one a voter and one for everybody they speak for, those that say the same put together; after the
     * deadline with the sheets of paper.
     * @param nowMs the node’s clock: delegations expire. The deadline where left out.
     */
    profile: weighed,
    /** The same, where it is known how many each choice represents. */
    profileWith: profile,
    /** Their count. */
    count: (proposal: StoredProposal, nowMs = proposal.closesAtMs): MethodCount =>
      countProfile(proposal.method, weighed(proposal, nowMs)),
    /** The count of the ballots alone, whomever they speak for. */
    directCount: (proposal: StoredProposal): MethodCount => countProfile(proposal.method, profile(proposal, NOBODY)),
    /** How many voters have cast a ballot of their own. */
    cast: (proposal: StoredProposal): number => voters.get(proposal.row) ?? 0,
    /** Whether everyone entitled has voted. */
    isComplete: (proposal: StoredProposal): boolean => voters.get(proposal.row) === proposal.electorate?.count,
    /** Ids of all ballots in the order of the log, replaced ones too. */
    ids: (proposal: StoredProposal): Cid[] => ids.all(proposal.row).map(cidFromDigest),
  }
}
