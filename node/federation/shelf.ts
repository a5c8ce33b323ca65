import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Shelf } from '../../protocol/federation/feed-sync.ts'
import { type FeedRange, MOST_RANGE_BYTES } from '../../protocol/federation/feed-sync-message.ts'
import { type Copy, proveEntry } from '../../protocol/federation/feed-sync-proof.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import type { Core } from '../core.ts'
import type { LogRow } from '../log/log-tables.ts'
import { nativeSha256 } from '../log/native-sha256.ts'

/** Entries read from the store at once: bodies may be large, and the range is bounded in bytes. */
const CHUNK = 50

/** What the node's store holds, as the sync engine reads it. */
export function shelfOf(core: Core): Shelf {
  return {
    size: log => core.logs.get(log)?.range.size ?? 0,
    read(log: Cid, from: number, most: number): FeedRange | undefined {
      const row = core.logs.get(log)
      if (!row || from >= row.range.size) return undefined
      const entries: SignedEntry[] = []
      for (let bytes = 0; entries.length < most && bytes < MOST_RANGE_BYTES; ) {
        const chunk = core.tables.range(row.row, from + entries.length, Math.min(CHUNK, most - entries.length))
        for (const { signed } of chunk) {
          if (bytes >= MOST_RANGE_BYTES) break
          entries.push(signed)
          bytes += signed.header.length + signed.signature.length + (signed.body?.length ?? 0)
        }
        if (chunk.length === 0) break
      }
      if (entries.length === 0) return undefined
      const proof = proofOf(core, row, from + entries.length - 1)
      return { from, entries, checkpoint: row.checkpoint, proof }
    },
  }
}

/** Proof of one entry under the log's checkpoint as it is now. */
export function proofOf(core: Core, row: LogRow, index: number): Uint8Array[] {
  return proveEntry(index, copyOf(core, row), nativeSha256)
}

function copyOf({ tables }: Core, { row, range, checkpoint, beyond }: LogRow): Copy {
  return {
    size: range.size,
    node: (level, index) => tables.node(row, level, index),
    // The note was verified before it was stored; its second line is the size.
    checkpointSize: beyond.length === 0 ? range.size : Number(checkpoint.split('\n')[1]),
    beyond,
  }
}
