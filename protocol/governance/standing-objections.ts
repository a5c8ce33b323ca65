import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, type Infer, integer, object } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import { grouped } from '../grouped.ts'
import type { KnownEntry } from '../kinds.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'

/** How the objections to a proposal stand. What is `standing` and not `upheld` waits for a judgement. */
export type Objections = {
  /** Neither withdrawn nor judged to be without ground. */
  readonly standing: number
  /** Judged to have ground, and not withdrawn. */
  readonly upheld: number
}

export const NO_OBJECTIONS: Objections = { standing: 0, upheld: 0 }

/** Which objections keep a proposal from passing: all that stand, or those that were upheld. */
export type Heeded = 'standing' | 'upheld'

/** One entry about an objection; `objection` is the id of the one it is about, of its own where it raises it. */
export type ObjectionSaid = {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly seq: number
  readonly objection: Cid
} & ({ readonly what: 'raised' | 'withdrawn' } | { readonly what: 'judged'; readonly upheld: boolean })

export type Judgement = Extract<ObjectionSaid, { readonly what: 'judged' }>

/** An objection as all that was said about it leaves it. */
export type ObjectionState = {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly state: 'raised' | 'upheld' | 'dismissed' | 'withdrawn'
}

/**
 * The objections to one proposal, in the order in which they were raised.
 * @param said in the order of the log.
 */
export function objectionStates(said: readonly ObjectionSaid[]): ObjectionState[] {
  return [...grouped(said, ({ objection }) => objection)].flatMap(([id, all]) => {
    const raised = all.find(({ what }) => what === 'raised')
    return raised ? [{ id, by: raised.by, state: stateAfter(all) }] : []
  })
}

/** @param about everything said about one objection. */
function stateAfter(about: readonly ObjectionSaid[]): ObjectionState['state'] {
  if (about.some(({ what }) => what === 'withdrawn')) return 'withdrawn'
  const judgement = lastJudgement(about)
  if (!judgement) return 'raised'
  return judgement.upheld ? 'upheld' : 'dismissed'
}

/** @param said in the order of the log. */
export function countObjections(said: readonly ObjectionSaid[]): Objections {
  const states = objectionStates(said).map(({ state }) => state)
  const upheld = states.filter(state => state === 'upheld').length
  return { standing: upheld + states.filter(state => state === 'raised').length, upheld }
}

/** Of one judge the judgement with the highest `seq` counts, then the later; of several judges the one that came last. */
function lastJudgement(about: readonly ObjectionSaid[]): Judgement | undefined {
  const own = new Map<PublicKeyHex, { judgement: Judgement; place: number }>()
  for (const [place, said] of about.entries()) {
    if (said.what !== 'judged') continue
    const held = own.get(said.by)
    if (!held || said.seq >= held.judgement.seq) own.set(said.by, { judgement: said, place })
  }
  return [...own.values()].toSorted((a, b) => a.place - b.place).at(-1)?.judgement
}

/** What a closing says of the objections: all entries about them, Merkle root over their ids in the order of the log, and how many stand. */
export const closedObjections = object({
  count: integer({ min: 1 }),
  root: bytes(32),
  standing: integer({ min: 0 }),
  upheld: integer({ min: 0 }),
})
export type ClosedObjections = Infer<typeof closedObjections>

/** Undefined where nobody has objected. @param said in the order of the log. */
export function closeObjections(said: readonly ObjectionSaid[], hash: Sha256 = sha256): ClosedObjections | undefined {
  if (said.length === 0) return undefined
  const root = merkleRoot(
    said.map(({ id }) => leafHash(digestOfCid(id), hash)),
    hash,
  )
  return { count: said.length, root, ...countObjections(said) }
}

export function isSameEnd(a: ClosedObjections | undefined, b: ClosedObjections | undefined): boolean {
  if (!a || !b) return a === b
  return isSameList(a, b) && a.standing === b.standing && a.upheld === b.upheld
}

/** Whether two closings name the same entries, whatever they make of them. */
export function isSameList(a: ClosedObjections, b: ClosedObjections): boolean {
  return a.count === b.count && equalBytes(a.root, b.root)
}

/** What an entry says about an objection; undefined for every other kind. */
export function saidOfEntry(known: KnownEntry): ObjectionSaid | undefined {
  const { id, header } = known.entry
  const { by, seq } = header
  switch (known.kind) {
    case 'objection/raised':
      return { id, by, seq, objection: id, what: 'raised' }
    case 'objection/withdrawn':
      return { id, by, seq, objection: known.body.objection, what: 'withdrawn' }
    case 'objection/judged':
      return { id, by, seq, objection: known.body.objection, what: 'judged', upheld: known.body.upheld }
    default:
      return undefined
  }
}
