import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { decodeEntry, signedMessage } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { LogRow } from '../log/log-tables.ts'
import { nativeSha256 } from '../log/native-sha256.ts'

/** What a steward should look into; `docs/running-a-node.md` says what to do about each. */
export const NODE_WARNINGS = [
  'disk-low',
  'signatures-unchecked',
  'nobody-connected',
  'feed-behind',
  'forked',
  'one-steward',
] as const
export type NodeWarning = (typeof NODE_WARNINGS)[number]

/** A node writes little, but a full disk ends it: a backup of the store has to fit beside it, and this much besides. */
const SPARE_BYTES = 500_000_000

export type Storage = {
  /** The store with what is not merged into it yet. */
  readonly storeBytes: number
  /** Null where the store is in memory only. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null
}

/** How much the store takes, and what is left on its disk. */
export function storageOf({ store }: Pick<Core, 'store'>): Storage {
  if (store.memory) {
    const pages = store.pragma('page_count', { simple: true })
    const pageBytes = store.pragma('page_size', { simple: true })
    return { storeBytes: Number(pages) * Number(pageBytes), disk: null }
  }
  const sizes = [store.name, `${store.name}-wal`].map(path => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  const { bavail, blocks, bsize } = statfsSync(dirname(store.name))
  return {
    storeBytes: sizes.reduce((sum, size) => sum + size, 0),
    disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
  }
}

export function isDiskLow({ storeBytes, disk }: Storage): boolean {
  return disk !== null && disk.freeBytes < storeBytes + SPARE_BYTES
}

/** Whether signatures can be checked: the newest entry of a log is, again, the way every entry is that comes in. */
export async function checksSignatures({ tables, verifier }: Core, log: LogRow): Promise<boolean> {
  const [newest] = tables.range(log.row, log.range.size - 1, 1)
  const entry = newest && decodeEntry(newest.signed, nativeSha256)
  if (!entry || isRefusal(entry)) return false
  const [holds] = await verifier.verifyMany([signedMessage(entry)])
  return holds === true
}

export type DueClosing = { readonly proposal: Cid; readonly title: string; readonly atMs: number }

/** The votes that the node will close, soonest first. */
export function dueClosings({ projections: { proposals } }: Core, log: number): DueClosing[] {
  return proposals
    .list(log, 'open')
    .flatMap(id => proposals.get(id) ?? [])
    .map(({ id, title, closesAtMs }) => ({ proposal: id, title, atMs: closesAtMs }))
    .toSorted((a, b) => a.atMs - b.atMs)
}
