import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { type Infer, integer, object } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'
import { type Commitment, commitment } from './commitment.ts'

/**
 * What a closing says of paper: all entries about it (Merkle root over their ids in the order of the log), the keys to whom
 * sheets are out, and what the sheets came to. `counted` are part of the count, `spoilt` and `unsettled` are not.
 */
export const closedPaper = object({
  entries: commitment,
  keys: commitment,
  counted: integer({ min: 0 }),
  /** Two tellers read no choice on them: they took part and count for nothing. */
  spoilt: integer({ min: 0 }),
  /** Read, and not agreed on. */
  unsettled: integer({ min: 0 }),
})
export type ClosedPaper = Infer<typeof closedPaper>

/** How the sheets of a vote stand in its tally: those who took part on paper are `counted` and `spoilt`. */
export type PaperTally = {
  readonly issued: number
  readonly counted: number
  readonly spoilt: number
  readonly unsettled: number
}

export function paperTally({ keys, counted, spoilt, unsettled }: ClosedPaper): PaperTally {
  return { issued: keys.count, counted, spoilt, unsettled }
}

/** Merkle root over the ids of entries about paper, in the order of the log. */
export function paperEntries(ids: readonly Cid[], hash: Sha256 = sha256): Commitment {
  const root = merkleRoot(
    ids.map(id => leafHash(digestOfCid(id), hash)),
    hash,
  )
  return { count: ids.length, root }
}

/** Whether two closings name the same entries and the same keys, whatever they make of them. */
export function isSamePaper(
  a: Pick<ClosedPaper, 'entries' | 'keys'>,
  b: Pick<ClosedPaper, 'entries' | 'keys'>,
): boolean {
  return isSame(a.entries, b.entries) && isSame(a.keys, b.keys)
}

function isSame(a: Commitment, b: Commitment): boolean {
  return a.count === b.count && equalBytes(a.root, b.root)
}
