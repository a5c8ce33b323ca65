import type { Cid } from '../../protocol/bytes/cid.ts'
import type { VerifyMany } from '../../protocol/keys/verify-many.ts'
import { decodeEntry, type Entry, type SignedEntry, signedMessage } from '../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Logger } from '../ops/logger.ts'
import type { Append, Appended } from './append.ts'
import { nativeSha256 } from './native-sha256.ts'

/** A receipt in short: the entry is durable at this place of its log, under this signed checkpoint. */
export type Ack = {
  readonly id: Cid
  readonly log: Cid
  readonly index: number
  readonly position: number
  /** Signed note over the log as it was when the batch of this entry was committed, or later. */
  readonly checkpoint: string
  /** False where the same entry was there already. */
  readonly created: boolean
}

/** The one way in: verify, rule, append and project, acknowledge. */
export type LogWriter = {
  /** Entries into logs that this node writes. Resolves once durable; each with its own answer. */
  submit(signed: SignedEntry, options?: SubmitOptions): Promise<Ack | Refusal>
  /** What can be asked of entries before their turn: that they read, and that their signatures hold. */
  check(entries: readonly SignedEntry[], from: number): Promise<readonly Entry[] | Refusal>
  /**
   * Whole ranges of logs that other nodes write.
   * @param checked what `check` says of the range, where that was asked already.
   */
  replicate(range: ReplicatedRange, checked?: Promise<readonly Entry[] | Refusal>): Promise<{ size: number } | Refusal>
  /** Called after each commit, with the newest position; never inside the transaction. */
  onCommit(listener: (position: number) => void): () => void
  [Symbol.asyncDispose](): Promise<void>
}

/** A genesis is let in only where its way in allows it: founding this node's group, or a feed of its own. */
export type SubmitOptions = { readonly genesis?: 'group' | 'feed' }

/** Consecutive entries of another node's log, and a checkpoint over them. */
export type ReplicatedRange = {
  readonly log: Cid
  readonly from: number
  readonly entries: readonly SignedEntry[]
  readonly checkpoint: string
  /**
   * Inclusion proof of the last entry in the checkpoint's tree, which may reach further: so a long log comes in pieces,
   * each of them proven. Without it the checkpoint must end with the last entry.
   */
  readonly proof?: readonly Uint8Array[]
  /** The key that signs the checkpoint: the node's in the charter. */
  readonly writer: Uint8Array
}

/** Entries that may wait for verification and commit; past it `node/busy`, and nothing was written. */
export const MOST_WAITING = 20_000

/**
 * While one batch is checked the next one waits for its turn, and what arrives meanwhile makes up the one after: batches
 * are as large as the load asks for, and small enough that the first is committed while the second is being checked.
 */
const BATCHES_AT_ONCE = 2
const LARGEST_BATCH = 256

type Waiting = {
  readonly entry: Entry
  readonly genesis: SubmitOptions['genesis']
  readonly done: (answer: Ack | Refusal) => void
  readonly failed: (error: unknown) => void
}

export type WriterParts = { readonly append: Append; readonly verifyMany: VerifyMany; readonly log: Logger }

/**
 * Group commit: what arrives while a transaction is on its way to the disk makes up the next one, so a transaction is as
 * large as the load asks for and a lone entry waits for nobody.
 */
export function openLogWriter({ append, verifyMany, log }: WriterParts): LogWriter {
  const listeners = new Set<(position: number) => void>()
  const unverified: Waiting[] = []
  let verified: Waiting[] = []
  let waiting = 0
  let closing = false
  let verifying = 0

  const settle = (item: Waiting, answer: Ack | Refusal) => {
    waiting--
    item.done(answer)
  }
  const fail = (item: Waiting, error: unknown) => {
    waiting--
    item.failed(error)
  }

  const verifyWaiting = () => {
    while (verifying < BATCHES_AT_ONCE && unverified.length > 0) void verifyBatch(unverified.splice(0, LARGEST_BATCH))
  }
  const verifyBatch = async (batch: readonly Waiting[]) => {
    verifying++
    try {
      const verdicts = await verifyMany(batch.map(({ entry }) => signedMessage(entry)))
      for (const [i, item] of batch.entries()) {
        if (!verdicts[i]) settle(item, refuse('entry/bad-signature'))
        else if (verified.push(item) === 1) setImmediate(commitBatch)
      }
    } catch (error) {
      for (const item of batch) fail(item, error)
    } finally {
      verifying--
      verifyWaiting()
    }
  }

  const commitBatch = () => {
    const batch = verified
    verified = []
    try {
      answer(batch, append.entries(batch))
    } catch (error) {
      if (batch.length > 1) return void commitOneByOne(batch)
      log.error({ err: error, kind: batch[0]?.entry.header.kind }, 'commit-failed')
      for (const item of batch) fail(item, error)
    }
  }
  // One entry that breaks its transaction must not take the others of its batch with it.
  const commitOneByOne = (batch: readonly Waiting[]) => {
    for (const item of batch) {
      try {
        answer([item], append.entries([item]))
      } catch (error) {
        log.error({ err: error, kind: item.entry.header.kind }, 'commit-failed')
        fail(item, error)
      }
    }
  }
  const answer = (batch: readonly Waiting[], appended: Appended) => {
    for (const [i, item] of batch.entries()) {
      settle(item, appended.answers[i] ?? refuse('node/busy'))
    }
    announce(appended.position)
  }
  const announce = (position: number | null) => {
    if (position === null) return
    for (const listener of listeners) listener(position)
  }

  const check = async (entries: readonly SignedEntry[], from: number): Promise<readonly Entry[] | Refusal> => {
    const decoded: Entry[] = []
    for (const signed of entries) {
      const entry = decodeEntry(signed, nativeSha256)
      if (isRefusal(entry)) return entry
      decoded.push(entry)
    }
    const verdicts = await verifyMany(decoded.map(signedMessage))
    const bad = verdicts.findIndex(verdict => !verdict)
    return bad < 0 ? decoded : refuse('entry/bad-signature', { index: from + bad })
  }

  return {
    async submit(signed, options = {}) {
      if (closing || waiting >= MOST_WAITING) return refuse('node/busy')
      const entry = decodeEntry(signed, nativeSha256)
      if (isRefusal(entry)) return entry
      if (entry.signed.body === null) return refuse('entry/bad-body', { problem: 'a new entry needs its body' })
      waiting++
      return new Promise((done, failed) => {
        const item = { entry, genesis: options.genesis, done, failed }
        if (unverified.push(item) === 1) setImmediate(verifyWaiting)
      })
    },
    check,
    async replicate({ entries, ...range }, checked = check(entries, range.from)) {
      const decoded = await checked
      if (closing) return refuse('node/busy')
      if (isRefusal(decoded)) return decoded
      const appended = append.range({ ...range, entries: decoded })
      if (isRefusal(appended)) return appended
      announce(appended.position)
      return { size: appended.size }
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async [Symbol.asyncDispose]() {
      closing = true
      while (waiting > 0 || verifying > 0) await new Promise(resolve => setImmediate(resolve))
      listeners.clear()
    },
  }
}
