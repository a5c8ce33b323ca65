import type { Cid } from '../bytes/cid.ts'
import type { Charter } from '../group/charter.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import { isRefusal, refuse } from '../refusal.ts'
import type { Motion } from './council-motion.ts'
import { type MotionTally, tallyMotion } from './council-tally.ts'
import { type MotionEvidence, readEntry } from './evidence.ts'
import { replayRoster } from './replay-roster.ts'
import type { Notebook } from './report.ts'
import { type FederationGroup, readGenesisEntry } from './roster.ts'
import { checkSignatures, checkStatement, checkWitnesses, readSuccession, type Walk } from './walk.ts'
import type { Witnesses } from './witnesses.ts'

/** A verified motion of a federation's council. */
export type MotionNode = {
  readonly council: Cid
  readonly name: string
  readonly motion: Motion
  readonly result: MotionTally
  /** The member groups, whoever sat for them. */
  readonly groups: readonly FederationGroup[]
  /** Under which it was moved. */
  readonly charter: Charter
  /** Null where a cosignature does not hold. */
  readonly witnesses: Witnesses | null
}

/**
 * Checks a motion from evidence alone: who the member groups were, who sat for them, how the charter came to be, each vote, and
 * that the closing states what these come to. What does not hold goes into the notebook.
 */
export async function verifyMotion(
  evidence: MotionEvidence,
  walk: Walk,
  above: string,
  notebook: Notebook,
): Promise<MotionNode | undefined> {
  const { blocks } = walk
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis), blocks.verify)
  if (isRefusal(genesis)) return void notebook.find(above, genesis, evidence.genesis)
  const where = above === '' ? genesis.charter.name : above
  const succession = readSuccession(genesis, evidence, walk, where, notebook)
  const roster = replayRoster(genesis, evidence.roster, blocks)
  if (isRefusal(roster)) return void notebook.find(where, roster)
  const { reader, entries, groups } = roster
  const motion = reader.council?.motion(evidence.motion)
  const closed = entries.at(-1)
  // The council as it was when the motion was closed, and nothing since.
  if (!motion?.closed || motion.closed.entry !== evidence.closed || closed?.id !== evidence.closed) {
    return void notebook.find(where, refuse('evidence/missing', { what: 'the closing of the motion' }), evidence.motion)
  }
  const charter = charterOfVote(reader, motion)
  const result = tallyMotion(reader, motion, motion.closed.atMs)
  if (!charter || !result) {
    const missing = refuse('evidence/missing', { what: 'the charter under which it was moved' })
    return void notebook.find(where, missing, motion.id)
  }
  checkStatement(closed, evidence.place, succession, where, notebook, blocks.verify)
  const named = new Set(motion.closed.body.groups.map(({ group }) => group))
  const members = groups.filter(({ id }) => named.has(id))
  const witnesses = checkWitnesses(closed, evidence.place, { charter, groups: members }, walk, where, notebook)
  await checkSignatures(entries, walk, where, notebook)
  notebook.checked('groups', members.length)
  notebook.checked('ballots', result.tally.voters)
  return {
    council: genesis.id,
    name: charter.name,
    motion,
    result,
    groups: members,
    charter,
    witnesses,
  }
}
