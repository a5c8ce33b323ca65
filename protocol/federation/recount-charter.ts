import type { Cid } from '../bytes/cid.ts'
import type { CharterChange, Chartered } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { isSameChange } from '../group/charter-entries.ts'
import { verifySignature } from '../keys/verify.ts'
import { isRefusal, refuse } from '../refusal.ts'
import { type Desk, readOwn, requireNode } from './desk.ts'
import { type GroupEvidence, readKnown } from './evidence.ts'
import type { Recount } from './recount.ts'
import { amend, foundingOf, nodesAfter } from './replay-charter.ts'

/** A change of the charter that rests on a vote, and the evidence of that vote. */
export type VotedChange = {
  readonly amended: Cid
  readonly proposal: Cid
  readonly change: CharterChange
  readonly evidence: Cid | null
}

type Bare = Omit<Desk, 'charters' | 'nodes'>

/**
 * The charters that were in force one after the other, and the keys of the node, by the entries that changed them. What does not
 * hold ends the row.
 */
export function readCharters(
  bare: Bare,
  { amendments = [], replacements = [] }: GroupEvidence,
): { desk: Desk; voted: VotedChange[] } {
  const { verify = verifySignature } = bare.blocks
  const genesis: Chartered = { id: bare.group, charter: bare.founding }
  const charters = new Map<Cid, Charter>([[genesis.id, genesis.charter]])
  const reading: Desk = { ...bare, charters, nodes: [] }
  const entries: Parameters<typeof requireNode>[1][] = []
  const voted: VotedChange[] = []
  let held = foundingOf(genesis)
  for (const { amended, vote } of amendments) {
    const known = readOwn(reading, amended, 'charter/amended')
    if (!known) break
    const next = amend(held, known, verify)
    if (isRefusal(next)) {
      bare.find(next, amended)
      break
    }
    held = next
    charters.set(amended, next.charter)
    entries.push(known.entry)
    const { by, ...change } = known.body
    if (by.type === 'vote') voted.push({ amended, proposal: by.proposal, change, evidence: vote })
  }
  const replaced = replacements.flatMap(id => {
    const known = readOwn(reading, id, 'node/replaced')
    return known ? [{ id, replacement: known.body.replacement }] : []
  })
  const { nodes, refused } = nodesAfter(
    genesis.id,
    [...charters.values()],
    replaced.map(({ replacement }) => replacement),
    verify,
  )
  for (const { index, refusal } of refused) bare.find(refusal, replaced[index]?.id)
  const desk = { ...reading, nodes }
  for (const entry of entries) requireNode(desk, entry)
  return { desk, voted }
}

/**
 * The charter under which a vote opened, as its electorate names it; undefined where the evidence does not hold the amendment
 * that set it.
 */
export function charterAtOpening(
  { blocks, group, charters, find }: Desk,
  [first]: readonly Cid[],
): { entry: Cid; charter: Charter } | undefined {
  const part = first && readKnown(blocks, first, 'proposal/electorate')
  // What is wrong with the electorate itself is found where it is read.
  const entry = part && !isRefusal(part) ? (part.body.charter ?? group) : group
  const charter = charters.get(entry)
  if (!charter) return void find(refuse('evidence/missing', { what: 'the charter under which the vote opened' }), entry)
  return { entry, charter }
}

/** Whether a recount is of the vote that an amendment rests on, under the charter that it changes, and says yes. */
export function isVoteOn({ proposal, change }: VotedChange, recount: Recount): boolean {
  const { amendment } = recount.proposal
  return (
    recount.proposal.id === proposal &&
    recount.charterEntry === change.amends &&
    amendment !== undefined &&
    isSameChange(amendment, change) &&
    recount.tally.outcome.accepted === true
  )
}
