import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import { type Cid, cidFromDigest, cidOfBytes, digestOfCid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { cid, type Infer, list, nullable, object, optional, union } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import type { Verify } from '../keys/verify.ts'
import { type KindName, type KnownEntry, openBody } from '../kinds.ts'
import { decodeLeaf, type Entry, leafBytes, type SignedEntry } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { logPlaceCodec } from './log-place.ts'

/** Content-addressed bytes, whoever they came from: what is asked for is checked against its id. */
export type Blocks = {
  get(id: Cid): Uint8Array | undefined
  /** A faster SHA-256 than the portable one, where the platform has it. */
  readonly hash?: Sha256
  /** How signatures within entries are checked, where the platform is faster than the rule's own code. */
  readonly verify?: Verify
  /** True where every block was checked against its id when it came in, so that nobody has to hash it again. */
  readonly checked?: boolean
}

const MOST = { max: 10_000_000 }

/** A change of the charter; by vote, with the evidence of that vote. */
const amendmentEvidence = object({ amended: cid, vote: nullable(cid) })

/** The table of who voted on paper, and what was said of paper with what shows who said it; both in the order of the log. */
const paperEvidence = object({ table: list(cid, MOST), entries: list(cid, MOST) })
export type PaperEvidence = Infer<typeof paperEvidence>

/**
 * Table of contents of a recount bundle: which entries show how a result came about, in the order of their log.
 * `group`: one vote of people, every ballot in it. `federation`: a decision over mandates, each with its own evidence;
 * null where nobody had it. `motion`: what a federation's council has decided. `place` is that of the closing, or of the
 * decision, in its log.
 */
export const evidenceCodec = union('type', {
  group: object({
    genesis: cid,
    proposal: cid,
    electorate: list(cid, MOST),
    ballots: list(cid, MOST),
    /** The parts of the table of delegations, where there is one. */
    delegations: optional(list(cid, MOST)),
    /** What was said about objections, where anything was, and what shows who said it; in the order of the log. */
    objections: optional(list(cid, MOST)),
    /** Where any sheet was handed out or printed. */
    paper: optional(paperEvidence),
    /** How the group came to the key that closed, where it is not its charter's any more. */
    replacements: optional(list(cid, MOST)),
    /** How the charter was changed before, in the order of the log. */
    amendments: optional(list(amendmentEvidence, MOST)),
    closed: cid,
    place: logPlaceCodec,
  }),
  federation: object({
    genesis: cid,
    /** Tickets, joinings and leavings, and among them what was said of vetoes before the decision. */
    roster: list(cid, MOST),
    proposal: cid,
    mandates: list(object({ mandate: cid, evidence: nullable(cid) }), MOST),
    /** Proofs that groups have signed two histories, where one was left out for it. */
    forks: optional(list(cid, MOST)),
    decided: cid,
    /** What was said of vetoes since: withdrawn, mediated, agreed. */
    settlement: optional(list(cid, MOST)),
    /** Evidence of the decision whose vetoes this one overrides, or not. */
    contested: optional(cid),
    /** New keys of the federation's node since the decision: a later one has signed the checkpoint of `place`. */
    replacements: optional(list(cid, MOST)),
    /** The round that this one follows: its proposal and its decision, which counts on its node's signature. */
    follows: optional(object({ proposal: cid, decided: cid })),
    place: logPlaceCodec,
  }),
  motion: object({
    genesis: cid,
    /** The roster and the charter, and among them the motion with every vote on it and its closing. */
    roster: list(cid, MOST),
    motion: cid,
    closed: cid,
    /** New keys of the federation's node since the closing: a later one has signed the checkpoint of `place`. */
    replacements: optional(list(cid, MOST)),
    place: logPlaceCodec,
  }),
})
export type Evidence = Infer<typeof evidenceCodec>
export type GroupEvidence = Extract<Evidence, { type: 'group' }>
export type FederationEvidence = Extract<Evidence, { type: 'federation' }>
export type MotionEvidence = Extract<Evidence, { type: 'motion' }>

/** Every entry that a table of contents names, in the order in which a bundle has them. */
export function entriesOf(evidence: Evidence): Cid[] {
  if (evidence.type === 'motion') {
    const { genesis, roster, replacements = [] } = evidence
    return [genesis, ...roster, ...replacements]
  }
  if (evidence.type === 'federation') {
    const {
      genesis,
      roster,
      proposal,
      mandates,
      forks = [],
      decided,
      settlement = [],
      replacements = [],
      follows,
    } = evidence
    const before = follows ? [follows.proposal, follows.decided] : []
    const spoken = mandates.map(({ mandate }) => mandate)
    return [genesis, ...roster, proposal, ...spoken, ...forks, decided, ...settlement, ...replacements, ...before]
  }
  const {
    genesis,
    proposal,
    electorate,
    ballots,
    delegations = [],
    objections = [],
    paper = { table: [], entries: [] },
    replacements = [],
    amendments = [],
    closed,
  } = evidence
  return [
    genesis,
    proposal,
    ...electorate,
    ...ballots,
    ...delegations,
    ...objections,
    ...paper.table,
    ...paper.entries,
    ...replacements,
    ...amendments.map(({ amended }) => amended),
    closed,
  ]
}

/** The blocks of one entry: its leaf under the entry's id, its body under the body's hash. */
export function blocksOfEntry(signed: SignedEntry): [Cid, Uint8Array][] {
  const leaf = leafBytes(signed)
  const blocks: [Cid, Uint8Array][] = [[cidOfBytes(leaf), leaf]]
  if (signed.body) blocks.push([cidOfBytes(signed.body), signed.body])
  return blocks
}

export function encodeEvidence(evidence: Evidence): { root: Cid; bytes: Uint8Array } {
  const bytes = encodeCanonical(evidenceCodec.encode(evidence))
  return { root: cidOfBytes(bytes), bytes }
}

export function readEvidence(blocks: Blocks, root: Cid): Evidence | Refusal {
  const bytes = readBlock(blocks, root)
  if (isRefusal(bytes)) return bytes
  const value = decodeCanonical(bytes)
  if (isRefusal(value)) return value
  const evidence = evidenceCodec.decode(value)
  return 'problem' in evidence ? refuse('entry/bad-body', { problem: evidence.problem }) : evidence
}

/** An entry out of the blocks, its hashes checked; its signature is for the caller. */
export function readEntry(blocks: Blocks, id: Cid): Entry | Refusal {
  const leaf = blocks.get(id)
  if (!leaf) return refuse('evidence/missing', { id })
  if (!hasDigest(blocks, leaf, digestOfCid(id))) return otherBytes(id)
  return decodeLeaf(id, leaf, digest => bodyOf(blocks, digest), blocks.hash)
}

function bodyOf(blocks: Blocks, digest: Uint8Array): Uint8Array | Refusal {
  const id = cidFromDigest(digest)
  const body = blocks.get(id)
  if (!body) return refuse('evidence/missing', { id })
  return hasDigest(blocks, body, digest) ? body : otherBytes(id)
}

function hasDigest({ checked, hash = sha256 }: Blocks, block: Uint8Array, digest: Uint8Array): boolean {
  return checked === true || equalBytes(hash(block), digest)
}

/** An entry of one kind out of the blocks, its body read by its schema. */
export function readKnown<K extends KindName>(blocks: Blocks, id: Cid, kind: K): KnownEntry<K> | Refusal {
  const entry = readEntry(blocks, id)
  if (isRefusal(entry)) return entry
  if (entry.header.kind !== kind) return refuse('entry/bad-body', { expected: kind, found: entry.header.kind })
  return openBody(kind, entry)
}

function readBlock(blocks: Blocks, id: Cid): Uint8Array | Refusal {
  const bytes = blocks.get(id)
  if (!bytes) return refuse('evidence/missing', { id })
  return hasDigest(blocks, bytes, digestOfCid(id)) ? bytes : otherBytes(id)
}

function otherBytes(id: Cid): Refusal {
  return refuse('evidence/missing', { id, problem: 'other bytes under this id' })
}
