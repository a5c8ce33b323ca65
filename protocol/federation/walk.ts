import type { Cid } from '../bytes/cid.ts'
import type { Charter } from '../group/charter.ts'
import type { Verify } from '../keys/verify.ts'
import type { VerifyMany } from '../keys/verify-many.ts'
import { type Entry, signedMessage } from '../log/entry.ts'
import { isRefusal, refuse } from '../refusal.ts'
import { type Blocks, readKnown } from './evidence.ts'
import { checkLogPlace, type LogPlace } from './log-place.ts'
import type { Notebook } from './report.ts'
import type { FederationGroup } from './roster.ts'
import { keyAt, type Succession, successionOf } from './succession.ts'
import { type Witnesses, witnessesOf } from './witnesses.ts'

/** Where the evidence is and how signatures are checked; `depth` is 0 at the top. */
export type Walk = {
  readonly blocks: Blocks
  readonly verifyMany: VerifyMany
  readonly depth: number
  /** Evidence walked so far. Each stands behind one mandate: one that stood behind two could make a walk without end. */
  readonly walked: Set<Cid>
}

export async function checkSignatures(
  entries: readonly Entry[],
  walk: Walk,
  where: string,
  notebook: Notebook,
): Promise<void> {
  const verdicts = await walk.verifyMany(entries.map(signedMessage))
  notebook.checked('signatures', entries.length)
  for (const [i, entry] of entries.entries()) {
    if (!verdicts[i]) notebook.find(where, refuse('entry/bad-signature'), entry.id)
  }
}

/** The keys of a federation's node, those that came before what the evidence is about and after it. */
export function readSuccession(
  genesis: { readonly id: Cid; readonly charter: Charter },
  {
    roster,
    replacements = [],
  }: { readonly roster: readonly Cid[]; readonly replacements?: readonly Cid[] | undefined },
  walk: Walk,
  where: string,
  notebook: Notebook,
): Succession {
  const before = roster.flatMap(id => {
    const known = readKnown(walk.blocks, id, 'node/replaced')
    return isRefusal(known) ? [] : [known.body.replacement]
  })
  const since = replacements.flatMap(id => {
    const known = readKnown(walk.blocks, id, 'node/replaced')
    if (isRefusal(known)) notebook.find(where, known, id)
    return isRefusal(known) ? [] : [known.body.replacement]
  })
  const succession = successionOf(genesis, [...before, ...since], walk.blocks.verify)
  if (!isRefusal(succession)) return succession
  notebook.find(where, succession)
  return [{ node: genesis.charter.node, from: 0 }]
}

/**
 * The witnesses of what a federation's node states under a checkpoint, counted among some groups; null where a cosignature
 * does not hold.
 */
export function checkWitnesses(
  entry: Entry,
  { checkpoint }: LogPlace,
  { charter, groups }: { readonly charter: Charter; readonly groups: readonly FederationGroup[] },
  walk: Walk,
  where: string,
  notebook: Notebook,
): Witnesses | null {
  const witnesses = witnessesOf(charter, groups, checkpoint, walk.blocks.verify)
  if (isRefusal(witnesses)) {
    notebook.find(where, witnesses, entry.id)
    return null
  }
  notebook.checked('signatures', witnesses.by.length)
  return witnesses
}

/** Whether what a node states of a result is by the key of its place, and stands there in the log. */
export function checkStatement(
  entry: Entry,
  place: LogPlace,
  succession: Succession,
  where: string,
  notebook: Notebook,
  verify?: Verify,
): void {
  const isInPlace = entry.header.by === keyAt(succession, place.index)
  if (!isInPlace) notebook.find(where, refuse('entry/bad-signature', { problem: 'not by the node' }), entry.id)
  const misplaced = checkLogPlace(entry, place, succession, verify)
  if (misplaced) notebook.find(where, misplaced, entry.id)
}
