import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, list, object, optional, text } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { nodeAfter, nodeReplacement } from './node-replacement.ts'
import { readGenesis } from './roster.ts'

/** Genesis of a feed: what one group says in one federation, written by its node and kept whole by every member. */
export const feedFounded = object({
  federation: cid,
  group: cid,
  /** The group's genesis entry, encoded. */
  charter: bytes(),
  /** How the group came to the key that founds the feed, where it is not its charter's any more. */
  replacements: optional(list(nodeReplacement, { max: 20 })),
})
export type FeedFounded = Infer<typeof feedFounded>
/** A feed as the rules see it: its founding terms, and whom the charter in them lets write. */
export type Feed = FeedFounded & { readonly node: PublicKeyHex; readonly stewards: readonly PublicKeyHex[] }

/** A checkpoint of the group's own log, whose entries the federation never sees. */
export const groupCheckpoint = object({ size: integer({ min: 0 }), note: text({ min: 1, max: 2000 }) })

export function judgeFeedFounded({ entry, body }: KnownEntry<'feed/founded'>, reader: LogReader): Refusal | undefined {
  const genesis = readGenesis(body.charter, reader.verify)
  if (isRefusal(genesis)) return genesis
  if (genesis.id !== body.group) return refuse('entry/bad-body', { problem: 'the charter is of another group' })
  const node = nodeAfter(genesis, body.replacements ?? [], reader.verify)
  if (isRefusal(node)) return node
  if (node !== entry.header.by) return refuse('member/not-allowed', { kind: 'feed/founded' })
}

/** Who may write into a feed: the group's node; where `stewards` is set also its stewards. */
export function requireFeedVoice(
  by: PublicKeyHex,
  reader: LogReader,
  stewards: 'stewards' | 'node',
): Refusal | undefined {
  const feed = reader.feed()
  if (!feed) return refuse('entry/not-for-this-log')
  if (feed.node === by) return
  if (stewards === 'stewards' && feed.stewards.includes(by)) return
  return refuse('member/not-allowed', { permission: 'speak' })
}
