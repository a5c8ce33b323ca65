import type { PublicKeyHex } from '../bytes/public-key.ts'
import { boolean, bytes, cid, type Infer, integer, list, object, optional, text } from '../bytes/schema.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { checkReplacement, type NodeReplacement, nodeReplacement } from './node-replacement.ts'
import { amend, amendAll, foundingOf, type InForce, isByStranger, nodesAfter, readAmendment } from './replay-charter.ts'
import { readGenesis } from './roster.ts'
import { type KeyChange, readKeyChange, type StewardKey, signingKeys } from './steward-key.ts'

/** Genesis of a feed: what one group says in one federation, written by its node and kept whole by every member. */
export const feedFounded = object({
  federation: cid,
  group: cid,
  /** The group's genesis entry, encoded. */
  charter: bytes(),
  /** How the group came to the key that founds the feed, where it is not its charter's any more. */
  replacements: optional(list(nodeReplacement, { max: 20 })),
  /** Amendments of the group's charter by whose stewards these were signed, encoded. */
  amendments: optional(list(bytes(), { max: 50 })),
  /** They do not fit here: the feed tells them next, and nothing else before they have shown how the key came about. */
  amendmentsFollow: optional(boolean),
})
export type FeedFounded = Infer<typeof feedFounded>

/** Whom the group's charter lets write: its node, and the stewards of the charter as the feed has it so far, by the keys that sign. */
export type FeedVoice = {
  readonly node: PublicKeyHex
  /** That key and those before it. */
  readonly nodes: readonly PublicKeyHex[]
  readonly stewards: readonly PublicKeyHex[]
  readonly inForce: InForce
  /** What the feed has told of stewards' keys. */
  readonly keys: readonly StewardKey[]
  /** New keys of the node that stewards of a charter have signed of which the feed has not told yet. */
  readonly unproven: readonly NodeReplacement[]
}
/** A feed as the rules see it: its founding terms, and whom the charter in them lets write. */
export type Feed = FeedFounded & FeedVoice

/** A checkpoint of the group's own log, whose entries the federation never sees. */
export const groupCheckpoint = object({ size: integer({ min: 0 }), note: text({ min: 1, max: 2000 }) })

/** The group's charter is another from here on: the amendment in its own log, encoded. */
export const groupAmended = object({ entry: bytes() })

/** Whose voice a feed begins with, by what its founding shows. */
export function voiceOfFeed(
  { charter, replacements = [], amendments = [], amendmentsFollow }: FeedFounded,
  verify: Verify,
): FeedVoice | Refusal {
  const genesis = readGenesis(charter, verify)
  if (isRefusal(genesis)) return genesis
  const last = replacements.at(-1)
  if (amendmentsFollow && last) {
    const { stewards, node } = genesis.charter
    const inForce = foundingOf(genesis)
    return proven({ node: last.node, nodes: [node], stewards, inForce, keys: [], unproven: replacements }, verify)
  }
  const charters = amendAll(foundingOf(genesis), amendments, verify)
  if (isRefusal(charters)) return charters
  const { nodes, refused } = nodesAfter(
    genesis.id,
    charters.map(({ charter }) => charter),
    replacements,
    verify,
  )
  const [wrong] = refused
  const [node, inForce] = [nodes.at(-1), charters.at(-1)]
  if (wrong) return wrong.refusal
  if (!node || !inForce) return refuse('charter/bad')
  const stranger = amendments.some(encoded => isByStranger(encoded, nodes, verify))
  return stranger
    ? refuse('member/not-allowed', { kind: 'charter/amended' })
    : { node, nodes, stewards: inForce.charter.stewards, inForce, keys: [], unproven: [] }
}

/** The voice with as many of the node's keys as the charter that the feed has told so far bears out. */
function proven(voice: FeedVoice, verify: Verify): FeedVoice {
  const [next, ...unproven] = voice.unproven
  const node = voice.nodes.at(-1)
  if (!next || !node) return voice
  const { id, charter } = voice.inForce
  if (checkReplacement(next, { id, charter: { ...charter, node } }, verify)) return voice
  return proven({ ...voice, nodes: [...voice.nodes, next.node], unproven }, verify)
}

/** The voice of a feed after one more amendment of the group's charter. */
export function amendVoice(voice: FeedVoice, encoded: Uint8Array, verify: Verify): FeedVoice | Refusal {
  const known = readAmendment(encoded, verify)
  if (isRefusal(known)) return known
  if (!voice.nodes.includes(known.entry.header.by)) return refuse('member/not-allowed', { kind: 'charter/amended' })
  const inForce = amend(voice.inForce, known, verify)
  if (isRefusal(inForce)) return inForce
  return proven({ ...voice, stewards: signingKeys({ ...inForce, keys: voice.keys }), inForce }, verify)
}

/** The voice of a feed after a steward has got another key. */
export function voiceWithKey(voice: FeedVoice, change: KeyChange, verify: Verify): FeedVoice | Refusal {
  const key = readKeyChange(change, { ...voice.inForce, keys: voice.keys }, voice.nodes, verify)
  if (isRefusal(key)) return key
  const keys = [...voice.keys, key]
  return { ...voice, stewards: signingKeys({ ...voice.inForce, keys }), keys }
}

export function judgeFeedFounded({ entry, body }: KnownEntry<'feed/founded'>, reader: LogReader): Refusal | undefined {
  const voice = voiceOfFeed(body, reader.verify)
  if (isRefusal(voice)) return voice
  if (voice.inForce.id !== body.group) return refuse('entry/bad-body', { problem: 'the charter is of another group' })
  if (voice.node !== entry.header.by) return refuse('member/not-allowed', { kind: 'feed/founded' })
}

export function judgeGroupAmended(
  { entry, body }: KnownEntry<'group/amended'>,
  reader: LogReader,
): Refusal | undefined {
  const feed = reader.feed()
  if (feed?.node !== entry.header.by) return refuse('member/not-allowed', { permission: 'speak' })
  const next = amendVoice(feed, body.entry, reader.verify)
  return isRefusal(next) ? next : undefined
}

export function judgeGroupKeyReplaced(
  { entry, body }: KnownEntry<'group/key-replaced'>,
  reader: LogReader,
): Refusal | undefined {
  const denied = requireFeedVoice(entry.header.by, reader, 'node')
  const feed = reader.feed()
  if (denied || !feed) return denied
  const next = voiceWithKey(feed, body, reader.verify)
  return isRefusal(next) ? next : undefined
}

/** Who may write into a feed: the group's node; where `stewards` is set also its stewards. */
export function requireFeedVoice(
  by: PublicKeyHex,
  reader: LogReader,
  stewards: 'stewards' | 'node',
): Refusal | undefined {
  const feed = reader.feed()
  if (!feed) return refuse('entry/not-for-this-log')
  if (feed.unproven.length > 0) return refuse('feed/unproven')
  if (feed.node === by) return
  if (stewards === 'stewards' && feed.stewards.includes(by)) return
  return refuse('member/not-allowed', { permission: 'speak' })
}
