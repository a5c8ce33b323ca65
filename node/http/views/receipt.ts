import type { Cid } from '../../../protocol/bytes/cid.ts'
import { decodeEntry, type Entry, leafBytes } from '../../../protocol/log/entry.ts'
import { inclusionProof } from '../../../protocol/log/merkle.ts'
import { formatReceipt } from '../../../protocol/log/receipt.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'

export type ReceiptText = {
  readonly text: string
  readonly id: Cid
  readonly index: number
  readonly size: number
}

/** An entry of this node's logs; undefined where there is none. */
export function entryIn(core: Core, id: Cid): Entry | undefined {
  const stored = core.tables.entry(id)
  const entry = stored && decodeEntry(stored.signed, nativeSha256)
  return isRefusal(entry) ? undefined : entry
}

/** The receipt of an entry, under the newest checkpoint of its log. */
export function receiptOf(core: Core, id: Cid): ReceiptText | Refusal {
  const stored = core.tables.entry(id)
  const log = stored && [...core.logs.values()].find(({ row }) => row === stored.log)
  if (!stored || !log) return refuse('request/not-found', { id })
  // A copy that is still catching up does not hold the whole tree of its checkpoint.
  if (log.beyond.length > 0) return refuse('feed/gap', { size: log.range.size })
  const { size } = log.range
  const node = (level: number, index: number) => core.tables.node(log.row, level, index)
  const text = formatReceipt({
    leaf: leafBytes(stored.signed),
    index: stored.index,
    checkpoint: log.checkpoint,
    proof: inclusionProof(stored.index, size, node, nativeSha256),
  })
  return { text, id, index: stored.index, size }
}
