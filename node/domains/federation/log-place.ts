import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { LogPlace } from '../../../protocol/federation/log-place.ts'
import { readTreeHead, signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { inclusionProof, type NodeReader, rangeAt, rangeRoot, verifyInclusion } from '../../../protocol/log/merkle.ts'
import { readNote } from '../../../protocol/log/note.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import { openCosigned } from './cosigned.ts'

/**
 * Where an entry stands in its log: under the checkpoint over it that has the most cosignatures, of those that suffice if
 * there is one. Without any, in a log of this node's own under the checkpoint right after it, which is the same bytes
 * whenever it is asked for; in a copy under the newest checkpoint of the node that writes it.
 * @param suffices whether the cosignatures on a checkpoint are all that the entry needs.
 */
export function logPlaceOf(
  core: Core,
  log: LogRow,
  id: Cid,
  suffices: (checkpoint: string) => boolean = () => true,
): LogPlace | Refusal {
  const stored = core.tables.entry(id)
  if (!stored || stored.log !== log.row) return refuse('evidence/missing', { id })
  const { index } = stored
  const node: NodeReader = (level, at) => core.tables.node(log.row, level, at)
  const held = openCosigned(core.store)
    .over(log.id, index)
    .filter(({ size }) => size <= log.range.size)
  const witnessed = held.find(({ note }) => suffices(note)) ?? held[0]
  if (witnessed) {
    const proof = inclusionProof(index, witnessed.size, node, nativeSha256)
    const place = { checkpoint: witnessed.note, index, proof }
    // A log whose node has signed two histories may have gathered cosignatures on the one that is not kept here.
    const entry = decodeEntry(stored.signed)
    if (!isRefusal(entry) && isUnder(place, entry.leafHash)) return place
  }
  if (!log.own) {
    // A copy that is still catching up does not hold the whole tree of its checkpoint.
    if (log.beyond.length > 0) return refuse('feed/gap', { size: log.range.size })
    return { checkpoint: log.checkpoint, index, proof: inclusionProof(index, log.range.size, node, nativeSha256) }
  }
  // What a former key of this node wrote stands under the first checkpoint by the key that it has now.
  const [tookOver] = core.tables.ofKinds(log.row, ['node/replaced']).slice(-1)
  const size = Math.max(index, tookOver?.index ?? 0) + 1
  const root = rangeRoot(rangeAt(size, node), nativeSha256)
  const proof = inclusionProof(index, size, node, nativeSha256)
  return { checkpoint: signCheckpoint({ log: log.id, size, root }, core.signer), index, proof }
}

function isUnder({ checkpoint, index, proof }: LogPlace, leaf: Uint8Array): boolean {
  const note = readNote(checkpoint)
  const head = isRefusal(note) ? undefined : readTreeHead(note.text)
  return head !== undefined && verifyInclusion({ index, size: head.size, root: head.root, leafHash: leaf, proof })
}
