import type { Cid } from '../../protocol/bytes/cid.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { type PublicKeyHex, publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import type { Announcement } from '../../protocol/federation/feed-announcement.ts'
import type { FeedRange } from '../../protocol/federation/feed-sync-message.ts'
import { judgeFork, type Told } from '../../protocol/federation/fork.ts'
import { logOfCheckpoint, openCheckpoint, originOf } from '../../protocol/log/checkpoint.ts'
import { onlyLinesOf } from '../../protocol/log/cosignature.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { rangeAt, rangeRoot } from '../../protocol/log/merkle.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { openWitness } from '../domains/federation/witness.ts'
import type { LogRow } from '../log/log-tables.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { verifyOneNatively } from '../log/native-verify.ts'
import type { FederationScope } from './roster.ts'
import { proofOf } from './shelf.ts'

/**
 * Compares what others show of a log with what this node holds of it. Where its writer has signed two histories, the proof
 * goes into this node's own feed, once, and with it to everyone.
 */
export type ForkWatch = {
  follow(scopes: readonly FederationScope[]): void
  /** A range that does not continue the copy held here. */
  range(log: Cid, range: FeedRange): void
  /** An announcement that was found true. */
  announced(announcement: Announcement): void
  /** A checkpoint that somebody shows, before anything of it was verified. */
  checkpoint(note: string): void
  [Symbol.asyncDispose](): Promise<void>
}

export function openForkWatch(core: Core): ForkWatch {
  const witness = openWitness(core)
  const underWay = new Map<Cid, Promise<void>>()
  let scopes: readonly FederationScope[] = []

  /** The key that writes a log: a federation's, a feed, or a member group's own, which this node does not hold. */
  const writerOf = (log: Cid): PublicKeyHex | undefined =>
    scopes.flatMap(({ logs }) => logs).find(shared => shared.log === log || shared.group === log)?.writer

  /** What the copy held here says, proven up to one entry. */
  const toldHere = (row: LogRow, writer: PublicKeyHex, index: number): Told | undefined => {
    const checkpoint = bare(row.checkpoint, row.id, writer)
    const leaf = core.tables.node(row.row, 0, index)
    return checkpoint === undefined
      ? undefined
      : { checkpoint, place: { index, leaf, proof: proofOf(core, row, index) } }
  }

  const record = (log: Cid, key: PublicKeyHex, one: Told, other: Told): void => {
    const fork = { log, key, one, other }
    if (key === core.nodeKey || underWay.has(log) || isKnown(log, key)) return
    if (judgeFork(fork, verifyOneNatively)) return
    const own = scopes.flatMap(({ logs }) => {
      const concerned = logs.some(shared => shared.log === log || shared.group === log)
      return concerned ? logs.filter(shared => shared.own).map(shared => shared.log) : []
    })
    core.log.error({ log, key }, 'log.forked')
    const written = Promise.all(own.map(feed => core.write(feed, 'log/forked', fork)))
      .then(answers => {
        for (const answer of answers) if (isRefusal(answer)) core.log.warn({ log, code: answer.code }, 'fork.refused')
      })
      .catch((error: unknown) => core.log.error({ err: error, log }, 'fork.failed'))
      .finally(() => underWay.delete(log))
    underWay.set(log, written)
  }
  const isKnown = (log: Cid, key: PublicKeyHex) => core.projections.federations.fork(log, key) !== undefined

  /** Another history of a log that is held here, told up to one entry. */
  const compare = (log: Cid, index: number, other: Told): void => {
    const row = core.logs.get(log)
    const writer = writerOf(log)
    if (!row || row.own || !writer || row.range.size === 0 || isKnown(log, writer)) return
    const one = toldHere(row, writer, Math.min(index, row.range.size - 1))
    const checkpoint = bare(other.checkpoint, log, writer)
    if (one && checkpoint !== undefined) record(log, writer, one, { ...other, checkpoint })
  }
  const placed = (
    log: Cid,
    index: number,
    signed: Announcement['signed'],
    from: Omit<Told, 'place'>,
    proof: readonly Uint8Array[],
  ) => {
    const entry = decodeEntry(signed)
    if (!isRefusal(entry)) compare(log, index, { ...from, place: { index, leaf: entry.leafHash, proof: [...proof] } })
  }

  return {
    follow(now) {
      scopes = now
    },
    range(log, { from, entries, checkpoint, proof }) {
      const last = entries.at(-1)
      if (last && proof) placed(log, from + entries.length - 1, last, { checkpoint }, proof)
    },
    announced({ log, index, signed, checkpoint, proof }) {
      const size = core.logs.get(log)?.range.size ?? 0
      if (index < size) placed(log, index, signed, { checkpoint }, proof)
    },
    checkpoint(note) {
      const log = logOfCheckpoint(note)
      const writer = log && writerOf(log)
      const shown = log && writer ? bare(note, log, writer) : undefined
      if (!log || !writer || shown === undefined) return
      const row = core.logs.get(log)
      // The usual case: what the whole copy stands under was found true before.
      if (row?.beyond.length === 0 && bare(row.checkpoint, log, writer) === shown) return
      const head = openCheckpoint(shown, log, publicKeyBytes(writer), verifyOneNatively)
      if (isRefusal(head) || head.size === 0) return
      const told = { checkpoint: shown, place: null }
      if (row && !row.own && head.size <= row.range.size) {
        const range = rangeAt(head.size, (level, at) => core.tables.node(row.row, level, at))
        if (!equalBytes(rangeRoot(range, nativeSha256), head.root)) compare(log, head.size - 1, told)
        return
      }
      const latest = witness.latest(originOf(log))
      const before = latest === undefined ? undefined : bare(latest, log, writer)
      if (before !== undefined && before !== shown) record(log, writer, { checkpoint: before, place: null }, told)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(underWay.values())
    },
  }
}

/** A checkpoint with the line of its log's key alone. */
function bare(note: string, log: Cid, writer: PublicKeyHex): string | undefined {
  const only = onlyLinesOf(note, { name: originOf(log), publicKey: publicKeyBytes(writer) }, [])
  return isRefusal(only) ? undefined : only
}
