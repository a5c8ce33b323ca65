import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes } from '../bytes/public-key.ts'
import { bytes, type Infer, isProblem, list, object } from '../bytes/schema.ts'
import { checkSound, withTerms } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { refuseGroundOf } from '../group/charter-entries.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { type Checkpoint, openCheckpoint, readTreeHead, type TreeHead } from '../log/checkpoint.ts'
import { readNote } from '../log/note.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { nodeAddresses } from './addresses.ts'
import { requireFeedVoice } from './feed.ts'
import { checkReplacement, type NodeReplacement, nodeReplacement } from './node-replacement.ts'
import { readAmendment } from './replay-charter.ts'
import { readGenesis } from './roster.ts'

/** Most keys that a group's node may have had. */
export const MOST_REPLACEMENTS = 20
export const replacementList = list(nodeReplacement, { max: MOST_REPLACEMENTS })

/** A key that writes a log, and the place of its first entry in it. */
export type Tenure = { readonly node: PublicKeyHex; readonly from: number }
/** The keys that wrote a log one after the other; the last one still does. */
export type Succession = readonly [Tenure, ...Tenure[]]

/**
 * The keys of a group's own log, a federation's as well: the charter's, and every one that its council has put in the
 * place of the one before, each from the end of the history that was let stand. Where the charter was amended the replacement
 * shows it, which counts on the signature of a key that spoke by then: who holds the log knows whether it is the one in
 * force there. Refuses with `node/bad-replacement`.
 */
export function successionOf(
  group: { readonly id: Cid; readonly charter: Charter },
  replacements: readonly NodeReplacement[],
  verify: Verify = verifySignature,
): Succession | Refusal {
  const first: Tenure = { node: group.charter.node, from: 0 }
  const later: Tenure[] = []
  let before: Shown | undefined
  for (const replacement of replacements) {
    const nodes = [first, ...later].map(({ node }) => node)
    const shown = charterShown(group, replacement, before, nodes, verify)
    if (isRefusal(shown)) return shown
    before = shown
    const charter = { ...(shown?.charter ?? group.charter), node: nodes.at(-1) ?? first.node }
    const refused = checkReplacement(replacement, { ...group, charter }, verify)
    if (refused) return refused
    const from = standingHead(replacement)?.size ?? 0
    if (from <= (later.at(-1) ?? first).from) {
      return refuse('node/bad-replacement', { problem: 'the history that stands ends before the former key began' })
    }
    later.push({ node: replacement.node, from })
  }
  return [first, ...later]
}

/** A charter that a replacement shows, and which of the node's keys entered it as its how manieth entry. */
type Shown = { readonly charter: Charter; readonly by: number; readonly seq: number }

/** The charter whose stewards a replacement is signed by: of a federation, what it shows, not from before the one shown last. */
function charterShown(
  { id, charter }: { readonly id: Cid; readonly charter: Charter },
  { amended }: NodeReplacement,
  before: Shown | undefined,
  nodes: readonly PublicKeyHex[],
  verify: Verify,
): Shown | undefined | Refusal {
  const bad = (problem: string) => refuse('node/bad-replacement', { problem })
  if (!amended) return before && bad('by a charter that was amended since')
  const known = readAmendment(amended, verify)
  if (isRefusal(known)) return known
  const { header } = known.entry
  const by = nodes.indexOf(header.by)
  if (charter.members !== 'groups' || header.log !== id || by < 0) return bad('an amendment is not by the node')
  const refused = refuseGroundOf(charter, known.body.by) ?? checkSound(charter, known.body.terms)
  if (refused) return refused
  const isEarlier = before && (by < before.by || (by === before.by && header.seq < before.seq))
  if (isEarlier) return bad('by a charter that was amended since')
  return { charter: withTerms(charter, known.body.terms), by, seq: header.seq }
}

/** The key that speaks now. */
export function latestKey(succession: Succession): PublicKeyHex {
  return (succession.at(-1) ?? succession[0]).node
}

/** The key that wrote the entry at a place of the log. */
export function keyAt(succession: Succession, index: number): PublicKeyHex {
  return (succession.findLast(({ from }) => from <= index) ?? succession[0]).node
}

/** The history that a council let stand: the tree under the checkpoint by the former key. */
export function standingHead({ standing }: Pick<NodeReplacement, 'standing'>): TreeHead | undefined {
  const note = readNote(standing)
  return isRefusal(note) ? undefined : readTreeHead(note.text)
}

/** A list of replacements as it goes over the wire. */
export function encodeReplacements(replacements: readonly NodeReplacement[]): Uint8Array {
  return encodeCanonical(replacementList.encode(replacements))
}

/** `node/bad-replacement` for what does not read as such a list. */
export function decodeReplacements(encoded: Uint8Array): readonly NodeReplacement[] | Refusal {
  const value = decodeCanonical(encoded)
  const read = isRefusal(value) ? value : replacementList.decode(value)
  return isRefusal(read) || isProblem(read) ? refuse('node/bad-replacement', { problem: 'does not read' }) : read
}

/**
 * Opens a checkpoint by the key that wrote the log's last entry under it: a former key's word is worth nothing for what
 * comes after the history that stands, nor a later one's for trees that end before it. Refuses as `openCheckpoint` does.
 */
export function openInSuccession(
  note: string,
  log: Cid,
  succession: Succession,
  verify: Verify = verifySignature,
): Checkpoint | Refusal {
  const parts = readNote(note)
  if (isRefusal(parts)) return parts
  const size = readTreeHead(parts.text)?.size ?? 0
  return openCheckpoint(note, log, publicKeyBytes(keyAt(succession, Math.max(0, size - 1))), verify)
}

/** In a feed: that a council has given its federation's node another key, for all who keep the federation's log. */
export const nodeSucceeded = object({
  /** The federation's genesis entry, encoded. */
  charter: bytes(),
  /** How its node came to the key that it has, from the charter's on. */
  replacements: replacementList,
  /** Where the new node is reached. */
  addresses: nodeAddresses,
})
export type NodeSucceeded = Infer<typeof nodeSucceeded>

/** Any node of the federation says it; the council's signatures speak for themselves. */
export function judgeNodeSucceeded(
  { entry, body }: KnownEntry<'node/succeeded'>,
  reader: LogReader,
): Refusal | undefined {
  const succession = readSucceeded(body, reader.verify)
  return requireFeedVoice(entry.header.by, reader, 'node') ?? (isRefusal(succession) ? succession : undefined)
}

/** Whose node has another key, and how it came to it; everything in it checked. */
export function readSucceeded(
  { charter, replacements }: Pick<NodeSucceeded, 'charter' | 'replacements'>,
  verify: Verify = verifySignature,
): { readonly id: Cid; readonly charter: Charter; readonly succession: Succession } | Refusal {
  const genesis = readGenesis(charter, verify)
  if (isRefusal(genesis)) return genesis
  if (replacements.length === 0) return refuse('node/bad-replacement', { problem: 'nothing replaces the key' })
  const succession = successionOf(genesis, replacements, verify)
  return isRefusal(succession) ? succession : { ...genesis, succession }
}
