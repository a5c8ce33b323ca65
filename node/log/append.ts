import type { Cid } from '../../protocol/bytes/cid.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { emptyReader } from '../../protocol/federation/bare-reader.ts'
import { judgeNextEntries } from '../../protocol/federation/feed-range.ts'
import { standingHead } from '../../protocol/federation/succession.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { Verify } from '../../protocol/keys/verify.ts'
import { judge, KINDS, type KnownEntry, type LogType, openBody, openEntry } from '../../protocol/kinds.ts'
import { openCheckpoint, signCheckpoint } from '../../protocol/log/checkpoint.ts'
import type { Entry } from '../../protocol/log/entry.ts'
import { appendLeaves, type CompactRange, emptyRange, rangeRoot } from '../../protocol/log/merkle.ts'
import type { LogReader } from '../../protocol/log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Projections } from '../domains/projections.ts'
import type { Store } from '../store/open.ts'
import type { LogRow, LogTables } from './log-tables.ts'
import { nativeSha256 } from './native-sha256.ts'
import { verifyNatively, verifyOneNatively } from './native-verify.ts'
import type { Ack, ReplicatedRange, SubmitOptions } from './writer.ts'

export type Append = ReturnType<typeof openAppend>
/** Answers in the order of the entries; `position` is the newest, null where nothing was written. */
export type Appended = { readonly answers: readonly (Ack | Refusal)[]; readonly position: number | null }

/** A range of another node's log, its entries decoded and their signatures checked; see `ReplicatedRange`. */
type Replicated = Omit<ReplicatedRange, 'entries'> & { readonly entries: readonly Entry[] }
type Submitted = { readonly entry: Entry; readonly genesis: SubmitOptions['genesis'] }

/** A log inside a transaction: what it will be if the transaction holds. */
type Draft = { row: LogRow; leaves: Uint8Array[]; reader: LogReader }

/**
 * Append and project, in one transaction for a whole batch: the log rows, the Merkle trees and the tables of the domains
 * change together or not at all. Synchronous; signatures have been checked before.
 */
export function openAppend(parts: {
  store: Store
  tables: LogTables
  projections: Projections
  nodeSigner: Signer
  now: () => number
}) {
  const { store, tables, projections, nodeSigner, now } = parts
  const logs = new Map<Cid, LogRow>(tables.logs().map(row => [row.id, row]))
  const nodeKey = toHex(nodeSigner.publicKey)

  /** Runs `work` in a transaction; drafts become the state of the logs only once it has committed. */
  function transact<T>(work: (drafts: Map<Cid, Draft>) => T): T {
    const drafts = new Map<Cid, Draft>()
    try {
      const result = store.transaction(work).immediate(drafts)
      for (const { row } of drafts.values()) logs.set(row.id, row)
      return result
    } catch (error) {
      projections.forget()
      throw error
    }
  }

  const draftOf = (drafts: Map<Cid, Draft>, id: Cid): Draft | undefined => {
    const held = drafts.get(id)
    const row = logs.get(id)
    if (held || !row) return held
    const draft = { row, leaves: [], reader: projections.reader(row.row) }
    drafts.set(id, draft)
    return draft
  }
  const begin = (drafts: Map<Cid, Draft>, id: Cid, type: LogType, own: boolean): Draft => {
    const rowId = tables.insertLog(id, type, own)
    const row: LogRow = { row: rowId, id, type, own, range: emptyRange(), checkpoint: '', beyond: [] }
    const draft = { row, leaves: [], reader: projections.reader(rowId) }
    drafts.set(id, draft)
    return draft
  }
  const place = (draft: Draft, known: KnownEntry | undefined, entry: Entry, refusal: Refusal | null, atMs: number) => {
    const index = draft.row.range.size + draft.leaves.length
    const position = tables.insertEntry(draft.row.row, index, entry, atMs, refusal?.code ?? null)
    draft.leaves.push(entry.leafHash)
    if (known && !refusal) {
      projections.project(known, { log: draft.row.row, logId: draft.row.id, index, position, acceptedAtMs: atMs })
    }
    return { index, position }
  }
  const grow = (draft: Draft): CompactRange => {
    const { range, nodes } = appendLeaves(draft.row.range, draft.leaves, nativeSha256)
    tables.insertNodes(draft.row.row, nodes)
    return range
  }
  const finish = (draft: Draft, range: CompactRange, checkpoint: string, beyond: readonly Uint8Array[] = []) => {
    draft.leaves = []
    draft.row = { ...draft.row, range, checkpoint, beyond }
    tables.updateLog(draft.row)
  }

  const appendOne = (drafts: Map<Cid, Draft>, { entry, genesis }: Submitted, atMs: number) => {
    const known = openEntry(entry)
    if (isRefusal(known)) return known
    const existing = tables.placeOf(entry.id)
    if (existing) {
      const owner = [...logs.values(), ...[...drafts.values()].map(d => d.row)].find(row => row.row === existing.log)
      return owner
        ? { draft: owner.id, index: existing.index, position: existing.position, created: false }
        : refuse('log/unknown')
    }
    const type = KINDS[known.kind].begins
    if (type) {
      if (genesis !== type) return refuse('entry/not-for-this-log', { kind: known.kind })
      if (type === 'group' && ownGroup(drafts)) return refuse('group/exists')
      const refusal = judge(known, EMPTY_READER, atMs) ?? refuseForeignNode(known, nodeKey)
      if (refusal) return refusal
      const draft = begin(drafts, entry.id, type, true)
      return { draft: entry.id, ...place(draft, known, entry, null, atMs), created: true }
    }
    const draft = entry.header.log && draftOf(drafts, entry.header.log)
    if (!draft) return refuse('log/unknown', { log: entry.header.log })
    if (!draft.row.own) return refuse('entry/not-for-this-log', { log: draft.row.id })
    const refusal = refuseReplacedKey(drafts, draft, entry) ?? judge(known, draft.reader, atMs)
    if (refusal) return refusal
    return { draft: draft.row.id, ...place(draft, known, entry, null, atMs), created: true }
  }
  const ownGroup = (drafts: Map<Cid, Draft>): LogRow | undefined =>
    [...logs.values(), ...[...drafts.values()].map(({ row }) => row)].find(row => row.own && row.type === 'group')

  /** A feed names the stewards of the charter: that one's key was replaced stands in the group's own log only. */
  const refuseReplacedKey = (drafts: Map<Cid, Draft>, { row }: Draft, { header }: Entry): Refusal | undefined => {
    const group = row.type === 'feed' ? ownGroup(drafts) : undefined
    if (group && projections.keys.isReplaced(group.row, header.by)) return refuse('key/replaced', { key: header.by })
  }

  return {
    /** Every log that this node keeps, by id. */
    logs: logs as ReadonlyMap<Cid, LogRow>,
    /** A copy was cut: it is this now, or is kept no more. */
    replaced(id: Cid, row: LogRow | undefined): void {
      if (row) logs.set(id, row)
      else logs.delete(id)
    },
    /** The node's own group, or its federation: the one log that it exists for. */
    ownGroup: (): LogRow | undefined => ownGroup(new Map()),

    entries(batch: readonly Submitted[]): Appended {
      const atMs = now()
      return transact(drafts => {
        const placed = batch.map(item => appendOne(drafts, item, atMs))
        for (const draft of drafts.values()) {
          if (draft.leaves.length === 0) continue
          const range = grow(draft)
          finish(
            draft,
            range,
            signCheckpoint({ log: draft.row.id, size: range.size, root: rangeRoot(range) }, nodeSigner),
          )
        }
        let newest: number | null = null
        const answers = placed.map((item, i): Ack | Refusal => {
          if (isRefusal(item)) return item
          const { draft, index, position, created } = item
          if (created) newest = Math.max(newest ?? 0, position)
          const checkpoint = drafts.get(draft)?.row.checkpoint ?? logs.get(draft)?.checkpoint ?? ''
          const id = batch[i]?.entry.id
          if (!id) throw new Error('an answer without its entry')
          return { id, log: draft, index, position, checkpoint, created }
        })
        return { answers, position: newest }
      })
    },

    /**
     * A range of another node's log. Its rules are judged at each entry's own time, so that all nodes come to the same;
     * what breaks a rule is kept, since the log is kept whole, and has no effect.
     */
    range(range: Replicated) {
      const claimed = openCheckpoint(range.checkpoint, range.log, range.writer, verifyOne)
      if (isRefusal(claimed)) return claimed
      const atMs = now()
      return transact(drafts => {
        const held = logs.get(range.log)
        if (held?.own) return refuse('entry/not-for-this-log', { log: range.log })
        const size = held?.range.size ?? 0
        if (range.from > size) return refuse('feed/gap', { from: range.from, size })
        const fresh = range.entries.slice(size - range.from)
        if (fresh.length === 0) return { size, position: null }
        const draft = draftOf(drafts, range.log) ?? beginReplica(drafts, range.log, fresh[0])
        if (isRefusal(draft)) return draft
        const next = { log: range.log, before: draft.row.range, entries: fresh, checkpoint: claimed }
        const extended = judgeNextEntries(range.proof ? { ...next, proof: range.proof } : next, nativeSha256)
        if (isRefusal(extended)) return extended
        // It would keep the log that it is from out of its own place.
        const elsewhere = fresh.find(({ id }) => tables.placeOf(id))
        if (elsewhere) return refuse('feed/bad-checkpoint', { problem: 'an entry stands twice', id: elsewhere.id })
        const usurped = refuseUsurped(draft.row.range, fresh)
        if (usurped) return usurped
        let position = 0
        for (const entry of fresh) {
          const known = openEntry(entry)
          const first = draft.row.range.size + draft.leaves.length === 0
          const refusal = isRefusal(known) ? known : judge(known, first ? EMPTY_READER : draft.reader, entry.header.at)
          if (refusal && first) throw new Error(`a genesis was refused: ${refusal.code}`)
          position = place(draft, isRefusal(known) ? undefined : known, entry, refusal ?? null, atMs).position
        }
        tables.insertNodes(draft.row.row, extended.nodes)
        finish(draft, extended.after, range.checkpoint, extended.beyond)
        return { size: draft.row.range.size, position }
      })
    },
  }

  function beginReplica(drafts: Map<Cid, Draft>, id: Cid, first: Entry | undefined): Draft | Refusal {
    if (!first || first.id !== id) return refuse('entry/wrong-log', { log: id })
    const known = openEntry(first)
    if (isRefusal(known)) return known
    const type = KINDS[known.kind].begins
    if (!type) return refuse('entry/not-for-this-log', { kind: known.kind })
    const refusal = judge(known, EMPTY_READER, first.header.at)
    return refusal ?? begin(drafts, id, type, false)
  }
}

/** A new key goes on from the very history that the council has let stand, or its log is another one. */
function refuseUsurped(before: CompactRange, entries: readonly Entry[]): Refusal | undefined {
  for (const [at, entry] of entries.entries()) {
    const known = entry.header.kind === 'node/replaced' ? openBody('node/replaced', entry) : undefined
    if (!known || isRefusal(known)) continue
    const head = standingHead(known.body.replacement)
    const leaves = entries.slice(0, at).map(({ leafHash }) => leafHash)
    const { size, ...range } = appendLeaves(before, leaves, nativeSha256).range
    const stands = head?.size === size && equalBytes(head.root, rangeRoot({ size, ...range }, nativeSha256))
    if (!stands) return refuse('node/bad-replacement', { problem: 'not the history that stands', size })
  }
}

/** A node keeps the group that authorised its key, and no other. */
function refuseForeignNode(known: KnownEntry, nodeKey: string): Refusal | undefined {
  const { kind } = known
  if (kind === 'group/founded' && known.body.node !== nodeKey) {
    return refuse('charter/bad', { field: 'node', problem: 'not the key of this node' })
  }
  if (kind === 'feed/founded' && known.entry.header.by !== nodeKey) return refuse('member/not-allowed', { kind })
}

const verifyOne: Verify = (publicKey, message, signature) => verifyNatively({ publicKey, message, signature })

const EMPTY_READER = emptyReader(verifyOneNatively)
