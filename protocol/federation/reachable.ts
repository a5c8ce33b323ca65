import { object } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { nodeAddresses } from './addresses.ts'
import { requireFeedVoice } from './feed.ts'

/** Where the node of a log is reached from now on: multiaddrs, in the place of all that it said before. */
export const nodeReachable = object({ addresses: nodeAddresses })

/** The node alone says where it is: in its group's feed, or in the log of the federation whose node it is. */
export function judgeReachable({ entry }: KnownEntry<'node/reachable'>, reader: LogReader): Refusal | undefined {
  if (reader.feed()) return requireFeedVoice(entry.header.by, reader, 'node')
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'node/reachable' })
  if (charter.node !== entry.header.by) return refuse('member/not-allowed', { permission: 'speak' })
}
