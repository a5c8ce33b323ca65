import { nativeSha256 } from '../../node/log/native-sha256.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Extended, judgeNextEntries } from '../../protocol/federation/feed-range.ts'
import type { Shelf } from '../../protocol/federation/feed-sync.ts'
import type { FeedRange } from '../../protocol/federation/feed-sync-message.ts'
import { proveEntry } from '../../protocol/federation/feed-sync-proof.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { type Checkpoint, signCheckpoint } from '../../protocol/log/checkpoint.ts'
import type { Entry, SignedEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, type CompactRange, emptyRange, rangeRoot } from '../../protocol/log/merkle.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import { decodeOnce } from './once.ts'

/** A log on a disk: what a crash leaves. */
export type DiskLog = {
  entries: SignedEntry[]
  range: CompactRange
  nodes: Map<string, Uint8Array>
  checkpoint: string
  checkpointSize: number
  beyond: readonly Uint8Array[]
}
export type Disk = Map<Cid, DiskLog>

export const emptyLog = (): DiskLog => ({
  entries: [],
  range: emptyRange(),
  nodes: new Map(),
  checkpoint: '',
  checkpointSize: 0,
  beyond: [],
})

/** What a disk holds, as the sync engine reads it. */
export function readDisk(disk: Disk): Shelf {
  return {
    size: log => disk.get(log)?.entries.length ?? 0,
    read(log, from, most) {
      const held = disk.get(log)
      const entries = held?.entries.slice(from, from + most) ?? []
      if (!held || entries.length === 0) return undefined
      return { from, entries, checkpoint: held.checkpoint, proof: proofOf(held, from + entries.length - 1) }
    },
  }
}

/** Proof of one entry under the log's checkpoint as it is now. */
export function proofOf({ entries, nodes, checkpointSize, beyond }: DiskLog, index: number): Uint8Array[] {
  const node = (level: number, place: number) => {
    const hash = nodes.get(`${level}/${place}`)
    if (!hash) throw new Error(`node ${level}/${place} is not held`)
    return hash
  }
  return proveEntry(index, { size: entries.length, checkpointSize, beyond, node }, nativeSha256)
}

/** Entries of the own log, under a new checkpoint. */
export function writeOwn(held: DiskLog, log: Cid, entries: readonly SignedEntry[], signer: Signer): void {
  const known = decodeAll(entries)
  if (isRefusal(known)) throw new Error('an entry of our own does not read')
  const leaves = known.map(({ leafHash }) => leafHash)
  const { range: after, nodes } = appendLeaves(held.range, leaves, nativeSha256)
  grow(held, entries, { after, nodes })
  const size = held.entries.length
  held.checkpointSize = size
  held.checkpoint = signCheckpoint({ log, size, root: rangeRoot(held.range, nativeSha256) }, signer)
}

/** What a node asks of a range before it is on its disk. */
export type AppendRules = {
  isSigned(entry: Entry): boolean
  openCheckpoint(note: string, log: Cid, writer: Uint8Array): Checkpoint | Refusal
  readonly judgeNext: typeof judgeNextEntries
}

/** A range of another's log as the store takes it, in memory; the rules are those of the store. */
export function appendCopy(
  held: DiskLog,
  log: Cid,
  writer: Uint8Array,
  range: FeedRange,
  { isSigned, openCheckpoint, judgeNext }: AppendRules,
): { size: number } | Refusal {
  const known = decodeAll(range.entries)
  if (isRefusal(known)) return known
  if (!known.every(isSigned)) return refuse('entry/bad-signature')
  const checkpoint = openCheckpoint(range.checkpoint, log, writer)
  if (isRefusal(checkpoint)) return checkpoint
  const size = held.entries.length
  if (range.from > size) return refuse('feed/gap')
  const entries = known.slice(size - range.from)
  if (entries.length === 0) return { size }
  const extended = judgeNext({ log, before: held.range, entries, checkpoint, proof: range.proof }, nativeSha256)
  if (isRefusal(extended)) return extended
  grow(held, range.entries.slice(size - range.from), extended)
  held.checkpoint = range.checkpoint
  held.checkpointSize = extended.beyond.length === 0 ? held.entries.length : checkpoint.size
  held.beyond = extended.beyond
  return { size: held.entries.length }
}

function grow(
  held: DiskLog,
  signed: readonly SignedEntry[],
  { after, nodes }: Pick<Extended, 'after' | 'nodes'>,
): void {
  held.range = after
  for (const { level, index, hash } of nodes) held.nodes.set(`${level}/${index}`, hash)
  held.entries.push(...signed)
}

function decodeAll(entries: readonly SignedEntry[]): readonly Entry[] | Refusal {
  const known: Entry[] = []
  for (const signed of entries) {
    const entry = decodeOnce(signed)
    if (isRefusal(entry)) return entry
    known.push(entry)
  }
  return known
}
