import { author } from '../protocol/author.ts'
import { toBase64 } from '../protocol/bytes/base64.ts'
import type { Cid } from '../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../protocol/bytes/public-key.ts'
import type { Signer } from '../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry, SALT_BYTES, type SignedEntry } from '../protocol/log/entry.ts'
import type { LogReader } from '../protocol/log-reader.ts'
import { isRefusal, type Refusal } from '../protocol/refusal.ts'
import { openProjections, type Projections } from './domains/projections.ts'
import { openAppend } from './log/append.ts'
import { type LogRow, type LogTables, openLogTables } from './log/log-tables.ts'
import { cutCopy, openOvertaken, type Standing } from './log/rewind.ts'
import type { Verifier } from './log/verifier.ts'
import { type Ack, type LogWriter, openLogWriter, type SubmitOptions } from './log/writer.ts'
import type { Logger } from './ops/logger.ts'
import { rebuild } from './rebuild.ts'
import { openStore, type Store } from './store/open.ts'

/** What a part takes from outside itself, so that tests can set clocks and draw the same numbers twice. */
export type Surroundings = {
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly log: Logger
}

/** A node without doors: store, logs, projections and the one way in. HTTP, network and jobs stand around it. */
export type Core = Surroundings & {
  readonly nodeKey: PublicKeyHex
  readonly signer: Signer
  readonly store: Store
  readonly tables: LogTables
  readonly projections: Projections
  readonly writer: LogWriter
  readonly verifier: Verifier
  /** Every log that the node keeps. */
  readonly logs: ReadonlyMap<Cid, LogRow>
  /** The group, or federation, that this node serves. */
  ownGroup(): LogRow | undefined
  reader(log: LogRow): LogReader
  /**
   * Cuts a copy of another node's log back to what stands, or drops it, and makes the tables anew; what was taken off and is
   * by others than that log's node waits to be handed in again.
   * @param former key of the node that wrote the copy.
   * @returns how many entries were taken off.
   */
  rewind(log: Cid, standing: Standing | null, former: PublicKeyHex): number
  /** Signs an entry with the node's key and submits it. */
  write<K extends KindName>(log: Cid | null, kind: K, body: BodyOf<K>, options?: SubmitOptions): Promise<Ack | Refusal>
  [Symbol.asyncDispose](): Promise<void>
}

export type CoreOptions = Surroundings & {
  /** Path of the SQLite file, or `:memory:`. */
  readonly path: string
  readonly signer: Signer
  readonly verifier: Verifier
}

/** Opens a node's store and its way in. `node/newer-store` where the file is not ours to open. */
export function openCore(options: CoreOptions): Core | Refusal {
  const { path, signer, verifier, now, randomBytes, log } = options
  const store = openStore(path)
  if (isRefusal(store)) return store
  const tables = openLogTables(store)
  const projections = openProjections(store)
  const append = openAppend({ store, tables, projections, nodeSigner: signer, now })
  const writer = openLogWriter({ append, verifyMany: verifier.verifyMany, log })
  const sign = <K extends KindName>(logId: Cid | null, kind: K, body: BodyOf<K>): SignedEntry => {
    const row = logId && append.logs.get(logId)
    const seq = (row ? tables.highestSeq(row.row, signer.publicKey) : 0) + 1
    return author(kind, body, { log: logId, at: now(), seq, salt: randomBytes(SALT_BYTES) }, signer)
  }
  const overtaken = openOvertaken(store)
  const core: Core = {
    now,
    randomBytes,
    log,
    nodeKey: publicKeyHex(signer.publicKey),
    signer,
    store,
    tables,
    projections,
    writer,
    verifier,
    logs: append.logs,
    ownGroup: append.ownGroup,
    reader: row => projections.reader(row.row),
    rewind(id, standing, former) {
      const log = append.logs.get(id)
      if (!log) return 0
      try {
        return store
          .transaction(() => {
            const { cut, row } = cutCopy({ store, tables }, log, standing)
            const byOthers = cut.filter(signed => {
              const entry = decodeEntry(signed)
              return !isRefusal(entry) && entry.header.log !== null && entry.header.by !== former
            })
            overtaken.add(
              id,
              byOthers.map(signed => toBase64(encodeSignedEntry(signed))),
            )
            append.replaced(id, row)
            rebuild(core)
            return cut.length
          })
          .immediate()
      } catch (error) {
        append.replaced(id, log)
        throw error
      }
    },
    write: (logId, kind, body, submitOptions) => writer.submit(sign(logId, kind, body), submitOptions),
    async [Symbol.asyncDispose]() {
      await writer[Symbol.asyncDispose]()
      store.close()
    },
  }
  return core
}
