import { compareBytes, equalBytes } from '../bytes/compare.ts'
import { bytes, type Infer, integer, object } from '../bytes/schema.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { Charter } from '../group/charter.ts'
import { contextual } from '../keys/context.ts'
import { inclusionProof, leafHash, merkleRoot, type NodeReader, nodeHash } from '../log/merkle.ts'
import { MOST_VOTERS } from './methods/options.ts'
import { type AsksOfActive, asksOfActive } from './threshold.ts'

const DAY_MS = 86_400_000

/**
 * Who of an electorate was active of late: has signed an entry of the group's log, with their own key or with a ballot key of
 * theirs, that stands in it before the proposal or is the proposal itself, and is dated in the last `days` days before it.
 */
export const activeVoters = object({
  days: integer({ min: 1, max: 3_650 }),
  count: integer({ min: 0, max: MOST_VOTERS }),
  /** Merkle root over `activeLeaf` of each, in ascending order: it names nobody, and each can be shown that they are in it. */
  root: bytes(32),
})
export type ActiveVoters = Infer<typeof activeVoters>

/** From when on an entry counts, for a proposal of that date. */
export function activeSinceMs(proposedAtMs: number, days: number): number {
  return proposedAtMs - days * DAY_MS
}

/** The leaf of a member: only they and their node know the factor, so nobody else can tell who is in the tree. */
export function activeLeaf(factor: Uint8Array): Uint8Array {
  return leafHash(sha256(contextual('active', factor)))
}

/** The leaves in the order of the tree. */
export function activeLeaves(factors: readonly Uint8Array[]): Uint8Array[] {
  return factors.map(activeLeaf).sort(compareBytes)
}

/** The proof that one of the leaves is in the tree. */
export function activeProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  const node: NodeReader = (level, place) => {
    if (level > 0) return nodeHash(node(level - 1, 2 * place), node(level - 1, 2 * place + 1))
    const leaf = leaves[place]
    if (!leaf) throw new RangeError(`no leaf ${place} in ${leaves.length}`)
    return leaf
  }
  return inclusionProof(index, leaves.length, node)
}

export function commitActive(days: number, factors: readonly Uint8Array[]): ActiveVoters {
  return { days, count: factors.length, root: merkleRoot(activeLeaves(factors)) }
}

/** Those who were active of late are counted just where the proposal asks something of them, for as long as the charter says. */
export function isActiveAsAsked(
  terms: AsksOfActive,
  { active, count }: { active?: ActiveVoters | undefined; count: number },
  charter: Pick<Charter, 'decisions'> | undefined,
): boolean {
  if (!active) return !asksOfActive(terms)
  return asksOfActive(terms) && active.days === charter?.decisions.activeDays && active.count <= count
}

export function sameActive(one: ActiveVoters | undefined, other: ActiveVoters | undefined): boolean {
  if (!one || !other) return one === other
  return one.days === other.days && one.count === other.count && equalBytes(one.root, other.root)
}
