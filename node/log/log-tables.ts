import type { Cid } from '../../protocol/bytes/cid.ts'
import { digestOfCid } from '../../protocol/bytes/cid.ts'
import { fromHex } from '../../protocol/bytes/hex.ts'
import type { KindName, LogType } from '../../protocol/kinds.ts'
import { type Entry, leafBytes, type SignedEntry } from '../../protocol/log/entry.ts'
import { type CompactRange, leafHash, type NodeReader, nodeHash, type TreeNode } from '../../protocol/log/merkle.ts'
import type { RefusalCode } from '../../protocol/refusal.ts'
import { storedCid } from '../domains/stored.ts'
import type { Store } from '../store/open.ts'
import { nativeSha256 } from './native-sha256.ts'

/** A log that this node keeps: its own to write, or another's whole copy. */
export type LogRow = {
  readonly row: number
  readonly id: Cid
  readonly type: LogType
  readonly own: boolean
  readonly range: CompactRange
  readonly checkpoint: string
  /** Hashes right of a copy that ends before its checkpoint does, from the bottom up; see `Copy` of the feed sync. */
  readonly beyond: readonly Uint8Array[]
}

/** An entry in its place. */
export type StoredEntry = {
  readonly position: number
  readonly log: number
  readonly index: number
  readonly signed: SignedEntry
  readonly acceptedAtMs: number
  readonly refused: string | null
}

type EntryColumns = {
  position: number
  log: number
  idx: number
  header: Uint8Array
  signature: Uint8Array
  body: Uint8Array | null
  accepted_at_ms: number
  refused: string | null
}

const ENTRY_COLUMNS = 'position, log, idx, header, signature, body, accepted_at_ms, refused'

/** Complete subtrees are kept at every so many levels; one between follows from at most eight below it. */
const LEVELS_APART = 4

/** The tables of truth: logs, entries, Merkle nodes. Only the log writer calls what changes them. */
export type LogTables = ReturnType<typeof openLogTables>

export function openLogTables(store: Store) {
  const logs = store.prepare<
    [],
    {
      id: number
      cid: string
      type: LogType
      own: number
      size: number
      frontier: Uint8Array
      checkpoint: string
      beyond: Uint8Array
    }
  >('SELECT id, cid, type, own, size, frontier, checkpoint, beyond FROM log ORDER BY id')
  const insertLog = store
    .prepare<[string, string, number], number>(
      `INSERT INTO log (cid, type, own, size, frontier, checkpoint, beyond)
       VALUES (?, ?, ?, 0, x'', '', x'') RETURNING id`,
    )
    .pluck()
  const updateLog = store.prepare<[number, Uint8Array, string, Uint8Array, number]>(
    'UPDATE log SET size = ?, frontier = ?, checkpoint = ?, beyond = ? WHERE id = ?',
  )
  const insertEntry = store.prepare<
    [
      number | null,
      number,
      number,
      Uint8Array,
      string,
      Uint8Array,
      number,
      Uint8Array,
      Uint8Array,
      Uint8Array | null,
      number,
      string | null,
    ]
  >(
    `INSERT INTO entry (position, log, idx, id, kind, by, seq, header, signature, body, accepted_at_ms, refused)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertNode = store.prepare<[number, number, number, Uint8Array]>(
    'INSERT INTO merkle_node (log, level, idx, hash) VALUES (?, ?, ?, ?)',
  )
  const nodeAt = store
    .prepare<[number, number, number], Uint8Array>(
      'SELECT hash FROM merkle_node WHERE log = ? AND level = ? AND idx = ?',
    )
    .pluck()
  const placeOf = store.prepare<[Uint8Array], { position: number; log: number; idx: number }>(
    'SELECT position, log, idx FROM entry WHERE id = ?',
  )
  const byId = store.prepare<[Uint8Array], EntryColumns>(`SELECT ${ENTRY_COLUMNS} FROM entry WHERE id = ?`)
  const byPlace = store.prepare<[number, number], EntryColumns>(
    `SELECT ${ENTRY_COLUMNS} FROM entry WHERE log = ? AND idx = ?`,
  )
  const range = store.prepare<[number, number, number], EntryColumns>(
    `SELECT ${ENTRY_COLUMNS} FROM entry WHERE log = ? AND idx >= ? ORDER BY idx LIMIT ?`,
  )
  const after = store.prepare<[number, number], EntryColumns>(
    `SELECT ${ENTRY_COLUMNS} FROM entry WHERE position > ? ORDER BY position LIMIT ?`,
  )
  const ofKinds = store.prepare<[number, string], EntryColumns>(
    `SELECT ${ENTRY_COLUMNS} FROM entry
     WHERE log = ? AND kind <> 'ballot/cast' AND kind IN (SELECT value FROM json_each(?)) ORDER BY idx`,
  )
  const kindsAfter = store.prepare<[number], KindName>('SELECT DISTINCT kind FROM entry WHERE position > ?').pluck()
  const ofAuthor = store.prepare<[number, Uint8Array], EntryColumns>(
    `SELECT ${ENTRY_COLUMNS} FROM entry WHERE log = ? AND by = ? AND kind <> 'ballot/cast' ORDER BY seq, idx`,
  )
  const lastPosition = store.prepare<[], number>('SELECT coalesce(max(position), 0) FROM entry').pluck()
  const highestSeq = store
    .prepare<[number, Uint8Array], number>(
      `SELECT coalesce(max(seq), 0) FROM entry WHERE log = ? AND by = ? AND kind <> 'ballot/cast'`,
    )
    .pluck()

  const lastGiven = store.prepare<[], string>("SELECT value FROM meta WHERE name = 'next-position'").pluck()
  const setNext = store.prepare<[string]>("INSERT OR REPLACE INTO meta VALUES ('next-position', ?)")
  const kept = Number(lastGiven.get() ?? 0)
  let next: number | null = kept > (lastPosition.get() ?? 0) ? kept : null

  const hashOf = (log: number, level: number, index: number): Uint8Array | undefined => {
    if (level > 0) return nodeAt.get(log, level, index)
    const entry = byPlace.get(log, index)
    return entry && leafHash(leafBytes(readEntry(entry).signed), nativeSha256)
  }
  const nodeOf = (log: number): NodeReader => {
    const node: NodeReader = (level, index) => {
      if (level % LEVELS_APART !== 0)
        return nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1), nativeSha256)
      const hash = hashOf(log, level, index)
      if (!hash) throw new Error(`Merkle node ${level}/${index} is missing`)
      return hash
    }
    return node
  }
  const adopt = store.prepare<[string]>('UPDATE log SET own = 1 WHERE cid = ?')

  return {
    /** A copy is this node's own to write; whoever calls opens the store again. */
    adopt: (id: Cid): void => void adopt.run(id),
    /** Every log, as it stands in the file. */
    logs: (): LogRow[] =>
      logs.all().map(row => ({
        row: row.id,
        id: storedCid(row.cid),
        type: row.type,
        own: row.own === 1,
        range: { size: row.size, hashes: splitHashes(row.frontier) },
        checkpoint: row.checkpoint,
        beyond: splitHashes(row.beyond),
      })),
    insertLog(id: Cid, type: LogType, own: boolean): number {
      const row = insertLog.get(id, type, own ? 1 : 0)
      if (row === undefined) throw new Error('a log was not inserted')
      return row
    },
    updateLog({ row, range, checkpoint, beyond }: LogRow): void {
      updateLog.run(range.size, Buffer.concat(range.hashes), checkpoint, Buffer.concat(beyond), row)
    },
    /** @returns the entry's position. */
    insertEntry(log: number, index: number, entry: Entry, acceptedAtMs: number, refused: RefusalCode | null): number {
      const { header, signed } = entry
      const { lastInsertRowid } = insertEntry.run(
        next,
        log,
        index,
        digestOfCid(entry.id),
        header.kind,
        fromHex(header.by),
        header.seq,
        signed.header,
        signed.signature,
        signed.body,
        acceptedAtMs,
        refused,
      )
      next = null
      return Number(lastInsertRowid)
    },
    /** Entries are taken off copies: what comes next gets no position that was given before, where readers have passed it. */
    keepPositions(): void {
      next = (lastPosition.get() ?? 0) + 1
      setNext.run(`${next}`)
    },
    insertNodes(log: number, nodes: readonly TreeNode[]): void {
      for (const { level, index, hash } of nodes) {
        if (level > 0 && level % LEVELS_APART === 0) insertNode.run(log, level, index, hash)
      }
    },
    /** Hash of a complete subtree; one that is not there is a broken store and throws. */
    node: (log: number, level: number, index: number): Uint8Array => nodeOf(log)(level, index),
    placeOf(id: Cid) {
      const place = placeOf.get(digestOfCid(id))
      return place && { position: place.position, log: place.log, index: place.idx }
    },
    entry(id: Cid): StoredEntry | undefined {
      const row = byId.get(digestOfCid(id))
      return row && readEntry(row)
    },
    entryAt(log: number, index: number): StoredEntry | undefined {
      const row = byPlace.get(log, index)
      return row && readEntry(row)
    },
    /** Up to `most` entries of a log from an index on. */
    range: (log: number, from: number, most: number): StoredEntry[] => range.all(log, from, most).map(readEntry),
    /** Up to `most` entries of all logs after a position, in the order of arrival. */
    after: (position: number, most: number): StoredEntry[] => after.all(position, most).map(readEntry),
    /** Each kind of entry that has come in after a position, once. */
    kindsAfter: (position: number): KindName[] => kindsAfter.all(position),
    /** Entries of some kinds, ballots excepted, in the order of their log. */
    ofKinds: (log: number, kinds: readonly KindName[]): StoredEntry[] =>
      ofKinds.all(log, JSON.stringify(kinds)).map(readEntry),
    /** What a key has written in a log, ballots excepted, in the author's own order. */
    ofAuthor: (log: number, by: Uint8Array): StoredEntry[] => ofAuthor.all(log, by).map(readEntry),
    lastPosition: (): number => lastPosition.get() ?? 0,
    /** The highest `seq` that an author has used in a log, ballots aside; 0 before the first. */
    highestSeq: (log: number, by: Uint8Array): number => highestSeq.get(log, by) ?? 0,
  }
}

function readEntry(row: EntryColumns): StoredEntry {
  return {
    position: row.position,
    log: row.log,
    index: row.idx,
    signed: { header: row.header, signature: row.signature, body: row.body },
    acceptedAtMs: row.accepted_at_ms,
    refused: row.refused,
  }
}

function splitHashes(hashes: Uint8Array): Uint8Array[] {
  return Array.from({ length: hashes.length / 32 }, (_, i) => hashes.slice(i * 32, (i + 1) * 32))
}
