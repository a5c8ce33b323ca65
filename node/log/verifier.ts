import { Worker } from 'node:worker_threads'
import type { SignedMessage, VerifyMany } from '../../protocol/keys/verify-many.ts'
import { VERIFY_WORKER } from '../resources.ts'
import { openNativeBatchVerifier, verifyNatively } from './native-verify.ts'

/** A pool of threads that check signatures in batches, under the one verification rule. */
export type Verifier = {
  readonly verifyMany: VerifyMany
  [Symbol.asyncDispose](): Promise<void>
}

/** A request is shared out evenly among the threads, in batches of at least and at most so many signatures. */
const SMALLEST_BATCH = 64
const LARGEST_BATCH = 1_024
/** So few are checked sooner than a worker has heard of them. */
const FEW = 3
/** Where so many workers have died over one batch, the next would too. */
const MOST_LOSSES = 3
/** How long workers wait for more before they end. */
const REST_MS = 30_000
/** Checking signatures leaves nothing behind that would need more. */
const YOUNG_SPACE_MB = 4

type Job = {
  readonly messages: readonly SignedMessage[]
  readonly done: (verdicts: readonly boolean[]) => void
  readonly failed: (error: Error) => void
  /** Workers that ended over it. */
  losses: number
}

/**
 * A pool of up to `threads` workers; with none, signatures are checked on the caller's thread, and so are a few at a time
 * always. Workers are started when there is work for them and end after a while without, so that a node at rest keeps
 * none in memory. One that dies is replaced and its batch given to the next, some times.
 */
export function startVerifier(threads: number): Verifier {
  if (threads === 0) {
    const verify = openNativeBatchVerifier()
    return { verifyMany: async messages => verify(messages), async [Symbol.asyncDispose]() {} }
  }
  const queue: Job[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Job>()
  let stopping = false
  let resting: NodeJS.Timeout | undefined

  const start = () => {
    const worker = new Worker(VERIFY_WORKER, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_SPACE_MB } })
    worker.unref()
    worker.on('message', (verdicts: Uint8Array) => {
      const job = busy.get(worker)
      busy.delete(worker)
      idle.push(worker)
      job?.done(Array.from(verdicts, verdict => verdict === 1))
      next()
    })
    worker.on('error', () => {})
    worker.on('exit', () => {
      const job = busy.get(worker)
      busy.delete(worker)
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
      if (stopping) return job?.failed(new Error('the verifier has stopped'))
      if (job && ++job.losses >= MOST_LOSSES) job.failed(new Error('no worker stays alive'))
      else if (job) queue.unshift(job)
      next()
    })
    return worker
  }
  const next = () => {
    while (queue.length > 0 && (idle.length > 0 || busy.size < threads)) {
      const worker = idle.pop() ?? start()
      const job = queue.shift()
      if (!job) return
      busy.set(worker, job)
      const packed = pack(job.messages)
      worker.postMessage(packed, [packed.bytes.buffer, packed.lengths.buffer])
    }
    clearTimeout(resting)
    resting = setTimeout(dismissIdle, REST_MS)
    resting.unref()
  }
  const dismissIdle = () => {
    for (const worker of idle.splice(0)) void worker.terminate()
  }
  const verifyBatch = (messages: readonly SignedMessage[]) =>
    new Promise<readonly boolean[]>((done, failed) => {
      if (stopping) return failed(new Error('the verifier has stopped'))
      queue.push({ messages, done, failed, losses: 0 })
      next()
    })

  return {
    async verifyMany(messages) {
      if (messages.length <= FEW) return messages.map(verifyNatively)
      const batches: Promise<readonly boolean[]>[] = []
      const share = Math.ceil(messages.length / threads)
      const size = Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, share))
      for (let at = 0; at < messages.length; at += size) batches.push(verifyBatch(messages.slice(at, at + size)))
      return (await Promise.all(batches)).flat()
    },
    async [Symbol.asyncDispose]() {
      stopping = true
      clearTimeout(resting)
      for (const job of queue.splice(0)) job.failed(new Error('the verifier has stopped'))
      await Promise.all([...idle, ...busy.keys()].map(worker => worker.terminate()))
    },
  }
}

/** Many signatures in one buffer, which is handed over instead of copied; `lengths` are those of the messages. */
export type PackedMessages = { readonly bytes: Uint8Array<ArrayBuffer>; readonly lengths: Uint32Array<ArrayBuffer> }

function pack(messages: readonly SignedMessage[]): PackedMessages {
  const lengths = Uint32Array.from(messages, ({ message }) => message.length)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length + 96, 0))
  let at = 0
  for (const { publicKey, signature, message } of messages) {
    bytes.set(publicKey, at)
    bytes.set(signature, at + 32)
    bytes.set(message, at + 96)
    at += 96 + message.length
  }
  return { bytes, lengths }
}
