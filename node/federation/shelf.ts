import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Shelf } from '../../protocol/federation/feed-sync.ts'
import { type FeedRange, MOST_RANGE_BYTES } from '../../protocol/federation/feed-sync-message.ts'
import { type Copy, proveEntry } from '../../protocol/federation/feed-sync-proof.ts'
import { standingHead } from '../../protocol/federation/succession.ts'
import { openBody } from '../../protocol/kinds.ts'
import type { TreeHead } from '../../protocol/log/checkpoint.ts'
import { decodeEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { LogRow } from '../log/log-tables.ts'
import { nativeSha256 } from '../log/native-sha256.ts'

/** Entries read from the store at once: bodies may be large, and the range is bounded in bytes. */
const CHUNK = 50

type Stands = { readonly checkpoint: string; readonly head: TreeHead }

/** What the node's store holds, as the sync engine reads it. */
export function shelfOf(core: Core): Shelf {
  return {
    size: log => core.logs.get(log)?.range.size ?? 0,
    read(log: Cid, from: number, most: number): FeedRange | undefined {
      const row = core.logs.get(log)
      if (!row || from >= row.range.size) return undefined
      const stands = standingAfter(core, row, from)
      const room = Math.min(most, (stands?.head.size ?? row.range.size) - from)
      const entries: SignedEntry[] = []
      for (let bytes = 0; entries.length < room && bytes < MOST_RANGE_BYTES; ) {
        const chunk = core.tables.range(row.row, from + entries.length, Math.min(CHUNK, room - entries.length))
        for (const { signed } of chunk) {
          if (bytes >= MOST_RANGE_BYTES) break
          entries.push(signed)
          bytes += signed.header.length + signed.signature.length + (signed.body?.length ?? 0)
        }
        if (chunk.length === 0) break
      }
      if (entries.length === 0) return undefined
      const last = from + entries.length - 1
      if (!stands) return { from, entries, checkpoint: row.checkpoint, proof: proofOf(core, row, last) }
      const tree = { size: stands.head.size, node: nodeIn(core, row), checkpointSize: stands.head.size, beyond: [] }
      return { from, entries, checkpoint: stands.checkpoint, proof: proveEntry(last, tree, nativeSha256) }
    },
  }
}

/**
 * The history that a council has let stand, where entries of it are given: under the former key's checkpoint of it, which also
 * counts for who has not heard of the new one, or cannot tell yet whether it is the council's.
 */
function standingAfter(core: Core, row: LogRow, from: number): Stands | undefined {
  if (row.type !== 'group') return undefined
  for (const { signed, index, refused } of core.tables.ofKinds(row.row, ['node/replaced'])) {
    if (index <= from || refused !== null) continue
    const entry = decodeEntry(signed)
    const known = isRefusal(entry) ? entry : openBody('node/replaced', entry)
    const checkpoint = isRefusal(known) ? undefined : known.body.replacement.standing
    const head = isRefusal(known) ? undefined : standingHead(known.body.replacement)
    if (checkpoint && head?.size === index) return { checkpoint, head }
  }
}

/** Proof of one entry under the log's checkpoint as it is now. */
export function proofOf(core: Core, row: LogRow, index: number): Uint8Array[] {
  return proveEntry(index, copyOf(core, row), nativeSha256)
}

function nodeIn({ tables }: Core, { row }: LogRow): Copy['node'] {
  return (level, index) => tables.node(row, level, index)
}

function copyOf(core: Core, row: LogRow): Copy {
  const { range, checkpoint, beyond } = row
  return {
    size: range.size,
    node: nodeIn(core, row),
    // The note was verified before it was stored; its second line is the size.
    checkpointSize: beyond.length === 0 ? range.size : Number(checkpoint.split('\n')[1]),
    beyond,
  }
}
