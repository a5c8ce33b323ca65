import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { decodeEntry, type SignedEntry, signedMessage } from '../../../protocol/log/entry.ts'
import { accepted } from '../../support/test-core.ts'
import type { PackedSignatures } from './verify-worker.ts'

/** The bare verification of some ballots' signatures by `node:crypto`, on so many threads, ready to go. */
export type RawVerification = { run(): Promise<void>; [Symbol.asyncDispose](): Promise<void> }

export async function prepareVerification(ballots: readonly SignedEntry[], threads: number): Promise<RawVerification> {
  const packed = pack(ballots)
  const url = new URL('verify-worker.ts', import.meta.url)
  const workers = Array.from({ length: threads }, (_, first) => {
    return new Worker(url, { workerData: { ...packed, first, of: threads } })
  })
  await Promise.all(workers.map(worker => once(worker, 'message')))
  return {
    async run() {
      const answers = workers.map(worker => once(worker, 'message'))
      for (const worker of workers) worker.postMessage('go')
      const valid = (await Promise.all(answers)).flat().reduce((sum, count) => sum + count, 0)
      if (valid !== ballots.length) throw new Error(`${valid} of ${ballots.length} signatures hold`)
    },
    async [Symbol.asyncDispose]() {
      for (const worker of workers) await worker.terminate()
    },
  }
}

function pack(ballots: readonly SignedEntry[]): PackedSignatures {
  const messages = ballots.map(ballot => signedMessage(accepted(decodeEntry(ballot))))
  const starts = new Uint32Array(messages.length + 1)
  for (const [i, { message }] of messages.entries()) starts[i + 1] = (starts[i] ?? 0) + 96 + message.length
  const bytes = new SharedArrayBuffer(starts.at(-1) ?? 0)
  const view = new Uint8Array(bytes)
  for (const [i, { publicKey, signature, message }] of messages.entries()) {
    const at = starts[i] ?? 0
    view.set(publicKey, at)
    view.set(signature, at + 32)
    view.set(message, at + 96)
  }
  return { bytes, starts }
}
